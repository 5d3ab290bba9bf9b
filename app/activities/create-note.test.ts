import { beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { deleteDeal } from "~/deals/delete-deal.server"
import { openDeal } from "~/deals/open-deal.server"
import { captureLead } from "~/leads/capture-lead.server"
import { Forbidden, NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { timelinePage } from "~/timeline/timeline-page.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { type Agency, anAgency } from "../../tests/support/world"
import { createNote } from "./create-note.server"
import { deleteNote } from "./delete-note.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const notesOn = async (subjectId: string, by = agency.owner) =>
  timelinePage(await listTimeline(by, { subjectId, filter: "notes" }), new URL("http://localhost/")).items

describe("a note", () => {
  test("can stand at a lead, a company, a contact or a deal, in its timeline", async () => {
    const { leadId } = await captureLead(agency.owner, { name: "Lea", email: "lea@lead.example" })
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const { contactId } = await createContact(agency.owner, { name: "Claire" })
    const { dealId } = await openDeal(agency.owner, { title: "Website" })
    for (const about of [{ leadId }, { companyId }, { contactId }, { dealId }]) {
      await createNote(agency.owner, { body: "Called back.", ...about })
      expect(await notesOn(Object.values(about)[0]!)).toHaveLength(1)
    }
  })

  test("is Markdown that can do no harm", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const body = "**Bold** <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"
    await createNote(agency.owner, { body, companyId })
    const [note] = await notesOn(companyId)
    expect(note!.html).toContain("<strong>Bold</strong>")
    expect(note!.html).not.toMatch(/<script|<img|href="javascript/)
  })

  test("says something, about exactly one record", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const { dealId } = await openDeal(agency.owner, { title: "Website" })
    for (const note of [
      { body: " ", companyId },
      { body: "x".repeat(10_001), companyId },
      { body: "About two", companyId, dealId },
      { body: "About nothing" },
    ])
      await expect(createNote(agency.owner, note)).rejects.toMatchObject({ kind: "invalid", field: "body" })
  })

  test("is written about what its author sees", async () => {
    const { dealId } = await openDeal(agency.owner, { title: "Website" })
    await expect(createNote(agency.member, { body: "Mine?", dealId })).rejects.toBeInstanceOf(NotFound)
    const unknown = { body: "Whose?", companyId: newId<"companies">() }
    await expect(createNote(agency.owner, unknown)).rejects.toBeInstanceOf(NotFound)
    await deleteDeal(agency.owner, { dealId })
    await expect(createNote(agency.owner, { body: "Gone", dealId })).rejects.toBeInstanceOf(NotFound)
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    await expect(createNote(agency.guest, { body: "Reading", companyId })).rejects.toBeInstanceOf(Forbidden)
  })

  test("of another organization's record is refused", async () => {
    const other = await anAgency()
    const { companyId } = await createCompany(other.owner, { name: "Theirs" })
    await expect(createNote(agency.owner, { body: "Across", companyId })).rejects.toBeInstanceOf(NotFound)
  })

  test("is deleted by its author alone, once", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const { noteId } = await createNote(agency.member, { body: "Mine", companyId })
    await expect(deleteNote(agency.owner, { noteId })).rejects.toBeInstanceOf(NotFound)
    await deleteNote(agency.member, { noteId })
    expect((await notesOn(companyId)).filter(({ html }) => html?.includes("Mine"))).toEqual([])
    await expect(deleteNote(agency.member, { noteId })).rejects.toBeInstanceOf(NotFound)
  })
})
