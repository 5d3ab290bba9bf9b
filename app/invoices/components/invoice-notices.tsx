import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { Notice } from "~/ui/notices"

type InvoiceNoticesProps = {
  invoiceId: string
  isDraft: boolean
  shortcomings: { sentence: string; blocking: boolean }[]
  checkout: { status: string; problem: string | null; when: string } | null
  balance: string | null
  /** What the client has of credit, where something is owed. */
  clientCredit: string | null
  mayApply: boolean
  submission: string
}

/** What of an invoice needs attention: what a draft lacks, and where a payment is stuck. */
export function InvoiceNotices(props: InvoiceNoticesProps) {
  const { invoiceId, isDraft, shortcomings, checkout, balance, clientCredit, mayApply, submission } = props
  const blocking = shortcomings.filter((each) => each.blocking)
  return (
    <div className="mb-6 grid gap-3 empty:hidden">
      {isDraft && blocking.length > 0 && (
        <Notice
          tone="warn"
          title="It cannot be issued yet"
          action={<a href={href("/invoices/:invoiceId/issue", { invoiceId })}>What to do</a>}
        >
          <ul>
            {blocking.map(({ sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      {clientCredit && (
        <Notice
          tone="info"
          title={`The client has ${clientCredit} of credit`}
          action={
            mayApply && (
              <ActionForm
                action={href("/invoices/:invoiceId/credits/apply", { invoiceId })}
                fields={{ submission }}
                label="Apply credit"
              />
            )
          }
        >
          It came with earlier payments and settles nothing yet. Applied here, it lowers what is owed of this invoice.
        </Notice>
      )}
      {checkout?.status === "pending" && (
        <Notice tone="info" title="A payment is on its way">
          The client paid on {checkout.when} by a method that takes its time. The balance changes once the money is
          certain.
        </Notice>
      )}
      {checkout?.status === "failed" && balance && (
        <Notice tone="warn" title="The last payment failed">
          On {checkout.when} the client's bank did not carry it out. The client can pay again from the invoice's page.
        </Notice>
      )}
      {checkout?.status === "quarantined" && (
        <Notice tone="danger" title="A payment does not fit and was put aside">
          {checkout.problem} Nothing was booked; look it up at the payment service.
        </Notice>
      )}
    </div>
  )
}
