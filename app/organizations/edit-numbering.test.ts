import { beforeAll, describe, expect, it } from "vitest"
import { getInvoice } from "~/invoices/invoice-queries.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { listSteps } from "~/today/step-queries.server"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { agencyYear } from "../../tests/support/agency-days"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { editNumbering } from "./edit-numbering.server"
import * as page from "./routes/setup-money"
import * as proposal from "./routes/setup-proposal"
import * as skip from "./routes/skip-step"

let world: World
let cookie: string
beforeAll(async () => {
  world = await aFullWorld()
  cookie = await cookieFor(world.people.owner.email)
})

const patterns = { invoicePattern: "INV-{YYYY}-{####}", creditNotePattern: "CR-{YYYY}-{####}" }
const states = async () => (await listSteps(world.owner, {})).map(({ step, state }) => `${step} ${state}`)
const issued = async () => {
  const { invoiceId } = await world.invoice()
  await issueInvoice(world.owner, {
    invoiceId,
    version: (await getInvoice(world.owner, { invoiceId })).version,
    send: false,
  })
  return (await getInvoice(world.owner, { invoiceId })).number
}

describe("currency and numbers", () => {
  it("are a step of the first half hour, which knows by itself when it is done", async () => {
    expect(await states()).toEqual(["brand open", "money open", "people done", "proposal open"])
    const form = { currency: "CHF", ...patterns }
    const { status, headers } = await answerOf(() => page.action(knock({ path: "/setup/money", form, cookie })))
    expect([status, headers.get("Location")]).toEqual([303, "/setup/people"])
    await editNumbering(world.owner, { currency: "EUR", ...patterns })
    expect(await states()).toContain("money done")
  })

  it("are refused at their field", async () => {
    const form = { currency: "EUR", invoicePattern: "{####}", creditNotePattern: "{YYYY}" }
    const answer = await answerOf(() => page.action(knock({ path: "/setup/money", form, cookie })))
    const error = { invoicePattern: expect.anything(), creditNotePattern: expect.anything() }
    expect(answer).toMatchObject({ status: 422, body: { reply: { error, initialValue: form } } })
    const same = { currency: "EUR", invoicePattern: "{YYYY}-{####}", creditNotePattern: "{YYYY}-{####}" }
    await expect(editNumbering(world.owner, same)).rejects.toMatchObject({
      kind: "invalid",
      field: "creditNotePattern",
    })
  })

  it("hold from the next series: one that has begun goes on as it began", async () => {
    const year = agencyYear(world.owner.now)
    expect(await issued()).toBe(`INV-${year}-0001`)
    await editNumbering(world.owner, { currency: "EUR", ...patterns, invoicePattern: "R/{YYYY}/{#####}" })
    expect(await issued()).toBe(`INV-${year}-0002`)
  })

  it("never let two series of a year give the same numbers", async () => {
    const crossed = { currency: "EUR", invoicePattern: "R/{YYYY}/{#####}", creditNotePattern: patterns.invoicePattern }
    await expect(editNumbering(world.owner, crossed)).rejects.toMatchObject({ field: "creditNotePattern" })
  })

  it("keep the currency once a document went out", async () => {
    const other = editNumbering(world.owner, { currency: "USD", ...patterns })
    await expect(other).rejects.toMatchObject({ kind: "invalid", field: "currency" })
  })
})

describe("the first half hour", () => {
  const skipped = (step: string, from: string) =>
    answerOf(() => skip.action(knock({ path: "/setup/steps/:step/skip", params: { step }, form: { from }, cookie })))

  it("goes on to the next step when one is skipped, and knows it", async () => {
    expect((await skipped("brand", "")).headers.get("Location")).toBe("/setup/money")
    expect(await states()).toContain("brand skipped")
    expect((await skipped("nothing", "")).status).toBe(422)
  })

  it("makes one sample, however often the button is pressed", async () => {
    const press = () =>
      answerOf(() =>
        proposal.action(knock({ path: "/setup/proposal", form: { submission: "a-sample-of-mine" }, cookie })),
      )
    const [first, second] = [await press(), await press()]
    expect(first.status).toBe(303)
    expect(second.headers.get("Location")).toBe(first.headers.get("Location"))
    expect(await states()).toContain("proposal done")
  })

  it("is dismissed as a whole, and is the owner's alone", async () => {
    expect((await skipped("all", "today")).headers.get("Location")).toBe("/")
    const manager = await answerOf(() => page.loader(knock({ path: "/setup/money" })))
    expect(manager.headers.get("Location")).toContain("/login")
    await expect(listSteps(world.manager, {})).rejects.toMatchObject({ kind: "forbidden" })
  })
})
