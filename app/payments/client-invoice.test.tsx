import { renderToStaticMarkup } from "react-dom/server"
import { describe, expect, it } from "vitest"
import { type InvoiceState, stateOf } from "~/invoices/invoice"
import type { InvoiceSnapshot } from "~/invoices/snapshot"
import { calendarDate } from "~/platform/language/dates"
import { type ClientInvoice, clientInvoicePage } from "./client-invoice"
import { PaymentNotice } from "./components/payment-notice"
import { type CheckoutStatus, checkoutStatuses } from "./payment"

const party = { name: "N", addressLines: [], country: "DE", vatId: null, registrationNo: null }
const bank = {
  brand: "Northlight",
  email: null,
  phone: null,
  website: null,
  bankName: null,
  iban: "DE02120300000000202051",
  bic: null,
}
const snapshot: InvoiceSnapshot = {
  form: 1,
  ...{ kind: "deposit", number: "2026-0001", title: "Website", currency: "EUR", locale: "en-GB" },
  ...{ issueOn: "2026-11-01", dueOn: "2026-11-15", termsDays: 14, serviceFromOn: null, serviceToOn: null },
  ...{ poNumber: null, notes: null, lines: [], taxes: [] },
  seller: { ...party, ...bank },
  buyer: { ...party, contactName: null },
  ...{ netMinor: "285000", taxMinor: "54150", totalMinor: "339150" },
}

type Standing = { settledMinor?: bigint; checkout?: CheckoutStatus; today?: string; isBack?: boolean }

function pageOf({ settledMinor = 0n, checkout, today = "2026-11-10", isBack = false }: Standing) {
  const { kind, dueOn } = snapshot
  const standing = { kind, status: "issued" as const, totalMinor: 339_150n, settledMinor, creditedMinor: 0n, dueOn }
  const isPending = checkout === "pending"
  const found: ClientInvoice = {
    document: snapshot,
    today: calendarDate(today),
    state: stateOf({ ...standing, isPending }, today),
    balanceMinor: 339_150n - settledMinor,
    currency: "EUR",
    creditedMinor: 0n,
    creditNotes: [],
    payments: [],
    checkout: checkout ? { status: checkout } : null,
    canPay: settledMinor < 339_150n && !isPending,
    ...{ canPayPart: false, obstacle: null },
  }
  return clientInvoicePage(found, isBack)
}

const saidOf = (standing: Standing) =>
  renderToStaticMarkup(<PaymentNotice page={pageOf(standing)} here="/i/t?paid=1" />)

describe("an invoice in its client's eyes", () => {
  it("is owed with its amount and its day in words", () => {
    const page = pageOf({})
    expect(page.due).toEqual({ amount: "€3,391.50", day: "15 Nov 2026", relative: "due in 5 days", isOverdue: false })
    expect(saidOf({})).toBe("")
  })

  it("says since when it is overdue", () => {
    expect(saidOf({ today: "2026-11-17" })).toMatch(/overdue.*15 Nov 2026.*2 days overdue/s)
  })

  it("says what arrived of it, and what is missing", () => {
    expect(saidOf({ settledMinor: 100_000n })).toMatch(/€1,000\.00 arrived.*€2,391\.50 are still to be paid/s)
  })

  it("never says paid before everything is settled, whoever comes back from where", () => {
    const unsettled = checkoutStatuses.filter((status) => status !== "paid")
    for (const checkout of unsettled) {
      for (const isBack of [true, false]) {
        const page = pageOf({ checkout, isBack })
        expect(page.stage).not.toBe("paid")
        expect(page.state satisfies InvoiceState).not.toBe("paid")
        expect(saidOf({ checkout, isBack })).not.toMatch(/Paid in full|Thank you/)
      }
    }
    expect(saidOf({ settledMinor: 339_150n })).toMatch(/Paid in full/)
  })

  it("gives the account to pay into only while something is owed", () => {
    expect(pageOf({}).words.transfer).not.toEqual([])
    expect(pageOf({ settledMinor: 339_150n }).words.transfer).toEqual([])
  })

  it("asks nobody to pay what is on its way or being looked at", () => {
    expect(pageOf({ checkout: "pending" })).toMatchObject({ stage: "pending", canPay: false })
    expect(pageOf({ checkout: "quarantined" })).toMatchObject({ stage: "checked", canPay: false })
    expect(pageOf({ checkout: "failed" })).toMatchObject({ stage: "refused", canPay: true })
    expect(pageOf({ checkout: "open", isBack: true })).toMatchObject({ stage: "confirming", canPay: true })
  })
})
