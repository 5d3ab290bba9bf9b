import { beforeAll, describe, expect, it } from "vitest"
import { recordPayment } from "~/payments/record-payment.server"
import { aClient, aDraft, anIssuedInvoice, plainDraft } from "../../tests/support/billing"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { type Agency, anAgency, rows, runJobs, withSandbox } from "../../tests/support/world"
import { editInvoice } from "./edit-invoice.server"
import { getInvoice } from "./invoice-queries.server"
import * as edit from "./routes/edit"
import * as issue from "./routes/issue"
import * as list from "./routes/list"
import * as fresh from "./routes/new"
import * as pdf from "./routes/pdf"
import * as send from "./routes/send"
import * as show from "./routes/show"
import * as discard from "./routes/void"

let agency: Agency
let cookie: string
beforeAll(async () => {
  agency = await anAgency()
  await withSandbox()
  cookie = await cookieFor(agency.people.owner.email)
})

type Form = Record<string, string>
const at = (path: string, invoiceId?: string, form?: Form) =>
  knock({ path: path.replace(":id", invoiceId ?? ""), params: invoiceId ? { invoiceId } : {}, cookie, form })

/** A draft as a browser posts it. */
const typed = (changes: Form = {}): Form => ({
  ...{ title: "Workshop", currency: "EUR", termsDays: "14", contactId: "", issueOn: "", dueOn: "", notes: "" },
  ...{ "lines[0].name": "Workshop", "lines[0].quantity": "1", "lines[0].unitPrice": "1000", "lines[0].taxRate": "19" },
  ...changes,
})

describe("/invoices", () => {
  it("shows drafts and issued invoices with finished figures, and the sums of each view", async () => {
    const { number } = await anIssuedInvoice(agency.owner)
    await aDraft(agency.owner)
    const open = await list.loader(at("/invoices"))
    expect(open.rows).toMatchObject([{ number, state: "issued", total: "€1,190.00", balance: "€1,190.00" }])
    expect(open.sums).toEqual([{ count: 1, total: "€1,190.00", balance: "€1,190.00" }])
    expect(open.outstanding).toMatchObject([{ owed: { value: "€1,190.00" }, notDue: { value: "€1,190.00" } }])
    const drafts = await list.loader(at("/invoices?view=draft"))
    expect(drafts.rows).toMatchObject([{ number: null, state: "draft", issued: null, balance: null }])
  })

  it("sends whoever is not signed in to the sign-in and back", async () => {
    const { status, headers } = await answerOf(() => list.loader(knock({ path: "/invoices?view=paid" })))
    expect([status, headers.get("Location")]).toEqual([302, "/login?returnTo=%2Finvoices%3Fview%3Dpaid"])
  })
})

describe("/invoices/new", () => {
  it("asks for the client first, then begins with that client's terms, currency and tax", async () => {
    expect(await fresh.loader(at("/invoices/new"))).toMatchObject({ draft: null })
    const client = {
      taxTreatment: "reverse_charge",
      vatId: "FR12345678901",
      paymentTermsDays: 30,
      currency: "CHF",
    } as const
    const { companyId } = await aClient(agency.owner, client)
    const { draft } = await fresh.loader(at(`/invoices/new?companyId=${companyId}`))
    expect(draft?.defaults).toMatchObject({ currency: "CHF", termsDays: 30 })
    expect(draft?.defaults.lines).toMatchObject([{ taxCategory: "reverse_charge", taxRate: "0" }])
    expect(draft?.taxNote).toContain("both VAT IDs: DE123456789 and FR12345678901")
  })

  it("drafts what was typed, and leads to it", async () => {
    const { companyId } = await aClient(agency.owner)
    const { status, headers } = await answerOf(() => fresh.action(at("/invoices/new", undefined, typed({ companyId }))))
    expect(status).toBe(303)
    const invoiceId = headers.get("Location")!.split("/").at(-1)!
    expect(await getInvoice(agency.owner, { invoiceId })).toMatchObject({ status: "draft", totalMinor: 119_000n })
  })

  it("gives everything typed back when something is wrong", async () => {
    const { companyId } = await aClient(agency.owner)
    const form = typed({ companyId, title: "", notes: "Keep me", "lines[0].unitPrice": "many" })
    const { status, body } = await answerOf(() => fresh.action(at("/invoices/new", undefined, form)))
    expect(status).toBe(422)
    expect(body).toMatchObject({ reply: { initialValue: { notes: "Keep me", lines: [{ unitPrice: "many" }] } } })
    expect(Object.keys((body as { reply: { error: object } }).reply.error)).toEqual(["title", "lines[0].unitPrice"])
  })

  it("adds and removes lines without losing the others", async () => {
    const intent = JSON.stringify({ type: "insert", payload: { name: "lines", defaultValue: { quantity: "1" } } })
    const form = typed({ __intent__: intent })
    const { body } = await answerOf(() => fresh.action(at("/invoices/new", undefined, form)))
    expect(body).toMatchObject({ reply: { initialValue: { lines: [{ name: "Workshop" }, { quantity: "1" }] } } })
  })
})

