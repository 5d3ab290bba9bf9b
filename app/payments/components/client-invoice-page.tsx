import type { ReactNode } from "react"
import { InvoiceDocument } from "~/invoices/components/invoice-document"
import { StateChip } from "~/invoices/components/state-chip"
import { useLook } from "~/organizations/components/look"
import { href, withQuery } from "~/platform/language/paths"
import { ClientScript } from "~/proposals/components/client-script"
import { ActionForm } from "~/ui/action-form"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { DocumentSection, DocumentSheet } from "~/ui/document"
import { DocumentPage } from "~/ui/document-page"
import { TotalsTable } from "~/ui/pricing-table"
import type { ClientInvoicePage as Page } from "../client-invoice"
import { AwaitPayment } from "./await-payment"
import { PartFields } from "./part-fields"
import { PaymentNotice } from "./payment-notice"

type ClientInvoicePageProps = { token: string; page: Page; notices?: ReactNode }

/** An invoice as its client finds it: what is owed and until when, how to pay it, and what was paid. Needs no script. */
export function ClientInvoicePage({ token, page, notices }: ClientInvoicePageProps) {
  const { words, state, stage, brand, due } = page
  const back = withQuery(href("/i/:token", { token }), { paid: 1 })
  return (
    <DocumentPage
      {...useLook()}
      brand={brand}
      brandDetail={words.heading}
      notices={
        <>
          {notices}
          <PaymentNotice page={page} here={back} />
        </>
      }
      summary={due ? <AmountDue due={due} stage={stage} /> : <AmountSettled {...page} />}
      actions={<Actions token={token} page={page} />}
      footer={<Whom {...page} />}
    >
      <InvoiceDocument words={words} chip={<StateChip state={state} />} />
      <Credits {...page} />
      <PayPart token={token} page={page} />
      <Payments {...page} />
      <ClientScript seen={href("/i/:token/seen", { token })} />
      {stage === "confirming" && <AwaitPayment />}
    </DocumentPage>
  )
}

function AmountDue({ due, stage }: { due: NonNullable<Page["due"]>; stage: Page["stage"] }) {
  const amount = <Amount value={due.amount} strong size="lg" />
  if (stage === "pending" || stage === "checked") {
    return (
      <>
        {amount} <span className="hint ms-1">{stage === "pending" ? "on its way" : "being looked at"}</span>
      </>
    )
  }
  return (
    <>
      {amount}{" "}
      <span className={due.isOverdue ? "ms-1 text-danger-text" : "hint ms-1"}>
        {due.relative}, {due.day}
      </span>
    </>
  )
}

function AmountSettled({ stage, paid, total }: Page) {
  const isCredit = stage === "credited" || stage === "credit_note"
  return (
    <>
      <Amount value={isCredit ? total : paid} strong size="lg" />{" "}
      <span className="hint ms-1">{isCredit ? "credited" : "paid in full"}</span>
    </>
  )
}

function Actions({ token, page }: { token: string; page: Page }) {
  const { canPay, stage, due } = page
  const again = stage === "confirming" || stage === "refused"
  return (
    <>
      <ButtonLink href={href("/i/:token/pdf", { token })} icon="download" reload>
        PDF
      </ButtonLink>
      {canPay && (
        <ActionForm
          action={href("/i/:token/pay", { token })}
          tone={stage === "confirming" ? "plain" : "primary"}
          icon="credit-card"
          reload
        >
          {again ? "Pay again" : `Pay ${due?.amount}`}
        </ActionForm>
      )}
    </>
  )
}

/** What credit notes took back of the invoice, each with its own page, and what is left of it. */
function Credits({ credits, total, left }: Page) {
  if (credits.length === 0) return null
  const rows = credits.map(({ number, amount, address }) => ({
    label: `Credit note ${number}`,
    note: address && (
      <a href={address} className="tap">
        Look at it
      </a>
    ),
    amount,
  }))
  return (
    <DocumentSheet>
      <DocumentSection title="Credited" id="credits">
        <TotalsTable
          label="Credited"
          rows={[{ label: "Invoiced", amount: total }, ...rows, { label: "What is left", amount: left, kind: "total" }]}
        />
      </DocumentSection>
    </DocumentSheet>
  )
}

/** Where the agency lets clients pay in parts: how much now. */
function PayPart({ token, page: { part } }: { token: string; page: Page }) {
  if (!part) return null
  return (
    <DocumentSheet>
      <DocumentSection title="Pay a part" id="part">
        <form method="post" action={href("/i/:token/pay", { token })}>
          <PartFields part={part} />
        </form>
      </DocumentSection>
    </DocumentSheet>
  )
}

/** What was paid so far, taken back ones among them; it is the receipt as well. */
function Payments({ payments, due, paid }: Page) {
  if (payments.length === 0) return null
  const rows = payments.map(({ label, amount }) => ({ label, amount }))
  const rest = due ? { label: "Still to pay", amount: due.amount } : { label: "Paid in full", amount: paid }
  return (
    <DocumentSheet>
      <DocumentSection title="Payments" id="payments">
        <TotalsTable label="Payments" rows={[...rows, { ...rest, kind: "total" }]} />
      </DocumentSection>
    </DocumentSheet>
  )
}

function Whom({ brand, email }: Pick<Page, "brand" | "email">) {
  if (!email) return null
  return (
    <p>
      Questions? Write to {brand}, <a href={`mailto:${email}`}>{email}</a>
    </p>
  )
}
