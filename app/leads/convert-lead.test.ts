import { beforeAll, describe, expect, test } from "vitest"
import { createNote } from "~/activities/create-note.server"
import { createCompany } from "~/companies/create-company.server"
import { editCompany } from "~/companies/edit-company.server"
import { getContact, listContactsOfCompany } from "~/contacts/contact-queries.server"
import { createContact } from "~/contacts/create-contact.server"
import { getDeal } from "~/deals/deal-queries.server"
import { Conflict, Invalid, NotFound } from "~/platform/language/errors"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { assignLead } from "./assign-lead.server"
import { captureEnquiry } from "./capture-enquiry.server"
import { proposeConversion } from "./conversion-proposal.server"
import { findConversion } from "./conversion-queries.server"
import { convertLead } from "./convert-lead.server"
import { deleteLead } from "./delete-lead.server"
import { disqualifyLead } from "./disqualify-lead.server"
import { getLead } from "./lead-queries.server"
import { reopenLead } from "./reopen-lead.server"

let agency: Agency
let made = 0

beforeAll(async () => {
  agency = await anAgency()
})

/** An enquiry of somebody at a company of its own. */
async function enquiry(more: object = {}) {
  const number = ++made
  const given = {
    name: "Ana Ruiz",
    email: `ana@cafe${number}.example`,
    companyName: `Café ${number}`,
    message: "A website",
  }
  const { leadId } = await captureEnquiry(await agency.formVisitor(), { ...given, consent: true, ...more })
  return { leadId, ...given }
}

const living = async (table: "companies" | "contacts" | "deals") =>
  Number((await rows<{ n: string }>(agency, `select count(*) n from ${table} where deleted_at is null`))[0]!.n)
const everything = async () => [await living("companies"), await living("contacts"), await living("deals")]

describe("converting", () => {
  test("makes a company, a contact and a deal, linked both ways, owned by the lead's owner", async () => {
    const { leadId, email, companyName } = await enquiry({ phone: "+49 30 123" })
    await assignLead(agency.owner, { leadId, ownerId: agency.people.member.personId })
    const { dealId } = await convertLead(agency.owner, { leadId, dealTitle: "New website" })
    const deal = await getDeal(agency.member, { dealId })
    expect(deal).toMatchObject({ title: "New website", companyName, contactName: "Ana Ruiz", stageName: "Qualified" })
    expect(deal.ownerId).toBe(agency.people.member.personId)
    const { companyId, contactId } = deal
    expect(await getLead(agency.member, { leadId })).toMatchObject({
      status: "converted",
      dealId,
      companyId,
      contactId,
    })
    const contact = await getContact(agency.owner, { contactId: contactId! })
    expect(contact).toMatchObject({ email, phones: [{ phone: "+49 30 123" }] })
    const people = await listContactsOfCompany(agency.owner, { companyId: companyId! })
    expect(people.map((person) => person.contactId)).toEqual([contactId])
  })

  test("a first value becomes the deal's one line, typed as people type it", async () => {
    const { leadId } = await enquiry()
    const { dealId } = await convertLead(agency.owner, { leadId, dealTitle: "Website", dealValue: "8,000.50" })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({ valueMinor: 800_050n, currency: "EUR" })
    const other = await enquiry()
    const wrong = convertLead(agency.owner, { leadId: other.leadId, dealTitle: "Website", dealValue: "a lot" })
    await expect(wrong).rejects.toMatchObject({ field: "dealValue" })
    expect(await getLead(agency.owner, other)).toMatchObject({ status: "new" })
  })

  test("an existing company and contact are taken, and the place the contact has there keeps its role", async () => {
    const { leadId, email } = await enquiry()
    const { companyId } = await createCompany(agency.owner, { name: "Old friend" })
    const { contactId } = await createContact(agency.owner, {
      ...{ name: "Ana R.", companyId, role: "CEO", emails: [{ label: "work", email }] },
    })
    const before = await everything()
    const { dealId } = await convertLead(agency.owner, { leadId, companyId, contactId, dealTitle: "Again" })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({ companyId, contactId })
    expect(await everything()).toEqual([before[0], before[1], before[2]! + 1])
    expect(await listContactsOfCompany(agency.owner, { companyId })).toMatchObject([{ contactId, role: "CEO" }])
  })

  test("an address that a contact has already is not made anew", async () => {
    const { leadId, email } = await enquiry()
    await createContact(agency.owner, { name: "Ana R.", emails: [{ label: "work", email }] })
    const twice = convertLead(agency.owner, { leadId, dealTitle: "Website" })
    await expect(twice).rejects.toThrow(Invalid)
    await expect(twice).rejects.toMatchObject({ field: "contactId" })
  })

  test("happens once: a second convert answers the same deal, also when both come at once", async () => {
    const { leadId } = await enquiry()
    const before = await living("deals")
    const both = await Promise.all([1, 2].map(() => convertLead(agency.owner, { leadId, dealTitle: "Website" })))
    expect(both[0]).toEqual(both[1])
    expect(await convertLead(agency.owner, { leadId, dealTitle: "Another title" })).toEqual(both[0])
    expect(await living("deals")).toBe(before + 1)
  })

  test("leaves nothing behind when a part of it is refused", async () => {
    const { leadId } = await enquiry()
    const before = await everything()
    const [won] = await rows<{ id: string }>(agency, "select id from stages where kind = 'won'")
    const refused = convertLead(agency.owner, { leadId, dealTitle: "Website", stageId: won!.id })
    await expect(refused).rejects.toThrow(Invalid)
    expect(await everything()).toEqual(before)
  })

  test("takes the notes to the deal, and the lead can no longer be deleted or put aside", async () => {
    const { leadId } = await enquiry()
    await createNote(agency.owner, { leadId, body: "Call on Monday" })
    const { dealId } = await convertLead(agency.owner, { leadId, dealTitle: "Website" })
    expect(
      await rows(agency, "select 1 from notes where deal_id = $1 and lead_id = $2", [dealId, leadId]),
    ).toHaveLength(1)
    await expect(deleteLead(agency.owner, { leadId })).rejects.toThrow(Conflict)
    await expect(disqualifyLead(agency.owner, { leadId, reason: "Spam" })).rejects.toThrow(Conflict)
  })

  test("a record that is not ours is not found", async () => {
    const { leadId } = await enquiry()
    const elsewhere = await anAgency({ name: "Harbor" })
    const { companyId } = await createCompany(elsewhere.owner, { name: "Theirs" })
    await expect(convertLead(agency.owner, { leadId, companyId, dealTitle: "X" })).rejects.toThrow(NotFound)
    await expect(convertLead(elsewhere.owner, { leadId, dealTitle: "X" })).rejects.toThrow(NotFound)
  })
})

