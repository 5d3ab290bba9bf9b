import { beforeAll, describe, expect, it } from "vitest"
import { openDeal } from "~/deals/open-deal.server"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { openInvoice } from "~/invoices/open-invoice.server"
import { captureLead } from "~/leads/capture-lead.server"
import { recordPayment } from "~/payments/record-payment.server"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { daysBetween, todayIn } from "~/platform/language/dates"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { declineProposal } from "~/proposals/decline-proposal.server"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { anAgency } from "../../tests/support/world"
import * as page from "./routes/today"
import { todayPage } from "./today-page.server"
import { getToday } from "./today-queries.server"

const days = 86_400_000
const later = (as: StaffContext, n: number) => mint({ ...as, now: new Date(as.now.getTime() + n * days) })
const ids = (part: { rows: { id: string }[] }) => part.rows.map(({ id }) => id)

describe("in a new organization", () => {
  it("Today gives the address of the enquiry form and says that nothing was begun", async () => {
    const agency = await anAgency()
    const today = await getToday(agency.owner, {})
    expect(today).toMatchObject({ isNew: true, formKey: agency.formKey, leads: { count: 0 }, opened: [] })
    const cookie = await cookieFor(agency.people.owner.email)
    const { body } = await answerOf(() => page.loader(knock({ path: "/", cookie })))
    expect(body).toMatchObject({ isNew: true, formUrl: expect.stringMatching(new RegExp(`/f/${agency.formKey}$`)) })
    await captureLead(agency.member, { name: "Nora", email: "nora@umbra.example" })
    expect(await getToday(agency.guest, {})).toMatchObject({ isNew: false, formKey: null })
  })
})

describe("Today", () => {
  let world: World

  beforeAll(async () => {
    world = await aFullWorld()
  })

  it("shows the open leads of mine and of nobody, the longest waiting first", async () => {
    const member = world.people.member.personId
    const [mine, others] = [await world.lead(member), await world.lead(world.me)]
    await world.disqualifiedLead(member)
    await world.deletedLead(member)
    const today = await getToday(world.member, {})
    expect(ids(today.leads)).toEqual([mine])
    const { leads } = todayPage(today, later(world.member, 2).now)
    expect(leads.rows[0]).toMatchObject({ waiting: "48 h", href: `/leads/${mine}` })
    expect(ids((await getToday(world.owner, {})).leads)).toContain(others)
    expect(ids((await getToday(world.stranger, {})).leads)).toEqual([])
  })

  it("shows the deals whose day has passed, that stand still, or of which nobody said when, the longest waiting first, and says why", async () => {
    const as = world.stranger
    const plus = (n: number) => todayIn("Europe/Berlin", later(as, n).now)
    const open = async (title: string, expectedCloseOn: string | null) =>
      (await openDeal(as, { title, expectedCloseOn })).dealId
    const [soon, far, never] = [await open("Soon", plus(3)), await open("Far", plus(60)), await open("Never", null)]
    expect(ids((await getToday(as, {})).deals)).toEqual([never])
    const inFiveDays = later(as, 5)
    const today = await getToday(inFiveDays, {})
    expect(ids(today.deals)).toEqual([never, soon])
    const { deals } = todayPage(today, inFiveDays.now)
    expect(deals.rows.map(({ detail }) => detail)).toEqual(["No expected close", "Expected to close 2 days ago"])
    const standing = await getToday(later(as, 15), {})
    expect(ids(standing.deals)).toEqual([never, soon, far])
    expect(todayPage(standing, later(as, 15).now).deals.rows[2]?.detail).toMatch(
      new RegExp(`^In .* for ${daysBetween(todayIn("UTC", as.now), plus(15))} days$`),
    )
  })

  it("shows a proposal that the client opened until they answer", async () => {
    const member = world.people.member.personId
    const sent = await world.sentProposal(member)
    expect(ids((await getToday(world.member, {})).proposals)).toEqual([])
    await askAboutProposal(sent.holder, { question: "May?" })
    const today = await getToday(world.member, {})
    expect(ids(today.proposals)).toEqual([sent.proposalId])
    expect(today.opened).toMatchObject([{ id: sent.proposalId, isInvoice: false }])
    expect((await getToday(world.stranger, {})).opened).toEqual([])
    expect((await getToday(world.guest, {})).opened.map(({ id }) => id)).toContain(sent.proposalId)
    await declineProposal(sent.holder, { reason: null })
    const after = await getToday(world.member, {})
    expect(ids(after.proposals)).toEqual([])
    expect(after.opened).toHaveLength(1)
    expect(todayPage(today, world.member.now).opened).toMatchObject([{ id: sent.proposalId, standing: "opened" }])
    expect(todayPage(after, world.member.now).opened).toMatchObject([{ id: sent.proposalId, standing: "declined" }])
    expect((await getToday(later(world.member, 15), {})).opened).toEqual([])
  })

  it("shows what clients opened lately, each document once, invoices by their number", async () => {
    const { holder, invoiceId } = await world.heldInvoice(world.stranger.personId)
    await openInvoice(holder, {})
    await openInvoice(mint({ ...holder, now: later(world.stranger, 1).now }), {})
    const today = await getToday(later(world.stranger, 2), {})
    expect(today.opened.map(({ id }) => id)).toEqual([invoiceId])
    const { opened } = todayPage(today, today.opened[0]!.at)
    expect(opened).toMatchObject([
      { title: expect.stringMatching(/^Invoice \d{4}-\d{4}$/), href: `/invoices/${invoiceId}` },
    ])
  })

  it("shows what is overdue by the organization's day, with what is missing of it", async () => {
    const agency = await aFullWorld("Harbor")
    const parties = await agency.client(agency.people.member.personId)
    const draft = async () => {
      const lines = [{ name: "Work", unitPrice: "100", taxRate: "19" }]
      const { invoiceId } = await draftInvoice(agency.owner, {
        ...parties,
        title: "Work",
        currency: "EUR",
        termsDays: 0,
        lines,
      })
      await issueInvoice(agency.owner, { invoiceId, version: 1, send: false })
      return invoiceId
    }
    const [part, full] = [await draft(), await draft()]
    await draft()
    const paid = { method: "bank", receivedOn: agency.today } as const
    await recordPayment(agency.owner, { invoiceId: part, amount: "19.00", ...paid })
    await recordPayment(agency.owner, { invoiceId: full, amount: "119.00", ...paid })
    expect((await getToday(agency.owner, {})).overdue.count).toBe(0)
    const in3Days = later(agency.owner, 3)
    const { overdue } = todayPage(await getToday(in3Days, {}), in3Days.now)
    expect(overdue).toMatchObject({ count: 2, sum: "€219.00", note: "2 invoices" })
    expect(overdue.rows.map(({ balance }) => balance)).toEqual(["€100.00", "€119.00"])
    expect(overdue.rows[0]?.detail).toMatch(/3 days overdue$/)
    expect((await getToday(later(agency.stranger, 3), {})).overdue).toMatchObject({ count: 0, rows: [], sums: [] })
  })

  it("cuts a long list to a few rows and still says how many there are", async () => {
    const agency = await anAgency()
    for (let n = 0; n < 9; n++)
      await captureLead(agency.member, { name: `Lead ${n}`, email: `lead${n}@many${n}.example` })
    const { leads } = await getToday(agency.member, {})
    expect(leads.count).toBe(9)
    expect(leads.rows.map(({ name }) => name)).toEqual(["Lead 0", "Lead 1", "Lead 2", "Lead 3", "Lead 4", "Lead 5"])
  })
})
