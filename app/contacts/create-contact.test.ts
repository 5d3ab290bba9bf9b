import { beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { Forbidden, NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import {
  findContactByEmail,
  findMatchingContacts,
  getContact,
  listCompaniesOfContact,
  listContacts,
} from "./contact-queries.server"
import { createContact } from "./create-contact.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const mail = (email: string, label = "work") => ({ label, email })

describe("a new contact", () => {
  test("has its addresses and numbers in their order, the first being primary", async () => {
    const { contactId } = await createContact(agency.owner, {
      name: "Claire Client",
      emails: [mail("Claire@Client.example"), mail("claire@home.example", "private"), mail("")],
      phones: [{ label: "work", phone: "+33 4 91 00 00 01" }],
    })
    const contact = await getContact(agency.owner, { contactId })
    expect(contact.email).toMatch(/^claire@client\.example$/i)
    expect(contact.emails.map(({ label }) => label)).toEqual(["work", "private"])
    expect(contact.phones).toEqual([{ label: "work", phone: "+33 4 91 00 00 01" }])
    expect(contact.ownerName).toBe("Ida Owner")
  })

  test("can work at a company from the first", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const { contactId } = await createContact(agency.owner, { name: "Paul", companyId, role: "Director" })
    expect(await listCompaniesOfContact(agency.owner, { contactId })).toMatchObject([{ companyId, role: "Director" }])
    const nowhere = { name: "Nobody", companyId: newId<"companies">() }
    await expect(createContact(agency.owner, nowhere)).rejects.toBeInstanceOf(NotFound)
    expect(await rows(agency, "select id from contacts where name = 'Nobody'")).toEqual([])
  })

  test("with another's address is refused at its row, in whatever letters, and nothing is written", async () => {
    await createContact(agency.owner, { name: "Anna First", emails: [mail("anna@client.example")] })
    const twin = { name: "Anna Second", emails: [mail("other@client.example"), mail("ANNA@client.example")] }
    await expect(createContact(agency.owner, twin)).rejects.toMatchObject({
      field: "emails[1].email",
      message: "This address belongs to Anna First already",
    })
    expect(await rows(agency, "select id from contacts where name = 'Anna Second'")).toEqual([])
  })

  test("with the same address twice is refused at the second", async () => {
    const twice = { name: "Twice", emails: [mail("twice@client.example"), mail("Twice@client.example")] }
    await expect(createContact(agency.owner, twice)).rejects.toMatchObject({ field: "emails[1].email" })
  })

  test("may have an address that another organization's contact has", async () => {
    const other = await anAgency()
    await createContact(agency.owner, { name: "Here", emails: [mail("both@client.example")] })
    const { contactId } = await createContact(other.owner, { name: "There", emails: [mail("both@client.example")] })
    expect(await findContactByEmail(other.owner, { email: "both@client.example" })).toEqual({
      contactId,
      name: "There",
    })
  })

  test.each([
    ["no name", { name: " " }, "name"],
    ["no real address", { name: "Max", emails: [mail("max@")] }, "emails.0.email"],
    ["no real number", { name: "Max", phones: [{ label: "work", phone: "call me" }] }, "phones.0.phone"],
  ])("with %s is refused at the field", async (_, contact, field) => {
    await expect(createContact(agency.owner, contact)).rejects.toMatchObject({ kind: "invalid", field })
  })

  test("is not for guests", async () => {
    await expect(createContact(agency.guest, { name: "Max" })).rejects.toBeInstanceOf(Forbidden)
  })
})

describe("people who may be the one meant", () => {
  test("have the same address or the same number, however it is written", async () => {
    const phones = [{ label: "mobile", phone: "+49 (0)170 55 66 77" }]
    const emails = [mail("lena@match.example")]
    const { contactId } = await createContact(agency.owner, { name: "Lena Match", emails, phones })
    const [stored] = await rows<{ number: string }>(
      agency,
      "select phone_normalized as number from contact_phones where contact_id = $1",
      [contactId],
    )
    const matches = async (email: string | null, phone: string | null) =>
      (await findMatchingContacts(agency.owner, { email, phone })).map(({ id }) => id)
    expect(await matches("lena@match.example", null)).toEqual([contactId])
    expect(await matches(null, stored!.number)).toEqual([contactId])
    expect(await matches("nobody@match.example", null)).toEqual([])
    expect(await matches(null, null)).toEqual([])
  })
})

describe("the directory of contacts", () => {
  test("is searched by name and address, and shows where people work", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Lighthouse" })
    await createContact(agency.owner, { name: "Vera Search", emails: [mail("vera@find.example")], companyId })
    for (const q of ["vera sea", "VERA@find"]) {
      expect((await listContacts(agency.guest, { q })).rows).toMatchObject([
        { name: "Vera Search", email: "vera@find.example", companies: ["Lighthouse"] },
      ])
    }
    expect((await listContacts(agency.owner, { q: "no such person" })).rows).toEqual([])
  })
})
