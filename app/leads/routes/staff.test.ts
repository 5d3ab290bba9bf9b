import { beforeAll, describe, expect, test } from "vitest"
import { getDeal } from "~/deals/deal-queries.server"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { captureLead } from "~/leads/capture-lead.server"
import { getLead } from "~/leads/lead-queries.server"
import { joinMember } from "~/organizations/join-member.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { takeNotice } from "~/platform/http/flash.server"
import { asId, type Id } from "~/platform/language/ids"
import { type Answer, answerOf, cookieFor, cookieOf, knock } from "../../../tests/support/knock"
import { type Agency, anAgency, password } from "../../../tests/support/world"
import * as assign from "./assign"
import * as convert from "./convert"
import * as remove from "./delete"
import * as disqualify from "./disqualify"
import * as edit from "./edit"
import * as list from "./list"
import * as capture from "./new"
import * as qualify from "./qualify"
import * as reopen from "./reopen"
import * as restore from "./restore"
import * as show from "./show"

let agency: Agency
let owner: string
let member: string
let memberId: Id<"people">
let made = 0

beforeAll(async () => {
  agency = await anAgency()
  owner = await cookieFor(agency.people.owner.email)
  const email = "sam@agency.example"
  const joining = { name: "Sam Sales", email, role: "member" as const, teamId: agency.teamId, password }
  memberId = (await joinMember(agency.system(), joining)).personId
  member = await cookieFor(email)
})

const pages = {
  "/leads": list,
  "/leads/new": capture,
  "/leads/:leadId": show,
  "/leads/:leadId/edit": edit,
  "/leads/:leadId/assign": assign,
  "/leads/:leadId/qualify": qualify,
  "/leads/:leadId/disqualify": disqualify,
  "/leads/:leadId/reopen": reopen,
  "/leads/:leadId/convert": convert,
  "/leads/:leadId/delete": remove,
  "/leads/:leadId/restore": restore,
}

const forms = [
  "/leads/:leadId/edit",
  "/leads/:leadId/convert",
  "/leads/:leadId/disqualify",
  "/leads/:leadId/delete",
] as const

type Page = { loader?: (args: never) => unknown; action?: (args: never) => unknown }
type Sent = { leadId?: string; cookie?: string; form?: Record<string, string>; query?: string }

/** Opens a page, or sends its form when one is given. */
function ask(address: keyof typeof pages, sent: Sent): Promise<Answer> {
  const { leadId = "", cookie = owner, form, query = "" } = sent
  const page: Page = pages[address]
  const path = address.replace(":leadId", leadId) + query
  const args = knock({ path, params: { leadId }, form, cookie }) as never
  return answerOf(() => (form ? page.action?.(args) : page.loader?.(args)))
}

/** What the next page says of the act. */
const noticeOf = ({ headers }: Answer) =>
  takeNotice(new Request("http://localhost/", { headers: { Cookie: cookieOf(headers.get("Set-Cookie") ?? "") } }))
    .notice

const aLead = async (ctx: StaffContext = agency.owner) =>
  (await captureLead(ctx, { name: "Lee Park", phone: `050 ${++made}`, companyName: "Hooli", evenIfKnown: true })).leadId

async function anEnquiry() {
  const visitor = await agency.formVisitor()
  const given = { name: "Ana Ruiz", email: `ana${++made}@cafe${made}.example`, message: "A website", consent: true }
  return (await captureEnquiry(visitor, { ...given, utm: { source: "news" } })).leadId
}

const statusOf = async (leadId: Id<"leads">) => (await getLead(agency.owner, { leadId })).status

