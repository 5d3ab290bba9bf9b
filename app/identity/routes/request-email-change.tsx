import { useForm } from "@conform-to/react"
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Form, useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { admitEmailChange } from "~/identity/count-attempts.server"
import { emailChangeHours } from "~/identity/email-change-token.server"
import { RequestEmailChangeInput } from "~/identity/inputs.server"
import { requestEmailChange } from "~/identity/request-email-change.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { EmailField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Change e-mail address · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return { email: ctx.email, hours: emailChangeHours }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, RequestEmailChangeInput)
  if (!form.ok) return invalid(form.reply)
  await admitEmailChange(ctx.personId)
  return attempt(form.reply, async () => {
    await requestEmailChange(ctx, form.value)
    const text = `A mail is on its way to ${form.value.email}. The link in it makes the change.`
    return done(href("/settings/profile"), { tone: "ok", text })
  })
}

export default function RequestEmailChange() {
  const { email, hours } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<z.input<typeof RequestEmailChangeInput>>({
    id: "request-email-change",
    lastResult: reply,
  })
  return (
    <>
      <TitleBar title="Change e-mail address" subtitle={`You sign in as ${email}`} />
      <PageBody width="form">
        <Form method="post">
          <ErrorSummary
            errors={errorsOf([{ label: "New e-mail address", field: fields.email }])}
            formErrors={form.errors}
          />
          <EmailField
            label="New e-mail address"
            field={fields.email}
            required
            maxLength={254}
            hint={`A link is mailed there, good for ${hours} hours; until it is used nothing changes. Your address until now is told.`}
          />
          <FormActions cancelHref={href("/settings/profile")} sticky={false}>
            <SubmitButton>Send the link</SubmitButton>
          </FormActions>
        </Form>
      </PageBody>
    </>
  )
}
