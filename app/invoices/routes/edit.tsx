import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { InvoiceForm } from "~/invoices/components/invoice-form"
import { getInvoiceDraft } from "~/invoices/draft-queries.server"
import { editInvoice } from "~/invoices/edit-invoice.server"
import { formChoices, lineValues, rateValues, termsValues } from "~/invoices/form-values.server"
import { InvoiceFormInput } from "~/invoices/inputs.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Edit invoice · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { invoice, lines, organization, ...client } = await answer(() =>
    getInvoiceDraft(ctx, { invoiceId: asId(args.params.invoiceId, "invoice") }),
  )
  const { contactId, title, currency, issueOn, dueOn, termsDays, serviceFromOn, serviceToOn, poNumber, notes } = invoice
  const facts = { contactId, title, currency, issueOn, dueOn, termsDays, serviceFromOn, serviceToOn, poNumber, notes }
  return {
    invoiceId: invoice.id as string,
    version: invoice.version,
    timeZone: organization.timeZone,
    form: {
      ...formChoices({ ...client, organization }),
      carried: { companyId: invoice.companyId as string },
      defaults: { ...facts, ...termsValues(invoice), ...rateValues(invoice), lines: lines.map(lineValues) },
      submission: newSubmissionId(),
    },
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invoiceId = await answer(() => asId<"invoices">(args.params.invoiceId, "invoice"))
  const form = await parseForm(args.request, InvoiceFormInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editInvoice(ctx, { invoiceId, ...form.value }, { submission: form.submissionId })
    return done(href("/invoices/:invoiceId", { invoiceId }), { tone: "ok", text: "Draft saved" })
  })
}

export default function EditInvoice() {
  const { invoiceId, version, timeZone, form } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/invoices/:invoiceId", { invoiceId })
  const changedAt = reply?.theirs?.changedAt
  const changedWhen = changedAt && `on ${formatInstant(changedAt, timeZone, form.locale)}`
  return (
    <>
      <TitleBar title="Edit draft" back={{ href: back, label: form.defaults.title }} />
      <PageBody width="form">
        <InvoiceForm {...{ ...form, reply, version, changedWhen }} submitLabel="Save draft" cancelHref={back} />
      </PageBody>
    </>
  )
}
