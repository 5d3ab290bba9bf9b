import { beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { getDeal, getDealLines } from "~/deals/deal-queries.server"
import { deleteDeal } from "~/deals/delete-deal.server"
import { editDeal } from "~/deals/edit-deal.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import { listStages } from "~/deals/stage-queries.server"
import { joinMember } from "~/organizations/join-member.server"
import { takeNotice } from "~/platform/http/flash.server"
import type { Id } from "~/platform/language/ids"
import { type Answer, answerOf, cookieFor, cookieOf, knock } from "../../../tests/support/knock"
import { type Agency, anAgency, password } from "../../../tests/support/world"
import * as board from "./board"
import * as remove from "./delete"
import * as edit from "./edit"
import * as lines from "./lines"
import * as list from "./list"
import * as lose from "./lose"
import * as move from "./move"
import * as open from "./new"
import * as reopen from "./reopen"
import * as restore from "./restore"
import * as show from "./show"
import * as win from "./win"

let agency: Agency
let owner: string
let guest: string
beforeAll(async () => {
  agency = await anAgency()
  owner = await cookieFor(agency.people.owner.email)
  const reading = { name: "Gina Guest", email: "gina@agency.example", role: "guest" as const, teamId: null, password }
  await joinMember(agency.system(), reading)
  guest = await cookieFor(reading.email)
})

type Page = { loader?: (args: never) => unknown; action?: (args: never) => unknown }
type Sent = { cookie?: string; form?: Record<string, string>; query?: string }

/** Asks a page of a deal, at the address the table of pages gives it. */
const ask = (page: Page, path: string, { cookie = owner, form, query = "" }: Sent = {}) => {
  const address = `${path}${query}`
  const dealId = /^\/deals\/([^/]+)/.exec(path)?.[1]
  const args = knock({ path: address, params: dealId ? { dealId } : {}, form, cookie }) as never
  return answerOf(() => (form ? page.action!(args) : page.loader!(args)))
}
const told = ({ headers }: Answer) =>
  takeNotice(new Request("http://localhost/", { headers: { Cookie: cookieOf(headers.get("Set-Cookie") ?? "") } }))
    .notice
const whereTo = ({ headers }: Answer) => headers.get("Location")
const body = <T = Record<string, unknown>>({ body: given }: Answer) => given as T

const aDeal = async (title = "Website") => (await openDeal(agency.owner, { title })).dealId
const stageNamed = async (name: string) => (await listStages(agency.owner, {})).find((stage) => stage.name === name)!.id
const deal = (dealId: Id<"deals">) => getDeal(agency.owner, { dealId })

describe("/deals, the board", () => {
  test("shows columns with sums, what they weigh, and cards with their next step", async () => {
    const dealId = await aDeal("On the board")
    const priced = [{ name: "Work", unitPrice: "1000", taxRate: "19" }]
    await priceDeal(agency.owner, { dealId, version: 1, lines: priced })
    const { columns } = body<{
      columns: { name: string; count: number; sum: string; note: string; cards: object[] }[]
    }>(await ask(board, "/deals", { query: "?q=On+the+board" }))
    expect(columns[0]).toMatchObject({
      name: "Qualified",
      count: 1,
      sum: "€1,000.00",
      note: "€300.00 weighted",
      cards: [{ title: "On the board", value: "€1,000.00", note: "Name the company", isOverdue: false }],
    })
    expect(columns.map(({ name }) => name)).toEqual(["Qualified", "Proposal sent", "Negotiation", "Won", "Lost"])
  })

  test("lets guests look but not move", async () => {
    expect(body(await ask(board, "/deals", { cookie: guest }))).toMatchObject({ may: { open: false, move: false } })
  })
})

describe("/deals/list", () => {
  test("shows open deals, or those of a status and stage, with their sum", async () => {
    await aDeal("In the list")
    const { rows, count } = body<{ rows: { title: string }[]; count: number }>(
      await ask(list, "/deals/list", { query: "?q=in+the+list&status=nonsense&stage=nonsense&after=nonsense" }),
    )
    expect([rows.map(({ title }) => title), count]).toEqual([["In the list"], 1])
    expect(body(await ask(list, "/deals/list", { query: "?q=in+the+list&status=won" }))).toMatchObject({
      count: 0,
      sum: "",
    })
  })
})

describe("/deals/new", () => {
  test("begins with the company one came from", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const page = body<{ defaults: object }>(await ask(open, "/deals/new", { query: `?companyId=${companyId}` }))
    expect(page.defaults).toMatchObject({ companyId, stageId: await stageNamed("Qualified") })
    const odd = body<{ defaults: object }>(await ask(open, "/deals/new", { query: "?companyId=nonsense" }))
    expect(odd.defaults).toMatchObject({ companyId: null })
  })

  test("opens the deal once and goes there", async () => {
    const form = { title: "Opened", companyId: "", contactId: "", currency: "", submission: "open-deal-0001" }
    const first = await ask(open, "/deals/new", { form })
    expect(whereTo(first)).toMatch(/^\/deals\/[0-9a-f-]{36}$/)
    expect(told(first)).toMatchObject({ tone: "ok", text: "Deal opened" })
    expect(whereTo(await ask(open, "/deals/new", { form }))).toBe(whereTo(first))
  })

  test("says what is missing and keeps what was typed", async () => {
    const refused = await ask(open, "/deals/new", { form: { title: "", termMonths: "999" } })
    expect(refused.status).toBe(422)
    expect(body<{ reply: object }>(refused).reply).toMatchObject({
      error: { title: ["Name the deal"] },
      initialValue: { termMonths: "999" },
    })
  })

  test("is not shown to those who cannot open deals", async () => {
    expect(whereTo(await ask(open, "/deals/new", { cookie: guest }))).toBe("/deals")
  })
})