describe("/invoices/:invoiceId/edit", () => {
  it("saves what was typed", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    const { form, version } = await edit.loader(at("/invoices/:id/edit", invoiceId))
    expect(form.defaults.lines).toMatchObject([{ unitPrice: "1000", taxRate: "19", quantity: "1" }])
    const sent = typed({ companyId, version: String(version), title: "Retreat" })
    const { status } = await answerOf(() => edit.action(at("/invoices/:id/edit", invoiceId, sent)))
    expect(status).toBe(303)
    expect((await getInvoice(agency.owner, { invoiceId })).title).toBe("Retreat")
  })

  it("of a stale version answers with both: everything typed, and theirs", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    await editInvoice(agency.finance, { invoiceId, version: 1, ...plainDraft, companyId, title: "Theirs" })
    const sent = typed({ companyId, version: "1", title: "Mine" })
    const { status, body } = await answerOf(() => edit.action(at("/invoices/:id/edit", invoiceId, sent)))
    expect(status).toBe(409)
    expect(body).toMatchObject({
      reply: { initialValue: { title: "Mine" }, theirs: { values: { title: "Theirs", version: "2" } } },
    })
  })

  it("is refused once the invoice is issued", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    expect((await answerOf(() => edit.loader(at("/invoices/:id/edit", invoiceId)))).status).toBe(409)
  })
})

describe("/invoices/:invoiceId/issue", () => {
  it("says which number it gets and what the mail says, then issues and mails", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    const page = await issue.loader(at("/invoices/:id/issue", invoiceId))
    expect(page).toMatchObject({ isReady: true, words: { heading: `Invoice ${page.number}` } })
    expect(page.mail?.text).toContain("€1,190.00")
    const sent = { version: String(page.version), submission: page.submission, send: "on" }
    const { status, headers } = await answerOf(() => issue.action(at("/invoices/:id/issue", invoiceId, sent)))
    expect([status, headers.get("Location")]).toEqual([303, `/invoices/${invoiceId}`])
    expect((await getInvoice(agency.owner, { invoiceId })).number).toBe(page.number)
    await runJobs()
    expect(await rows(agency, "select status from mails where object_id = $1", [invoiceId])).toEqual([
      { status: "sent" },
    ])
  })

  it("lists what is missing and offers no button", async () => {
    const lines = [{ name: "Workshop", unitPrice: "1000", taxCategory: "reverse_charge" as const }]
    const { invoiceId } = await aDraft(agency.owner, { lines })
    const page = await issue.loader(at("/invoices/:id/issue", invoiceId))
    expect(page.isReady).toBe(false)
    expect(page.blocking).toMatchObject([{ remedy: "client" }])
  })

  it("leads back with a sentence when the draft was changed meanwhile", async () => {
    const { invoiceId, companyId } = await aDraft(agency.owner)
    await editInvoice(agency.finance, { invoiceId, version: 1, ...plainDraft, companyId, title: "Theirs" })
    const { status, headers } = await answerOf(() =>
      issue.action(at("/invoices/:id/issue", invoiceId, { version: "1" })),
    )
    expect([status, headers.get("Location")]).toEqual([303, `/invoices/${invoiceId}/issue`])
    expect((await getInvoice(agency.owner, { invoiceId })).status).toBe("draft")
  })
})