describe("what is proposed", () => {
  test("the company of the same domain and the contact of the same address, else new ones", async () => {
    const { leadId, email, companyName } = await enquiry()
    const nobody = await proposeConversion(agency.owner, leadId)
    expect(nobody.defaults).toMatchObject({ companyId: "new", contactId: "new", companyName, contactName: "Ana Ruiz" })
    const sameName = await createCompany(agency.owner, { name: companyName.toUpperCase() })
    const sameDomain = await createCompany(agency.owner, { name: "Renamed", website: `https://${email.split("@")[1]}` })
    const { contactId } = await createContact(agency.owner, { name: "Ana", emails: [{ label: "work", email }] })
    const { defaults, companies } = await proposeConversion(agency.owner, leadId)
    expect(defaults).toMatchObject({ companyId: sameDomain.companyId, contactId })
    expect(companies.map((company) => company.value)).toEqual([sameDomain.companyId, sameName.companyId])
  })

  test("the company where the known contact works", async () => {
    const { leadId, email } = await enquiry({ companyName: "Spelled otherwise" })
    const { companyId } = await createCompany(agency.owner, { name: "Their employer" })
    await createContact(agency.owner, { name: "Ana", companyId, emails: [{ label: "work", email }] })
    expect((await proposeConversion(agency.owner, leadId)).defaults).toMatchObject({ companyId })
  })
})

describe("taking a conversion back", () => {
  test("removes what it made, keeps the notes, and a new conversion finds the way free", async () => {
    const { leadId } = await enquiry()
    await createNote(agency.owner, { leadId, body: "Call on Monday" })
    const before = await everything()
    const { dealId } = await convertLead(agency.owner, { leadId, dealTitle: "Website", dealValue: "100" })
    await reopenLead(agency.owner, { leadId })
    expect(await everything()).toEqual(before)
    const nothing = { dealId: null, companyId: null, contactId: null, convertedAt: null }
    expect(await getLead(agency.owner, { leadId })).toMatchObject({ status: "new", ...nothing })
    expect(await rows(agency, "select 1 from notes where deal_id = $1", [dealId])).toHaveLength(0)
    const again = await convertLead(agency.owner, { leadId, dealTitle: "Website" })
    expect(again.dealId).not.toBe(dealId)
  })

  test("keeps the company and the contact that were there before, without the place it made", async () => {
    const { leadId } = await enquiry()
    const { companyId } = await createCompany(agency.owner, { name: "Old friend" })
    const { contactId } = await createContact(agency.owner, { name: "Old Ana" })
    await convertLead(agency.owner, { leadId, companyId, contactId, dealTitle: "Again" })
    await editCompany(agency.owner, { companyId, version: 1, name: "Old friends" })
    expect(await findConversion(agency.owner, { leadId })).toMatchObject({ made: ["link"], isUntouched: true })
    await reopenLead(agency.owner, { leadId })
    expect(await getContact(agency.owner, { contactId })).toMatchObject({ name: "Old Ana" })
    expect(await listContactsOfCompany(agency.owner, { companyId })).toEqual([])
  })

  test("is refused once the work has gone on", async () => {
    const { leadId } = await enquiry()
    const { dealId } = await convertLead(agency.owner, { leadId, dealTitle: "Website" })
    await createNote(agency.owner, { dealId, body: "They are in a hurry" })
    expect(await findConversion(agency.owner, { leadId })).toMatchObject({ isUntouched: false })
    await expect(reopenLead(agency.owner, { leadId })).rejects.toThrow(Conflict)
    expect(await getLead(agency.owner, { leadId })).toMatchObject({ status: "converted", dealId })
  })

  test("leads back to where the lead stood", async () => {
    const { leadId } = await enquiry()
    await disqualifyLead(agency.owner, { leadId, reason: "No answer" })
    await convertLead(agency.owner, { leadId, dealTitle: "Website" })
    await reopenLead(agency.owner, { leadId })
    expect(await getLead(agency.owner, { leadId })).toMatchObject({ status: "disqualified", lostReason: "No answer" })
    expect(await findConversion(agency.owner, { leadId })).toBeNull()
  })
})
