import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirectDocument } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { noticeCookie } from "~/platform/http/flash.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { TextField } from "~/ui/fields"
import { Notice } from "~/ui/notices"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { deleteOrganization } from "../delete-organization.server"
import { DeleteOrganizationInput } from "../inputs.server"
import { getOrganization } from "../organization-queries.server"

export const meta: MetaFunction = () => [{ title: "Delete the organization · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { name } = await answer(() => {
    if (!may(ctx, "organizations.delete")) throw new Forbidden("organizations.delete")
    return getOrganization(ctx, {})
  })
  return { name, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, DeleteOrganizationInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await deleteOrganization(ctx, form.value, { submission: form.submissionId })
    const text = "The organization is deleted. Whoever runs the program can bring it back for 30 days."
    return redirectDocument(href("/login"), {
      status: 303,
      headers: { "Set-Cookie": noticeCookie({ tone: "ok", text }) },
    })
  })
}

export default function DeleteOrganization() {
  const { name, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<z.input<typeof DeleteOrganizationInput>>({ id: "delete-organization", reply })
  const typed = { label: "Name of the organization", field: fields.name }
  const back = href("/settings/organization")
  return (
    <>
      <TitleBar title="Delete the organization" back={{ href: back, label: "Organization" }} />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission, summary: [typed] }}>
          <Notice tone="danger" title={`Everybody leaves ${name} at once`}>
            You and your colleagues are signed out, clients' links stop working, and nothing is mailed any more. For 30
            days whoever runs the program can bring it back; then every record and every file is removed for good. Keep
            your invoices first: the law may ask you for them for years.
          </Notice>
          <TextField {...typed} required maxLength={120} autoComplete="off" hint={`Type ${name}`} />
          <FormActions cancelHref={back}>
            <SubmitButton tone="danger">Delete the organization</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
