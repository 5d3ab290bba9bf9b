import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { addressOf, admitSetUp } from "~/identity/count-attempts.server"
import { passwordLength } from "~/identity/password-length"
import { signIn } from "~/identity/sign-in.server"
import { SetUpForm } from "~/organizations/inputs.server"
import { setUpOptions } from "~/organizations/set-up-options.server"
import { setUpOrganization } from "~/organizations/set-up-organization.server"
import type { AnonymousContext } from "~/platform/data/contexts.server"
import { visitor } from "~/platform/http/context.server"
import { noticeCookie } from "~/platform/http/flash.server"
import { parseForm } from "~/platform/http/form.server"
import { attempt, invalid } from "~/platform/http/respond.server"
import { NotFound } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { hasOrganizations } from "~/platform/security/resolve.server"
import { sessionCookie } from "~/platform/security/sessions.server"
import { SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { FieldGroup, FieldRow } from "~/ui/field"
import { EmailField, PasswordField, SelectField, TextField } from "~/ui/fields"
import { AuthPage } from "~/ui/public-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Set up · Signoff" }]

const notHere = () => data({ kind: "not-found", message: "This page does not exist." }, { status: 404 })

export async function loader({ request }: LoaderFunctionArgs) {
  if (await hasOrganizations()) throw notHere()
  return setUpOptions(request.headers.get("Accept-Language"))
}

export async function action(args: ActionFunctionArgs) {
  const isFirst = !(await hasOrganizations())
  const ctx = visitor(args)
  if (isFirst) await admitSetUp(addressOf(ctx))
  const form = await parseForm(args.request, SetUpForm)
  if (!form.ok && !isFirst) throw notHere()
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, () => setUpAndEnter(ctx, form.value))
}

/** Sets up and signs the owner in. The same form sent twice signs in both times; anyone else's finds nothing here. */
async function setUpAndEnter(ctx: AnonymousContext, setUp: z.output<typeof SetUpForm>) {
  const refusal = await setUpOrganization(ctx, setUp).then(
    () => null,
    (error: unknown) => error,
  )
  if (refusal && !(refusal instanceof NotFound)) throw refusal
  const outcome = await signIn(ctx, { email: setUp.ownerEmail, password: setUp.ownerPassword })
  if (!outcome.signedIn) throw refusal ?? new NotFound("page")
  const headers = new Headers()
  headers.append("Set-Cookie", noticeCookie({ tone: "ok", text: `Welcome to Signoff. ${setUp.name} is set up.` }))
  headers.append("Set-Cookie", await sessionCookie(outcome.secret))
  return redirect(href("/setup/brand"), { status: 303, headers })
}

export default function SetUp() {
  const options = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof SetUpForm>>({
    id: "set-up",
    lastResult: reply,
    defaultValue: options.guess,
  })
  return (
    <AuthPage wide title="Set up Signoff" subtitle="Two minutes, and your first enquiry can come in.">
      <form method="post" action={href("/setup")}>
        <ErrorSummary
          errors={errorsOf([
            { label: "Organization", field: fields.name },
            { label: "Country", field: fields.country },
            { label: "Currency", field: fields.currency },
            { label: "Time zone", field: fields.timeZone },
            { label: "Your name", field: fields.ownerName },
            { label: "Your e-mail", field: fields.ownerEmail },
            { label: "Password", field: fields.ownerPassword },
          ])}
          formErrors={form.errors}
        />
        <FieldGroup title="Your organization">
          <TextField label="Organization" field={fields.name} autoComplete="organization" required maxLength={120} />
          <FieldRow>
            <SelectField
              label="Country"
              field={fields.country}
              options={options.countries}
              placeholder="Choose"
              required
            />
            <SelectField
              label="Currency"
              field={fields.currency}
              options={options.currencies}
              placeholder="Choose"
              required
            />
          </FieldRow>
          <SelectField
            label="Time zone"
            field={fields.timeZone}
            options={options.timeZones}
            placeholder="Choose"
            hint="Due dates and “today” are reckoned there."
            required
          />
        </FieldGroup>
        <FieldGroup title="You, its owner">
          <TextField label="Your name" field={fields.ownerName} autoComplete="name" required maxLength={120} />
          <EmailField label="Your e-mail" field={fields.ownerEmail} autoComplete="username" required maxLength={254} />
          <PasswordField
            label="Password"
            field={fields.ownerPassword}
            autoComplete="new-password"
            hint={`At least ${passwordLength.least} characters; a few words in a row are fine.`}
            required
            minLength={passwordLength.least}
          />
        </FieldGroup>
        <SubmitButton block>Set up</SubmitButton>
      </form>
    </AuthPage>
  )
}