describe("the inbox", () => {
  test("is for those who have signed in, and leads them back", async () => {
    const { status, headers } = await ask("/leads", { cookie: "", query: "?view=all" })
    expect(status).toBe(302)
    expect(headers.get("Location")).toBe("/login?returnTo=%2Fleads%3Fview%3Dall")
  })

  test("leads whoever was signed out while typing back to the form, and from a button to its record", async () => {
    const leadId = await anEnquiry()
    for (const address of ["/leads/:leadId/edit", "/leads/:leadId/qualify"] as const) {
      const { headers } = await ask(address, { leadId, cookie: "", form: { name: "Ana" } })
      const back = encodeURIComponent(address.replace(":leadId", leadId))
      expect(headers.get("Location")).toBe(`/login?returnTo=${back}`)
    }
    const { headers } = await ask("/leads/:leadId/qualify", { leadId })
    expect(headers.get("Location")).toBe(`/leads/${leadId}`)
  })

  test("shows the new leads with the form's address to share, and ignores filters that make no sense", async () => {
    const leadId = await anEnquiry()
    for (const query of ["", "?view=nonsense&owner=7&after=%00x"]) {
      const { body } = await ask("/leads", { query })
      expect(body).toMatchObject({ view: "new", formUrl: `http://localhost/f/${agency.formKey}`, mayCapture: true })
      expect((body as { rows: { id: string }[] }).rows.map((row) => row.id)).toContain(leadId)
    }
  })
})

describe("capturing", () => {
  const typed = { name: "Nora Vance", email: "nora@umbra.example", phone: "", website: "", message: "Hello" }

  test("saves a lead; a second one who looks the same is shown with everything typed, and saved when that is meant", async () => {
    const first = await ask("/leads/new", { form: typed })
    expect(first.status).toBe(303)
    const again = { ...typed, name: "N. Vance", message: "Hello again" }
    const { status, body } = await ask("/leads/new", { form: again })
    expect(status).toBe(409)
    expect(body).toMatchObject({
      alike: { leads: [{ name: "Nora Vance" }] },
      reply: { initialValue: { name: "N. Vance", message: "Hello again" } },
    })
    expect((await ask("/leads/new", { form: { ...again, evenIfKnown: "on" } })).status).toBe(303)
  })

  test("says what is missing at its field", async () => {
    const { status, body } = await ask("/leads/new", { form: { ...typed, name: "", email: "" } })
    expect(status).toBe(422)
    expect(body).toMatchObject({ reply: { error: { name: ["Enter a name"], email: [expect.any(String)] } } })
  })

  test("the same submission twice is one lead", async () => {
    const form = { ...typed, email: "twice@one.example", submission: "a-rendering-of-the-form" }
    const [one, two] = await Promise.all([ask("/leads/new", { form }), ask("/leads/new", { form })])
    expect(one.headers.get("Location")).toBe(two.headers.get("Location"))
  })
})