describe("/deals/:dealId", () => {
  test("shows the deal, its road, its lines in money and its people", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const { contactId } = await createContact(agency.owner, { name: "Claire", companyId, role: "Director" })
    const { dealId } = await openDeal(agency.owner, { title: "Shown", companyId, contactId, termMonths: 12 })
    await priceDeal(agency.owner, {
      dealId,
      version: 1,
      lines: [
        { name: "Design", quantity: "2", unit: "day", unitPrice: "1000", discountPercent: "10", taxRate: "19" },
        { name: "Care", unitPrice: "100", taxRate: "19", recurrence: "monthly" },
        { name: "Photos", unitPrice: "500", taxRate: "19", isOptional: true },
      ],
    })
    const page = body<{ lines: { groups: object[]; totals: object[] } }>(await ask(show, `/deals/${dealId}`))
    expect(page).toMatchObject({
      deal: { title: "Shown", isReady: true },
      facts: { value: "€1,800.00", monthly: "€100.00 a month", contractValue: "€3,000.00", probability: "30 %" },
      people: [{ name: "Claire", detail: "Director" }],
      proposals: [],
    })
    expect(page.lines.groups).toMatchObject([
      { lines: [{ title: "Design", quantity: "2 day", unitPrice: "€1,000.00, less 10 %", amount: "€1,800.00" }] },
      { title: "Every month", lines: [{ title: "Care" }] },
      { title: "Options", lines: [{ title: "Photos" }] },
    ])
    expect(page.lines.totals).toMatchObject([
      { label: "Net", amount: "€1,800.00" },
      { label: "Tax 19 %", amount: "€342.00" },
      { label: "Total", amount: "€2,142.00" },
      { label: "Every month", amount: "€100.00" },
      { label: "Contract value", amount: "€3,000.00" },
    ])
  })

  test("is nowhere for what is not there, deleted, or no id", async () => {
    const dealId = await aDeal()
    await deleteDeal(agency.owner, { dealId })
    expect((await ask(show, `/deals/${dealId}`)).status).toBe(404)
    expect((await ask(show, "/deals/nonsense")).status).toBe(404)
    const other = await anAgency()
    const theirs = await openDeal(other.owner, { title: "Theirs" })
    for (const page of [show, edit, lines, lose, remove])
      expect((await ask(page, `/deals/${theirs.dealId}`)).status).toBe(404)
  })
})

