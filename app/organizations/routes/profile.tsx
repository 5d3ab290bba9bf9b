import { useForm } from "@conform-to/react"
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm, SUBMISSION } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { useRootData } from "~/platform/http/root-data"
import { href } from "~/platform/language/paths"
import { HiddenFields } from "~/ui/action-form"
import { FormActions, SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { Facts } from "~/ui/facts"
import { SelectField, TextField } from "~/ui/fields"
import { Link } from "~/ui/link"
import { PageBody, Section } from "~/ui/page"
import { ThemeForm } from "~/ui/theme-form"
import { TitleBar } from "~/ui/title-bar"
import { editProfile } from "../edit-profile.server"
import { EditProfileInput } from "../inputs.server"
import { getProfile } from "../profile-queries.server"
import { timeZoneOptions } from "../set-up-options.server"

export const meta: MetaFunction = () => [{ title: "My profile · Signoff" }]

const here = href("/settings/profile")

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { name, email, timeZone, clockHere } = await answer(() => getProfile(ctx, {}))
  const defaults = { name, timeZone: timeZone ?? "" }
  return { email, clockHere, defaults, timeZones: timeZoneOptions(), submission: newSubmissionId(), field: SUBMISSION }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditProfileInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editProfile(ctx, form.value, { submission: form.submissionId })
    return done(here, { tone: "ok", text: "Profile saved" })
  })
}

export default function Profile() {
  const page = useLoaderData<typeof loader>()
  const theme = useRootData()?.theme
  return (
    <>
      <TitleBar title="My profile" />
      <PageBody width="form">
        <About {...page} />
        <Section title="Signing in">
          <Facts
            items={[
              {
                label: "E-mail",
                value: page.email,
                action: <Link to={href("/settings/profile/email")}>Change e-mail address</Link>,
              },
              {
                label: "Password",
                value: "••••••••",
                action: <Link to={href("/settings/profile/password")}>Change password</Link>,
              },
            ]}
          />
        </Section>
        <Section title="Appearance" note="Kept in this browser.">
          <ThemeForm theme={theme} returnTo={here} />
        </Section>
      </PageBody>
    </>
  )
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

function About({ defaults, clockHere, timeZones, submission, field }: Page) {
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof EditProfileInput>>({
    id: "edit-profile",
    lastResult: reply,
    defaultValue: defaults,
  })
  return (
    <Form method="post" action={here} preventScrollReset>
      <HiddenFields fields={{ [field]: submission }} />
      <ErrorSummary
        errors={errorsOf([
          { label: "Name", field: fields.name },
          { label: "Time zone", field: fields.timeZone },
        ])}
        formErrors={form.errors}
      />
      <TextField label="Name" field={fields.name} autoComplete="name" required maxLength={120} />
      <SelectField
        label="Time zone"
        field={fields.timeZone}
        options={[{ value: "", label: `The organization's (${clockHere.replaceAll("_", " ")})` }, ...timeZones]}
        hint="Times that concern you alone are shown by it; the days of documents are the organization's."
      />
      <FormActions cancelHref={href("/settings")} sticky={false}>
        <SubmitButton>Save profile</SubmitButton>
      </FormActions>
    </Form>
  )
}