describe("the page of a lead", () => {
  test("shows the message, where it came from, who looks the same, and what may be done", async () => {
    const leadId = await anEnquiry()
    const { email } = await getLead(agency.owner, { leadId })
    await captureLead(agency.owner, { name: "Same Ana", email: email!, evenIfKnown: true })
    const { body } = await ask("/leads/:leadId", { leadId })
    expect(body).toMatchObject({
      lead: { name: "Ana Ruiz", message: "A website", source: "Enquiry form: Website enquiry", isOpen: true },
      alike: { leads: [{ name: "Same Ana" }] },
      may: { convert: true, delete: true },
      timeline: { items: [{ text: "Lead captured by the form" }] },
    })
    expect(body).toMatchObject({
      lead: { campaign: [{ name: "source", value: "news" }], consent: { text: expect.any(String) } },
    })
  })

  test("is not there for a member when the lead is a colleague's, nor for what is no id", async () => {
    const leadId = await aLead()
    for (const page of ["/leads/:leadId", ...forms] as const) {
      expect((await ask(page, { leadId, cookie: member })).status).toBe(404)
      expect((await ask(page, { leadId: "7" })).status).toBe(404)
    }
    for (const page of ["/leads/:leadId/assign", "/leads/:leadId/qualify", "/leads/:leadId/reopen"] as const) {
      const form = { ownerId: "" }
      expect((await ask(page, { leadId, cookie: member, form })).status).toBe(404)
    }
  })

  test("offers nothing to those who only read, and leads them back from its forms", async () => {
    const leadId = await aLead()
    const email = "gwen@agency.example"
    await joinMember(agency.system(), { name: "Gwen Guest", email, role: "guest", teamId: null, password })
    const cookie = await cookieFor(email)
    const { body } = await ask("/leads/:leadId", { leadId, cookie })
    expect(Object.values((body as { may: object }).may)).not.toContain(true)
    for (const page of forms) {
      expect((await ask(page, { leadId, cookie })).headers.get("Location")).toBe(`/leads/${leadId}`)
    }
    expect((await ask("/leads/:leadId/convert", { leadId, cookie, form: { dealTitle: "X" } })).status).toBe(403)
  })

  test("the addresses of its buttons lead to it when they are opened", async () => {
    const leadId = await aLead()
    for (const page of ["/leads/:leadId/assign", "/leads/:leadId/qualify", "/leads/:leadId/reopen"] as const) {
      expect((await ask(page, { leadId })).headers.get("Location")).toBe(`/leads/${leadId}`)
    }
    expect((await ask("/leads/:leadId/restore", { leadId })).headers.get("Location")).toBe("/leads")
  })
})

describe("working on a lead", () => {
  test("an edit is saved; a stale one shows what stands there and keeps what was typed", async () => {
    const leadId = await aLead()
    const form = { version: "1", name: "Lee Park", phone: "050 9", companyName: "Hooli GmbH" }
    expect((await ask("/leads/:leadId/edit", { leadId, form })).headers.get("Location")).toBe(`/leads/${leadId}`)
    const late = await ask("/leads/:leadId/edit", { leadId, form: { ...form, companyName: "Initech" } })
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({
      reply: {
        initialValue: { companyName: "Initech" },
        theirs: { values: { companyName: "Hooli GmbH", version: "2" } },
      },
    })
    const kept = await ask("/leads/:leadId/edit", { leadId, form: { ...form, companyName: "Initech", version: "2" } })
    expect(kept.status).toBe(303)
    expect((await ask("/leads/:leadId/edit", { leadId })).body).toMatchObject({
      defaults: { companyName: "Initech" },
      version: 3,
    })
  })

  test("assigning says to whom, with the way back; whoever gives it away goes on to the inbox", async () => {
    const leadId = await anEnquiry()
    const given = await ask("/leads/:leadId/assign", { leadId, form: { ownerId: memberId } })
    expect(noticeOf(given)).toMatchObject({
      text: "Lead assigned to Sam Sales",
      undo: { action: `/leads/${leadId}/assign`, fields: { ownerId: "" } },
    })
    const away = { ownerId: agency.people.owner.personId }
    const gone = await ask("/leads/:leadId/assign", { leadId, form: away, cookie: member })
    expect(gone.headers.get("Location")).toBe("/leads")
    const nobody = await ask("/leads/:leadId/assign", { leadId, form: { ownerId: agency.people.finance.personId } })
    expect(noticeOf(nobody)).toMatchObject({ tone: "danger", text: "Choose somebody from the list" })
  })

  test("qualifying and putting aside can be taken back from their notice", async () => {
    const leadId = await aLead()
    const qualified = await ask("/leads/:leadId/qualify", { leadId, form: {} })
    expect(noticeOf(qualified)).toMatchObject({ undo: { action: `/leads/${leadId}/reopen` } })
    const aside = await ask("/leads/:leadId/disqualify", { leadId, form: { reason: "No answer" } })
    expect(aside.headers.get("Location")).toBe("/leads")
    expect(noticeOf(aside)).toMatchObject({ undo: { action: `/leads/${leadId}/reopen` } })
    expect(await statusOf(leadId)).toBe("disqualified")
    expect((await ask("/leads/:leadId/disqualify", { leadId })).headers.get("Location")).toBe(`/leads/${leadId}`)
    const refused = await ask("/leads/:leadId/qualify", { leadId, form: {} })
    expect(noticeOf(refused)).toMatchObject({ tone: "danger" })
    const back = await ask("/leads/:leadId/reopen", { leadId, form: {} })
    expect(noticeOf(back)).toMatchObject({ text: "Lead reopened: qualified" })
    await ask("/leads/:leadId/reopen", { leadId, form: {} })
    expect(await statusOf(leadId)).toBe("working")
  })

  test("a reason is asked for where it is missing", async () => {
    const leadId = await aLead()
    const wordless = await ask("/leads/:leadId/disqualify", { leadId, form: { reason: "Another reason", inWords: "" } })
    expect(wordless.status).toBe(422)
    expect(wordless.body).toMatchObject({ reply: { error: { inWords: ["Write the reason"] } } })
  })

  test("a deleted lead comes back by the notice's undo", async () => {
    const leadId = await aLead()
    const deleted = await ask("/leads/:leadId/delete", { leadId, form: {} })
    expect(deleted.headers.get("Location")).toBe("/leads")
    expect(noticeOf(deleted)).toMatchObject({ undo: { action: `/leads/${leadId}/restore` } })
    expect((await ask("/leads/:leadId", { leadId })).status).toBe(404)
    expect((await ask("/leads/:leadId/restore", { leadId, form: {} })).headers.get("Location")).toBe(`/leads/${leadId}`)
    expect(await statusOf(leadId)).toBe("working")
  })
})

