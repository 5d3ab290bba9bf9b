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
  troubles: {
    refunds: { id: string; status: string; amount: string; when: string; failure: string | null }[]
    disputes: { id: string; status: string; amount: string; reason: string | null; isOut: boolean }[]
  }
}

/** What of an invoice needs attention: what a draft lacks, and where a payment is stuck. */
export function InvoiceNotices(props: InvoiceNoticesProps) {
  const { invoiceId, isDraft, shortcomings, checkout, balance, clientCredit, mayApply, submission, troubles } = props
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
      {troubles.disputes.map((dispute) => (
        <DisputeNotice key={dispute.id} {...dispute} />
      ))}
      {troubles.refunds.map((refund) => (
        <RefundNotice key={refund.id} {...refund} />
      ))}
    </div>
  )
}

type Troubles = InvoiceNoticesProps["troubles"]

function DisputeNotice({ status, amount, reason, isOut }: Troubles["disputes"][number]) {
  const why = reason ? ` The reason given: ${reason}.` : ""
  const where = isOut ? "The money has left the account." : "The money is on the account."
  switch (status) {
    case "won":
      return null
    case "lost":
      return (
        <Notice tone="warn" title={`The dispute about ${amount} was lost`}>
          {where} What it settled is owed again.
        </Notice>
      )
    default:
      return (
        <Notice tone="danger" title={`The client's bank disputes ${amount}`}>
          {where}
          {why} Answer at the payment service in time; until it is decided the payment cannot be refunded.
        </Notice>
      )
  }
}

function RefundNotice({ status, amount, when, failure }: Troubles["refunds"][number]) {
  return status === "pending" ? (
    <Notice tone="info" title={`A refund of ${amount} is on its way`}>
      It was asked for on {when}. The balance changes once the payment service confirms it.
    </Notice>
  ) : (
    <Notice tone="warn" title={`A refund of ${amount} failed`}>
      On {when}
      {failure ? `: ${failure.replaceAll("_", " ").replace(/[.]$/, "")}` : ""}. The money is with you; agree with the
      client how to give it back.
    </Notice>
  )
}