describe("/invoices/:invoiceId", () => {
  it("shows the next act: issue, then send, then record the payment, then nothing", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    const page = () => show.loader(at("/invoices/:id", invoiceId))
    expect(await page()).toMatchObject({ next: "issue", state: "draft", balance: null })
    await issue.action(at("/invoices/:id/issue", invoiceId, { version: "1" }))
    expect(await page()).toMatchObject({ next: "send", state: "issued", due: "due in 14 days" })
    await send.action(at("/invoices/:id/send", invoiceId, { submission: "a-submission" }))
    expect(await page()).toMatchObject({ next: "record", balance: "€1,190.00", sent: { hasFailed: false } })
    const receivedOn = (await getInvoice(agency.owner, { invoiceId })).issueOn!
    await recordPayment(agency.finance, { invoiceId, amount: "190", receivedOn, reference: "Statement 7" })
    const partly = await page()
    expect(partly).toMatchObject({ state: "partly_paid", balance: "€1,000.00", paid: "€190.00" })
    expect(partly.payments).toMatchObject([{ amount: "€190.00", method: "Bank transfer", isReversible: true }])
    await recordPayment(agency.finance, { invoiceId, amount: "1000", receivedOn })
    expect(await page()).toMatchObject({ next: null, state: "paid", balance: null })
  })

  it("does not exist for another organization, nor under what is no id", async () => {
    const { invoiceId } = await aDraft((await anAgency()).owner)
    expect((await answerOf(() => show.loader(at("/invoices/:id", invoiceId)))).status).toBe(404)
    expect((await answerOf(() => show.loader(at("/invoices/:id", "nonsense")))).status).toBe(404)
  })
})

describe("/invoices/:invoiceId/send", () => {
  it("pressed twice sends once, and asked for as a page leads to the invoice", async () => {
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    for (const _ of [1, 2]) await send.action(at("/invoices/:id/send", invoiceId, { submission: "same-submission" }))
    expect(await rows(agency, "select id from mails where object_id = $1", [invoiceId])).toHaveLength(1)
    expect(send.loader(at("/invoices/:id/send", invoiceId)).headers.get("Location")).toBe(`/invoices/${invoiceId}`)
  })
})

describe("/invoices/:invoiceId/void", () => {
  it("asks first, then puts the draft aside, and leads to the invoice when there is nothing to void", async () => {
    const { invoiceId } = await aDraft(agency.owner)
    expect(await discard.loader(at("/invoices/:id/void", invoiceId))).toMatchObject({ title: "Workshop" })
    await discard.action(at("/invoices/:id/void", invoiceId, {}))
    expect((await getInvoice(agency.owner, { invoiceId })).status).toBe("void")
    expect((await answerOf(() => discard.loader(at("/invoices/:id/void", invoiceId)))).status).toBe(302)
  })
})

describe("/invoices/:invoiceId/pdf", () => {
  it("waits for the PDF, then streams the kept bytes under their name, for no browser to keep", async () => {
    const { invoiceId, number } = await anIssuedInvoice(agency.owner)
    const early = await answerOf(() => pdf.loader(at("/invoices/:id/pdf", invoiceId)))
    expect([early.status, early.headers.get("Location")]).toEqual([303, `/invoices/${invoiceId}`])
    await runJobs()
    const response = await pdf.loader(at("/invoices/:id/pdf", invoiceId))
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-")
    expect(response.headers.get("Content-Type")).toBe("application/pdf")
    expect(response.headers.get("Content-Disposition")).toBe(`inline; filename="Invoice-${number}.pdf"`)
    expect(response.headers.get("Cache-Control")).toBe("private, no-store")
  })
})
