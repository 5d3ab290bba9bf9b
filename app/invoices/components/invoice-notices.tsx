import { href } from "~/platform/language/paths"
import { Notice } from "~/ui/notices"

type InvoiceNoticesProps = {
  invoiceId: string
  isDraft: boolean
  shortcomings: { sentence: string; blocking: boolean }[]
  checkout: { status: string; problem: string | null; when: string } | null
  balance: string | null
}

/** What of an invoice needs attention: what a draft lacks, and where a payment is stuck. */
export function InvoiceNotices({ invoiceId, isDraft, shortcomings, checkout, balance }: InvoiceNoticesProps) {
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