describe("/deals/:dealId/edit", () => {
  test("shows both values when somebody else was faster, and keeps mine when I say so", async () => {
    const dealId = await aDeal()
    const page = body<{ version: number }>(await ask(edit, `/deals/${dealId}/edit`))
    const theirs = { companyId: null, contactId: null, expectedCloseOn: null, termMonths: null, ownerId: null }
    await editDeal(agency.owner, { dealId, version: 1, title: "Theirs", ...theirs })
    const form = { title: "Mine", version: String(page.version) }
    const refused = await ask(edit, `/deals/${dealId}/edit`, { form })
    expect(refused.status).toBe(409)
    const { reply } = body<{ reply: { theirs: { values: Record<string, string> } } }>(refused)
    expect(reply).toMatchObject({ theirs: { values: { title: "Theirs" } }, initialValue: { title: "Mine" } })
    const kept = { ...form, version: reply.theirs.values.version! }
    expect(whereTo(await ask(edit, `/deals/${dealId}/edit`, { form: kept }))).toBe(`/deals/${dealId}`)
    expect((await deal(dealId)).title).toBe("Mine")
  })
})

describe("/deals/:dealId/lines", () => {
  const line = { "lines[0].name": "Design", "lines[0].unitPrice": "1500,50", "lines[0].taxRate": "19" }

  test("shows numbers as people write them and saves them as lines", async () => {
    const dealId = await aDeal()
    const saved = await ask(lines, `/deals/${dealId}/lines`, { form: { version: "1", ...line } })
    expect([whereTo(saved), told(saved)?.text]).toEqual([`/deals/${dealId}`, "Lines saved"])
    expect((await deal(dealId)).valueMinor).toBe(150_050n)
    expect(body(await ask(lines, `/deals/${dealId}/lines`))).toMatchObject({
      lines: [{ name: "Design", quantity: "1", unitPrice: "1500.5", discountPercent: "0", taxRate: "19" }],
      newLine: { taxRate: "19" },
    })
  })

  test("adds a row without saving anything", async () => {
    const dealId = await aDeal()
    const __intent__ = JSON.stringify({ type: "insert", payload: { name: "lines" } })
    const shown = await ask(lines, `/deals/${dealId}/lines`, { form: { version: "1", ...line, __intent__ } })
    expect(body<{ reply: { initialValue: { lines: unknown[] } } }>(shown).reply.initialValue.lines).toHaveLength(2)
    expect(await getDealLines(agency.owner, { dealId })).toEqual([])
  })

  test("takes a hundred lines and no more", async () => {
    const dealId = await aDeal()
    const form = (count: number) => {
      const rows = Array.from({ length: count }, (_, i) =>
        Object.entries(line).map(([name, value]) => [name.replace("[0]", `[${i}]`), value]),
      )
      return { version: "1", ...Object.fromEntries(rows.flat()) }
    }
    const refused = await ask(lines, `/deals/${dealId}/lines`, { form: form(101) })
    expect(body<{ reply: object }>(refused).reply).toMatchObject({ error: { lines: ["Keep at most 100 lines"] } })
    expect((await ask(lines, `/deals/${dealId}/lines`, { form: form(100) })).status).toBe(303)
    expect(await getDealLines(agency.owner, { dealId })).toHaveLength(100)
  })
})

