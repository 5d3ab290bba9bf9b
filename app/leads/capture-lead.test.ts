import { beforeAll, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { Conflict, Forbidden, Invalid } from "~/platform/language/errors"
import { type Agency, anAgency } from "../../tests/support/world"
import { captureLead } from "./capture-lead.server"
import { lookalikeKeys } from "./lead-identity"
import { getLead } from "./lead-queries.server"
import { findLookalikes, hasAny } from "./lookalike-queries.server"

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

const given = (more: object) => ({ name: "Nora Vance", ...more })
const keys = (more: object) =>
  lookalikeKeys({ ...{ email: null, phone: null, website: null, companyName: null }, ...more })

test("a lead belongs to whoever captured it, unless somebody else is named", async () => {
  const { leadId } = await captureLead(agency.member, given({ email: "nora@one.example" }))
  expect(await getLead(agency.member, { leadId })).toMatchObject({
    ownerId: agency.people.member.personId,
    status: "working",
  })
  const ownerId = agency.people.manager.personId
  const handed = await captureLead(agency.owner, given({ phone: "030 555 111", ownerId }))
  expect(await getLead(agency.owner, handed)).toMatchObject({ ownerId, phoneNormalized: "030555111" })
})

test("a lead needs an address or a number, and an owner who works on leads", async () => {
  await expect(captureLead(agency.member, given({}))).rejects.toMatchObject({ field: "email" })
  const ownerId = agency.people.finance.personId
  await expect(captureLead(agency.owner, given({ email: "x@y.example", ownerId }))).rejects.toThrow(Invalid)
  await expect(captureLead(agency.guest, given({ email: "x@y.example" }))).rejects.toThrow(Forbidden)
})

test("somebody with the same address, number or web domain is refused once, and saved when that is meant", async () => {
  const first = { email: "lee@hooli.example", phone: "+49 30 777 888" }
  await captureLead(agency.owner, given(first))
  const same = [
    { email: "LEE@hooli.example" },
    { email: "else@other.example", phone: "0049 30 777-888" },
    { email: "boss@hooli.example" },
    { phone: "1234567", website: "www.hooli.example" },
  ]
  for (const known of same) {
    await expect(captureLead(agency.owner, given(known))).rejects.toThrow(Conflict)
    await expect(captureLead(agency.owner, given({ ...known, evenIfKnown: true }))).resolves.toBeTruthy()
  }
})

test("contacts and companies are found by the same traces, free mail tells no company", async () => {
  const { companyId } = await createCompany(agency.owner, { name: "Umbra Works", website: "https://www.umbra.example" })
  const { contactId } = await createContact(agency.owner, {
    name: "Uma Bright",
    emails: [{ label: "private", email: "uma@gmail.com" }],
  })
  const byDomain = await findLookalikes(agency.owner, keys({ email: "new@umbra.example" }))
  expect(byDomain).toMatchObject({ companies: [{ id: companyId }], contacts: [], leads: [] })
  const byName = await findLookalikes(agency.owner, keys({ companyName: "umbra works" }))
  expect(byName.companies).toMatchObject([{ id: companyId }])
  const byEmail = await findLookalikes(agency.owner, keys({ email: "uma@gmail.com" }))
  expect(byEmail).toMatchObject({ contacts: [{ id: contactId }], companies: [] })
  expect(hasAny(await findLookalikes(agency.owner, keys({ email: "somebody@gmail.com" })))).toBe(false)
})

test("a lookalike that the reader may not see is not shown", async () => {
  const { leadId } = await captureLead(agency.owner, given({ email: "secret@penny.example" }))
  const found = async (ctx: Agency["owner"]) =>
    (await findLookalikes(ctx, keys({ email: "secret@penny.example" }))).leads
  expect(await found(agency.owner)).toMatchObject([{ id: leadId }])
  expect(await found(agency.member)).toEqual([])
  expect(
    (await findLookalikes(agency.owner, { ...keys({ email: "secret@penny.example" }), except: leadId })).leads,
  ).toEqual([])
})
