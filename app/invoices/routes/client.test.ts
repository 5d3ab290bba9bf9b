import { beforeAll, describe, expect, it } from "vitest"
import { openCheckout } from "~/payments/open-checkout.server"
import { recordPayment } from "~/payments/record-payment.server"
import * as pay from "~/payments/routes/pay"
import { afterAnswers } from "~/platform/http/after-answer.server"
import { takeNotice } from "~/platform/http/flash.server"
import { answerOf, cookieOf, knock } from "../../../tests/support/knock"
import {
  aSentInvoice,
  booksOf,
  eventsOf,
  payOn,
  sandbox,
  sessionOf,
  tell,
  withPayments,
} from "../../../tests/support/payments"
import { type Agency, anAgency, rows } from "../../../tests/support/world"
import * as client from "./client"
import * as pdf from "./client-pdf"
import * as seen from "./client-seen"

type Loaded = Awaited<ReturnType<typeof client.loader>>
type Held = { token: string }

let agency: Agency
const today = () => new Date().toISOString().slice(0, 10)

beforeAll(async () => {
  await withPayments()
  agency = await anAgency()
})

const at = ({ token }: Held, below = "", form?: Record<string, string>) =>
  knock({ path: `/i/${token}${below}`, params: { token }, form })

async function open(held: Held, query = "") {
  const answer = await answerOf(() => client.loader(at(held, query)))
  await afterAnswers()
  return { ...answer, loaded: answer.body as Loaded }
}

async function pressPay(held: Held) {
  const answer = await answerOf(() => pay.action(at(held, "/pay", {})))
  await afterAnswers()
  const location = answer.headers.get("Location")
  return { ...answer, location, says: noticeOf(answer.headers) }
}

function noticeOf(headers: Headers): string | undefined {
  const cookie = cookieOf(headers.get("Set-Cookie") ?? "")
  return takeNotice(new Request("http://localhost/", { headers: { Cookie: cookie } })).notice?.text
}

const usesOf = async ({ invoiceId }: { invoiceId: string }) => {
  const used =
    "select u.kind from link_uses u join links l on l.id = u.link_id where l.object_id = $1 order by u.used_at, u.id"
  return (await rows<{ kind: string }>(agency, used, [invoiceId])).map(({ kind }) => kind)
}

describe("/i/:token", () => {
  it("says what is owed, until when, to which account and with which reference", async () => {
    const held = await aSentInvoice(agency)
    const { page } = (await open(held)).loaded
    expect(page).toMatchObject({ brand: "Northlight", state: "issued", stage: "owed", canPay: true, payments: [] })
    expect(page.due).toMatchObject({ amount: "€119.00", relative: "due in 14 days", isOverdue: false })
    const transfer = Object.fromEntries(page.words.transfer.map(({ label, value }) => [label, value]))
    expect(transfer).toMatchObject({ IBAN: "DE02 1203 0000 0000 2020 51", BIC: "BYLADEM1001" })
    expect(transfer.Reference).toBe(page.words.heading.replace("Invoice ", ""))
  })

  it("is not changed by being opened, however often; a scanner's visit is noted and told to nobody", async () => {
    const held = await aSentInvoice(agency)
    const before = await booksOf(agency, held.invoiceId)
    for (let visit = 0; visit < 5; visit++) await open(held, "?paid=1")
    const after = await booksOf(agency, held.invoiceId)
    expect({ ...after, events: after.events.filter((name) => name !== "link.used") }).toEqual(before)
    expect(await usesOf(held)).toEqual(Array(5).fill("fetched"))
  })

  it("shows every state: confirming, paid with its receipt, partly paid, on its way, refused", async () => {
    const byCard = await aSentInvoice(agency)
    const session = sessionOf((await openCheckout(byCard.holder, byCard)).url)
    expect((await open(byCard, "?paid=1")).loaded.page).toMatchObject({ stage: "confirming", state: "issued" })
    expect((await open(byCard)).loaded.page).toMatchObject({ stage: "owed" })
    await payOn(session)
    expect((await open(byCard, "?paid=1")).loaded.page).toMatchObject({ stage: "confirming", state: "issued" })
    await tell(...(await eventsOf(session)))
    expect((await open(byCard, "?paid=1")).loaded.page).toMatchObject({
      ...{ stage: "paid", state: "paid", due: null, canPay: false, paid: "€119.00" },
      payments: [{ label: expect.stringMatching(/^Card, /), amount: "€119.00" }],
    })

    const inPart = await aSentInvoice(agency)
    await recordPayment(agency.owner, { invoiceId: inPart.invoiceId, amount: "19", receivedOn: today() })
    expect((await open(inPart)).loaded.page).toMatchObject({ state: "partly_paid", due: { amount: "€100.00" } })

    const byDebit = await aSentInvoice(agency)
    const debit = sessionOf((await openCheckout(byDebit.holder, byDebit)).url)
    await payOn(debit, "sepa_debit")
    await tell(...(await eventsOf(debit)))
    expect((await open(byDebit)).loaded.page).toMatchObject({ stage: "pending", state: "pending", canPay: false })
    await sandbox(`/sessions/${debit}/settle`, { outcome: "failed" })
    await tell(...(await eventsOf(debit)))
    expect((await open(byDebit)).loaded.page).toMatchObject({ stage: "refused", state: "issued", canPay: true })
  })

  it("is a kind page, the same one, for a token that is wrong or of a proposal", async () => {
    for (const token of ["wrong", ""]) expect((await open({ token })).status).toBe(404)
    expect((await answerOf(() => seen.action(at({ token: "wrong" }, "/seen", {})))).status).toBe(404)
    expect((await answerOf(() => pdf.loader(at({ token: "wrong" }, "/pdf")))).status).toBe(404)
    expect((await pressPay({ token: "wrong" })).status).toBe(404)
  })
})