describe("/deals/:dealId/move", () => {
  test("goes back to where one was, and can be undone", async () => {
    const dealId = await aDeal()
    const [from, to] = [await stageNamed("Qualified"), await stageNamed("Negotiation")]
    const form = { stageId: to, fromStageId: from, returnTo: "/deals?q=web" }
    const moved = await ask(move, `/deals/${dealId}/move`, { form })
    expect([whereTo(moved), told(moved)?.text]).toEqual(["/deals?q=web", "Deal moved to Negotiation"])
    const { undo } = told(moved)!
    expect(undo!.action).toBe(`/deals/${dealId}/move`)
    await ask(move, undo!.action, { form: undo!.fields })
    expect((await deal(dealId)).stageName).toBe("Qualified")
  })

  test("says so when somebody else moved it first, and leads nowhere outside", async () => {
    const dealId = await aDeal()
    const [from, to] = [await stageNamed("Negotiation"), await stageNamed("Proposal sent")]
    const form = { stageId: to, fromStageId: from, returnTo: "//evil.example" }
    const refused = await ask(move, `/deals/${dealId}/move`, { form })
    expect([whereTo(refused), told(refused)?.tone]).toEqual(["/", "danger"])
    expect(told(refused)?.text).toContain("stands in Qualified now")
    expect(whereTo(await ask(move, `/deals/${dealId}/move`))).toBe(`/deals/${dealId}`)
    expect(told(await ask(move, `/deals/${dealId}/move`, { form: { stageId: "?" } }))?.tone).toBe("danger")
  })
})

describe("the end of a deal", () => {
  test("/deals/:dealId/win can be undone by /deals/:dealId/reopen in the same stage", async () => {
    const dealId = await aDeal()
    await ask(move, `/deals/${dealId}/move`, { form: { stageId: await stageNamed("Negotiation") } })
    const won = await ask(win, `/deals/${dealId}/win`, { form: {} })
    expect((await deal(dealId)).status).toBe("won")
    const { undo } = told(won)!
    const back = await ask(reopen, undo!.action, { form: undo!.fields })
    expect([whereTo(back), told(back)?.text]).toEqual([`/deals/${dealId}`, "Deal reopened"])
    expect((await deal(dealId)).stageName).toBe("Negotiation")
    expect(told(await ask(reopen, `/deals/${dealId}/reopen`, { form: {} }))?.tone).toBe("danger")
    expect(told(await ask(reopen, `/deals/${dealId}/reopen`, { form: { stageId: "?" } }))?.tone).toBe("danger")
  })

  test("/deals/:dealId/lose asks for the reason, and can be undone", async () => {
    const dealId = await aDeal()
    expect((await ask(lose, `/deals/${dealId}/lose`, { form: { reason: "" } })).status).toBe(422)
    const lost = await ask(lose, `/deals/${dealId}/lose`, { form: { reason: "Price", competitor: "" } })
    expect(await deal(dealId)).toMatchObject({ status: "lost", lostReason: "Price", competitor: null })
    const { undo } = told(lost)!
    await ask(reopen, undo!.action, { form: undo!.fields })
    expect((await deal(dealId)).status).toBe("open")
  })

  test("/deals/:dealId/delete can be undone by /deals/:dealId/restore", async () => {
    const dealId = await aDeal()
    expect(body(await ask(remove, `/deals/${dealId}/delete`))).toMatchObject({ title: "Website" })
    const gone = await ask(remove, `/deals/${dealId}/delete`, { form: {} })
    expect(whereTo(gone)).toBe("/deals")
    const { undo } = told(gone)!
    expect(undo!.action).toBe(`/deals/${dealId}/restore`)
    expect(whereTo(await ask(restore, undo!.action, { form: undo!.fields }))).toBe(`/deals/${dealId}`)
    expect((await deal(dealId)).title).toBe("Website")
  })

  test("is not for guests, who are told so where they were", async () => {
    const dealId = await aDeal()
    for (const [page, path] of [
      [win, "win"],
      [reopen, "reopen"],
      [remove, "delete"],
    ] as const) {
      const refused = await ask(page, `/deals/${dealId}/${path}`, { cookie: guest, form: {} })
      expect([whereTo(refused), told(refused)?.tone]).toEqual([`/deals/${dealId}`, "danger"])
    }
    expect((await ask(lose, `/deals/${dealId}/lose`, { cookie: guest, form: { reason: "Price" } })).status).toBe(403)
    expect((await deal(dealId)).status).toBe("open")
  })
})
