import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { editPassword } from "~/identity/edit-password.server"
import { EditPasswordInput } from "~/identity/inputs.server"
import { passwordLength } from "~/identity/password-length"
import { ownProofs } from "~/identity/session-queries.server"
import { assertFresh } from "~/platform/data/step-up.server"
import { staff } from "~/platform/http/context.server"
import { parseForm, type Reply, withErrors } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Invalid } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { PasswordField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Change password · Signoff" }]

/** Whoever has no password yet proves in another way who they are, before the first one is asked for. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const proofs = await answer(() => ownProofs(ctx, {}))
  if (!proofs.hasPassword) assertFresh(ctx, "passwords.edit")
  return { hasPassword: proofs.hasPassword, email: ctx.email }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditPasswordInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const outcome = await editPassword(ctx, form.value)
    if (outcome.edited) {
      const elsewhere = outcome.ended > 0 ? ", and you are signed out everywhere else" : ""
      return done(href("/settings/profile"), { tone: "ok", text: `Your password is changed${elsewhere}.` })
    }
    if (outcome.retryAfter !== null) return tooOften(form.reply, outcome.retryAfter)
    return invalid(withErrors(form.reply, new Invalid("currentPassword", "That is not your password. Try again.")))
  })
}

function tooOften(reply: Reply, seconds: number) {
  const sentence = `That was tried too often. Try again in ${Math.ceil(seconds / 60)} minutes.`
  return data(
    { reply: withErrors(reply, new Invalid("", sentence)) },
    { status: 429, headers: { "Retry-After": String(seconds) } },
  )
}

export default function EditPassword() {
  const { hasPassword, email } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof EditPasswordInput>>({ id: "edit-password", lastResult: reply })
  return (
    <>
      <TitleBar title={hasPassword ? "Change password" : "Choose a password"} />
      <PageBody width="form">
        <Form method="post">
          <ErrorSummary
            errors={errorsOf([
              { label: "Password until now", field: fields.currentPassword },
              { label: "New password", field: fields.password },
            ])}
            formErrors={form.errors}
          />
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          {hasPassword && (
            <PasswordField label="Password until now" field={fields.currentPassword} required maxLength={128} />
          )}
          <PasswordField
            label="New password"
            field={fields.password}
            autoComplete="new-password"
            hint={`At least ${passwordLength.least} characters; a few words in a row are fine. You will be signed out everywhere else.`}
            required
            minLength={passwordLength.least}
          />
          <FormActions cancelHref={href("/settings/profile")} sticky={false}>
            <SubmitButton>Change password</SubmitButton>
          </FormActions>
        </Form>
      </PageBody>
    </>
  )
}
