import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, doneToDocument, invalid, together } from "~/platform/http/respond.server"
import { listSteps } from "~/today/step-queries.server"
import { SubmitButton } from "~/ui/button"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { NumberingFields } from "../components/numbering-fields"
import { SetupPage } from "../components/setup-page"
import { editNumbering } from "../edit-numbering.server"
import { EditNumberingInput } from "../inputs.server"
import { getNumbering } from "../numbering-queries.server"
import { stepAfter } from "../setup-steps"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Set up: currency and numbers · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const [steps, numbering] = await answer(() => together([listSteps(ctx, {}), getNumbering(ctx, {})]))
  return { steps, ...numbering, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditNumberingInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editNumbering(ctx, form.value, { submission: form.submissionId })
    return doneToDocument(stepAfter("money"), { tone: "ok", text: "Currency and numbers saved" })
  })
}

export default function SetUpMoney() {
  const { steps, defaults, currencies, isBegun, submission } = useLoaderData<typeof loader>()
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
    <SetupPage step="money" steps={steps}>
      <ReplyForm {...{ form, reply, submission, summary }}>
        <NumberingFields {...{ currency, invoicePattern, creditNotePattern, currencies, isBegun }} />
        <SubmitButton block>Save and go on</SubmitButton>
      </ReplyForm>
    </SetupPage>
  )
}
