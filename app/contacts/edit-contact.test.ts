import { beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import { Forbidden, NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { type Agency, anAgency } from "../../tests/support/world"
import { findContactByEmail, getContact, listCompaniesOfContact, listContacts } from "./contact-queries.server"
import { createContact } from "./create-contact.server"
import { deleteContact } from "./delete-contact.server"
import { editContact } from "./edit-contact.server"
import { linkContact } from "./link-contact.server"
import { restoreContact } from "./restore-contact.server"
import { unlinkContact } from "./unlink-contact.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

let made = 0
const mail = (email: string) => ({ label: "work", email })
const aContact = (by = agency.owner) => {
  const email = `person${++made}@client.example`
  return createContact(by, { name: `Person ${made}`, emails: [mail(email)] }).then(({ contactId }) => ({
    contactId,
    email,
  }))
}

describe("editing a contact", () => {
  test("replaces its addresses and keeps their order", async () => {
    const { contactId, email } = await aContact()
    const emails = [mail(`new-${email}`), mail(email)]
    await editContact(agency.owner, { contactId, version: 1, name: "Claire", jobTitle: "Director", emails })
    const contact = await getContact(agency.owner, { contactId })
    expect(contact).toMatchObject({ name: "Claire", jobTitle: "Director", email: `new-${email}`, version: 2 })
    expect(contact.emails.map((each) => each.email)).toEqual([`new-${email}`, email])
  })

  test("frees the addresses it no longer has", async () => {
    const { contactId, email } = await aContact()
    await editContact(agency.owner, { contactId, version: 1, name: "Claire", emails: [] })
    expect(await findContactByEmail(agency.owner, { email })).toBeNull()
    await createContact(agency.owner, { name: "Paul", emails: [mail(email)] })
  })

  test("that somebody else edited meanwhile is a conflict, and leaves the addresses", async () => {
    const { contactId, email } = await aContact()
    await editContact(agency.manager, { contactId, version: 1, name: "Theirs", emails: [mail(email)] })
    const mine = editContact(agency.owner, { contactId, version: 1, name: "Mine", emails: [] })
    await expect(mine).rejects.toMatchObject({ kind: "conflict", detail: { theirs: { name: "Theirs" } } })
    expect((await getContact(agency.owner, { contactId })).email).toBe(email)
  })
})

describe("where a contact works", () => {
  test("is said once for each company, and saying it again changes it", async () => {
    const { contactId, email } = await aContact()
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    await linkContact(agency.owner, { companyId, contactId, role: "Assistant" })
    await linkContact(agency.owner, { companyId, contactId, role: "Director", isSignatory: true, isBilling: true })
    expect(await listContactsOfCompany(agency.owner, { companyId })).toMatchObject([
      { contactId, email, role: "Director", isSignatory: true, isBilling: true },
    ])
  })

  test("ends when they are unlinked; both stay, and they can be linked again", async () => {
    const { contactId } = await aContact()
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    await linkContact(agency.owner, { companyId, contactId })
    await unlinkContact(agency.owner, { companyId, contactId })
    expect(await listCompaniesOfContact(agency.owner, { contactId })).toEqual([])
    await expect(unlinkContact(agency.owner, { companyId, contactId })).rejects.toBeInstanceOf(NotFound)
    await linkContact(agency.owner, { companyId, contactId })
    expect(await listCompaniesOfContact(agency.owner, { contactId })).toHaveLength(1)
  })

  test("is a company that is there, and not for guests to say", async () => {
    const { contactId } = await aContact()
    const nowhere = { companyId: newId<"companies">(), contactId }
    await expect(linkContact(agency.owner, nowhere)).rejects.toBeInstanceOf(NotFound)
    await expect(linkContact(agency.guest, nowhere)).rejects.toBeInstanceOf(Forbidden)
  })
})

describe("deleting a contact", () => {
  test("takes it out of every list and frees its addresses", async () => {
    const { contactId, email } = await aContact()
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    await linkContact(agency.owner, { companyId, contactId })
    await deleteContact(agency.owner, { contactId })
    await expect(getContact(agency.owner, { contactId })).rejects.toBeInstanceOf(NotFound)
    expect((await listContacts(agency.owner, { q: email })).rows).toEqual([])
    expect(await listContactsOfCompany(agency.owner, { companyId })).toEqual([])
    await createContact(agency.owner, { name: "Successor", emails: [mail(email)] })
  })

  test("is undone with its addresses and numbers", async () => {
    const phones = [{ label: "work", phone: "+49 30 123456" }]
    const emails = [mail("first@undo.example"), mail("second@undo.example")]
    const { contactId } = await createContact(agency.owner, { name: "Undo", emails, phones })
    await deleteContact(agency.owner, { contactId })
    expect(await restoreContact(agency.owner, { contactId })).toMatchObject({ takenEmails: [] })
    expect(await getContact(agency.owner, { contactId })).toMatchObject({ email: "first@undo.example", emails, phones })
    await expect(restoreContact(agency.owner, { contactId })).rejects.toBeInstanceOf(NotFound)
  })

  test("and restoring it leaves out the addresses that another contact took meanwhile", async () => {
    const emails = [mail("taken@undo.example"), mail("free@undo.example")]
    const { contactId } = await createContact(agency.owner, { name: "Before", emails })
    await deleteContact(agency.owner, { contactId })
    await createContact(agency.owner, { name: "After", emails: [mail("taken@undo.example")] })
    expect(await restoreContact(agency.owner, { contactId })).toMatchObject({ takenEmails: ["taken@undo.example"] })
    expect((await getContact(agency.owner, { contactId })).emails).toEqual([mail("free@undo.example")])
    expect(await findContactByEmail(agency.owner, { email: "taken@undo.example" })).toMatchObject({ name: "After" })
  })

  test("members do with their own, managers with their team's", async () => {
    const [mine, theirs, outside] = [
      await aContact(agency.member),
      await aContact(agency.manager),
      await aContact(agency.finance),
    ]
    const of = ({ contactId }: typeof mine) => ({ contactId })
    await expect(deleteContact(agency.member, of(theirs))).rejects.toBeInstanceOf(NotFound)
    await expect(deleteContact(agency.manager, of(outside))).rejects.toBeInstanceOf(NotFound)
    await expect(deleteContact(agency.finance, of(outside))).rejects.toBeInstanceOf(Forbidden)
    await deleteContact(agency.manager, of(mine))
    await deleteContact(agency.owner, of(outside))
  })
})
