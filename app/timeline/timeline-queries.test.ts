import { beforeAll, describe, expect, it } from "vitest"
import { createNote } from "~/activities/create-note.server"
import { deleteNote } from "~/activities/delete-note.server"
import { getCompany } from "~/companies/company-queries.server"
import { editCompany } from "~/companies/edit-company.server"
import { NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { runJobs } from "../../tests/support/world"
import { timelinePage } from "./timeline-page.server"
import { listTimeline } from "./timeline-queries.server"

let world: World

beforeAll(async () => {
  world = await aFullWorld()
})

type Question = Parameters<typeof listTimeline>[1]

const told = async (subjectId: string, more: Partial<Question> = {}, as = world.owner) =>
  listTimeline(as, { subjectId, ...more })
const names = async (...asked: Parameters<typeof told>) => (await told(...asked)).rows.map(({ name }) => name)
const page = async (subjectId: string, address: string, as = world.owner) => {
  const url = new URL(address, "http://localhost")
  const [filter, after] = ["show", "after"].map((name) => url.searchParams.get(name) ?? undefined)
  return timelinePage(await listTimeline(as, { subjectId, filter, after }), url)
}

describe("a record's timeline", () => {
  it("tells the whole road of a company, the newest first, with what its deal, proposal and invoice went through", async () => {
    const { companyId } = await world.signedProposal()
    const all = await names(companyId)
    expect(all).toEqual(
      expect.arrayContaining(["company.created", "deal.opened", "proposal.sent", "proposal.signed", "deal.won"]),
    )
    expect(all.at(-1)).toBe("company.created")
  })

  it("shows one kind of thing at a time, and everything for a view it does not know", async () => {
    const { companyId } = await world.signedProposal()
    await createNote(world.owner, { body: "They pay **early**.", companyId })
    await runJobs()
    expect(await names(companyId, { filter: "notes" })).toEqual(["note.created"])
    expect(await names(companyId, { filter: "money" })).toEqual(
      expect.arrayContaining(["invoice.issued", "deal.won", "proposal.signed"]),
    )
    expect(new Set(await names(companyId, { filter: "mails" }))).toEqual(new Set(["mail.delivered"]))
    expect(await names(companyId, { filter: "changes" })).not.toContain("deal.won")
    expect(await names(companyId, { filter: "anything", after: "nonsense" })).toEqual(await names(companyId))
  })

  it("goes on to older things by the address, which keeps its other fields", async () => {
    const companyId = await world.company()
    for (let n = 0; n < 60; n++) await createNote(world.owner, { body: `Note ${n}`, companyId })
    const first = await page(companyId, `/companies/${companyId}?tab=x&show=notes`)
    expect(first.items).toHaveLength(50)
    expect(first.more).toMatch(/\?tab=x&show=notes&after=[\w-]+#timeline$/)
    const second = await page(companyId, first.more ?? "")
    expect(second.items).toHaveLength(10)
    expect(second.more).toBeNull()
    expect(second.filters.filter(({ current }) => current).map(({ label }) => label)).toEqual(["Notes"])
    expect(second.filters[0]?.href).toBe(`/companies/${companyId}?tab=x#timeline`)
  })

  it("is not there for a record that is not there or not visible", async () => {
    const [deal, lead] = [await world.deal(), await world.lead()]
    for (const subjectId of [deal.dealId, lead])
      await expect(told(subjectId, {}, world.member)).rejects.toBeInstanceOf(NotFound)
    await expect(told(newId())).rejects.toBeInstanceOf(NotFound)
    const other = await aFullWorld("Harbor")
    await expect(told(deal.dealId, {}, other.owner)).rejects.toBeInstanceOf(NotFound)
    await expect(told(deal.companyId, {}, other.owner)).rejects.toBeInstanceOf(NotFound)
  })

  it("of a company leaves out what concerns deals and documents its reader may not see", async () => {
    const { companyId } = await world.signedProposal(world.me)
    expect(await names(companyId)).toContain("proposal.signed")
    const seen = await names(companyId, {}, world.member)
    expect(seen).toContain("company.created")
    expect(seen.filter((name) => /^(deal|proposal|invoice|mail)\./.test(name))).toEqual([])
    expect(await names(companyId, {}, world.guest)).toContain("proposal.signed")
    const own = await world.signedProposal(world.people.member.personId)
    expect(await names(own.companyId, {}, world.member)).toContain("proposal.signed")
  })

  it("of the team's records is told to the manager, of others' not", async () => {
    const { companyId } = await world.deal(world.people.member.personId)
    expect(await names(companyId, {}, world.manager)).toContain("deal.opened")
    const strange = await world.deal(world.stranger.personId)
    expect(await names(strange.companyId, {}, world.manager)).not.toContain("deal.opened")
  })
})

describe("a line of the timeline", () => {
  const lineOf = async (subjectId: string, name: string, as = world.owner) =>
    (await page(subjectId, "/", as)).items.find((item) => item.name === name)

  it("says who did it, and shows a note as safe HTML that its author alone can delete", async () => {
    const companyId = await world.company()
    const { noteId } = await createNote(world.owner, { body: "**Careful** <script>alert(1)</script>", companyId })
    const mine = await lineOf(companyId, "note.created")
    expect(mine).toMatchObject({ who: "Ida Owner", html: expect.stringContaining("<strong>Careful</strong>") })
    expect(mine?.html).not.toContain("<script>")
    expect(mine?.deleteAction).toContain(`/notes/${noteId}/delete?`)
    expect((await lineOf(companyId, "note.created", world.finance))?.deleteAction).toBeNull()
    await deleteNote(world.owner, { noteId })
    expect(await lineOf(companyId, "note.created")).toMatchObject({ html: null, deleteAction: null })
    expect(await names(companyId)).toContain("note.deleted")
  })

  it("shows what an edit changed, field by field", async () => {
    const companyId = await world.company()
    const { name, version } = await getCompany(world.owner, { companyId })
    await editCompany(world.owner, { companyId, version, name, phone: "+49 30 123", legalName: "Harbor SARL" })
    const line = await lineOf(companyId, "company.edited")
    expect(line?.changes).toContainEqual({ field: "Legal name", from: "", to: "Harbor SARL" })
  })

  it("quotes a client's question, leads to the proposal, and names the client as they signed in", async () => {
    const { holder, dealId, proposalId, email } = await world.sentProposal()
    await askAboutProposal(holder, { question: "Is <b>May</b> possible?" })
    const line = await lineOf(dealId, "proposal.asked")
    expect(line).toMatchObject({ href: `/proposals/${proposalId}`, who: email })
    expect(line?.html).toContain("May")
    expect(line?.html).not.toContain("<b>")
    expect((await lineOf(proposalId, "proposal.asked"))?.href).toBeNull()
  })
})