describe("/i/:token/seen", () => {
  it("tells the agency once a day that a person has it in sight", async () => {
    const held = await aSentInvoice(agency)
    for (let times = 0; times < 2; times++) {
      expect((await answerOf(() => seen.action(at(held, "/seen", {})))).status).toBe(204)
    }
    const { events } = await booksOf(agency, held.invoiceId)
    expect(events.filter((name) => name === "invoice.opened")).toHaveLength(1)
    expect(await usesOf(held)).toEqual(["seen", "seen"])
    expect((await answerOf(() => seen.loader(at(held, "/seen")))).headers.get("Location")).toBe(`/i/${held.token}`)
  })
})

describe("/i/:token/pay", () => {
  it("leads to the payment page, and pressed again to the same one", async () => {
    const held = await aSentInvoice(agency)
    const [once, twice] = [await pressPay(held), await pressPay(held)]
    expect(once.status).toBe(303)
    expect(once.location).toMatch(
      new RegExp(`^http://127\\.0\\.0\\.1:${Number(process.env.PORT) + 1}/checkout/cs_test_`),
    )
    expect(twice.location).toBe(once.location)
    expect(await usesOf(held)).toEqual(["acted", "acted"])
  })

  it("while the payment service is down leads back with a kind word, and works later", async () => {
    const held = await aSentInvoice(agency)
    await sandbox("/faults", { service: "stripe", kind: "500", path: "/v1/checkout" })
    const refused = await pressPay(held)
    expect([refused.status, refused.location]).toEqual([303, `/i/${held.token}`])
    expect(refused.says).toMatch(/Nothing was charged: try again in a few minutes, or pay by bank transfer/)
    expect((await open(held)).loaded.page).toMatchObject({ stage: "owed", canPay: true })
    expect((await pressPay(held)).location).toMatch(/\/checkout\//)
  })

  it("leads back to an invoice that is paid already, and from a plain visit", async () => {
    const held = await aSentInvoice(agency)
    await recordPayment(agency.owner, { invoiceId: held.invoiceId, amount: "119", receivedOn: today() })
    expect(await pressPay(held)).toMatchObject({ status: 303, location: `/i/${held.token}` })
    expect((await answerOf(() => pay.loader(at(held, "/pay")))).headers.get("Location")).toBe(`/i/${held.token}`)
  })
})

describe("/i/:token/pdf", () => {
  it("is the same to the byte at each download, and is noted", async () => {
    const held = await aSentInvoice(agency)
    const [first, second] = [await pdf.loader(at(held, "/pdf")), await pdf.loader(at(held, "/pdf"))]
    await afterAnswers()
    const bytes = await Promise.all([first, second].map(async (file) => Buffer.from(await file.arrayBuffer())))
    expect(first.headers.get("Content-Type")).toBe("application/pdf")
    expect(bytes[0]?.subarray(0, 5).toString()).toBe("%PDF-")
    expect(bytes[0]?.equals(bytes[1]!)).toBe(true)
    expect(await usesOf(held)).toEqual(["downloaded", "downloaded"])
  })
})