describe("converting", () => {
  const choices = { companyId: "new", companyName: "Café Müller GmbH", contactId: "new", contactName: "Ana Ruiz" }

  test("leads to the deal, once, and its notice takes it back", async () => {
    const leadId = await anEnquiry()
    const form = { ...choices, dealTitle: "Website", dealValue: "8000" }
    const converted = await ask("/leads/:leadId/convert", { leadId, form })
    const to = converted.headers.get("Location") ?? ""
    const dealId = asId<"deals">(to.split("/").at(-1))
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({
      companyName: "Café Müller GmbH",
      valueMinor: 800_000n,
    })
    expect((await ask("/leads/:leadId/convert", { leadId, form })).headers.get("Location")).toBe(to)
    expect((await ask("/leads/:leadId/convert", { leadId })).headers.get("Location")).toBe(to)
    expect((await ask("/leads/:leadId", { leadId })).body).toMatchObject({
      lead: { became: { deal: { title: "Website" }, company: { name: "Café Müller GmbH" } } },
      may: { reopen: true },
    })
    expect(noticeOf(converted)).toMatchObject({ undo: { action: `/leads/${leadId}/reopen` } })
    await ask("/leads/:leadId/reopen", { leadId, form: {} })
    expect(await statusOf(leadId)).toBe("new")
  })

  test("another company or contact that is chosen must be named", async () => {
    const leadId = await anEnquiry()
    const form = { companyId: "other", contactId: "other", dealTitle: "" }
    const { status, body } = await ask("/leads/:leadId/convert", { leadId, form })
    expect(status).toBe(422)
    expect(body).toMatchObject({ reply: { error: { dealTitle: ["Name the deal"] } } })
    const titled = await ask("/leads/:leadId/convert", { leadId, form: { ...form, dealTitle: "Website" } })
    expect(titled.body).toMatchObject({
      reply: { error: { otherCompanyId: expect.any(Array), otherContactId: expect.any(Array) } },
    })
    const odd = await ask("/leads/:leadId/convert", {
      leadId,
      form: { ...form, companyId: "everything", dealTitle: "Website" },
    })
    expect(odd.body).toMatchObject({ reply: { error: { companyId: ["Choose one of these"] } } })
  })
})
