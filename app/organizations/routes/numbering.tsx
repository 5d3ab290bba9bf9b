import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { NumberingFields } from "../components/numbering-fields"
import { editNumbering } from "../edit-numbering.server"
import { EditNumberingInput } from "../inputs.server"
import { getNumbering } from "../numbering-queries.server"

export const meta: MetaFunction = () => [{ title: "Currency and numbers · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return { ...(await answer(() => getNumbering(ctx, {}))), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditNumberingInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editNumbering(ctx, form.value, { submission: form.submissionId })
    return done(href("/settings/numbering"), { tone: "ok", text: "Currency and numbers saved" })
  })
}

export default function EditNumbering() {
  const { defaults, currencies, isBegun, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<z.output<typeof EditNumberingInput>>({
    id: "numbering",
    reply,
    defaultValue: defaults,
  })
  const { currency, invoicePattern, creditNotePattern } = fields
  const summary = [
    { label: "Currency", field: currency },
    { label: "Numbers of invoices", field: invoicePattern },
    { label: "Numbers of credit notes", field: creditNotePattern },
  ]
  return (
    <>
      <TitleBar title="Currency and numbers" />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission, summary }}>
          <NumberingFields {...{ currency, invoicePattern, creditNotePattern, currencies, isBegun }} />
          <FormActions cancelHref={href("/settings")}>
            <SubmitButton>Save currency and numbers</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
