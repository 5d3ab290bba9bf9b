import type { ReactNode } from "react"
import { Notice } from "~/ui/notices"
import type { FeedbackTone } from "~/ui/tones"
import type { ClientInvoicePage } from "../client-invoice"

type Words = { tone: FeedbackTone; title: string; text: ReactNode }

/** How an invoice stands, in the words of the one who has to pay it; nothing where it is simply due. */
export function PaymentNotice({ page, here }: { page: ClientInvoicePage; here: string }) {
  const words = wordsOf(page, here)
  if (!words) return null
  return (
    <div className="mb-4 max-[799px]:m-4" role="status" data-stage={page.stage}>
      <Notice tone={words.tone} title={words.title}>
        {words.text}
      </Notice>
    </div>
  )
}

function wordsOf(
  { stage, brand, due, paid, state, total, creditsNumber, payments, obstacle }: ClientInvoicePage,
  here: string,
): Words | null {
  if (stage === "owed" && obstacle) {
    const text = `${obstacle} Please transfer the amount to the account on the invoice.`
    return { tone: "info", title: "Paid by bank transfer", text }
  }
  switch (stage) {
    case "credit_note":
      return {
        tone: "info",
        title: "This is a credit note",
        text: `It takes ${total} back of invoice ${creditsNumber}. There is nothing to pay.`,
      }
    case "credited":
      return {
        tone: "info",
        title: "This invoice was taken back",
        text: `Credit notes cover all of it, and there is nothing to pay.${payments.length > 0 ? ` ${brand} keeps what you had paid as your credit, or gives it back.` : ""}`,
      }
    case "paid":
      return {
        tone: "ok",
        title: "Paid in full. Thank you!",
        text: `${paid} arrived. What you paid is listed below the invoice.`,
      }
    case "confirming":
      return { tone: "info", title: "We are confirming your payment", text: <Confirming here={here} /> }
    case "pending":
      return {
        tone: "info",
        title: "Your payment is on its way",
        text: "Your bank has yet to carry it out, which can take some days. There is nothing more to do; a receipt follows once it has arrived.",
      }
    case "checked":
      return {
        tone: "info",
        title: "Your payment is being looked at",
        text: `Something about it did not fit this invoice. ${brand} will get back to you; please do not pay again until then.`,
      }
    case "refused":
      return {
        tone: "warn",
        title: "Your last payment did not go through",
        text: "Your bank did not carry it out, and nothing was taken. You can pay again, by card or by bank transfer.",
      }
    case "owed":
      if (state === "overdue") {
        return { tone: "warn", title: "This invoice is overdue", text: `It was due ${due?.day}: ${due?.relative}.` }
      }
      return state === "partly_paid"
        ? { tone: "info", title: `${paid} arrived`, text: `${due?.amount} are still to be paid.` }
        : null
  }
}

function Confirming({ here }: { here: string }) {
  return (
    <>
      This usually takes a few seconds. <a href={here}>Look again</a>, or pay below in case you left the payment page
      before paying.
    </>
  )
}
