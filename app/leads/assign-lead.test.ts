import { beforeAll, expect, test } from "vitest"
import { joinMember } from "~/organizations/join-member.server"
import { Forbidden, Invalid, NotFound } from "~/platform/language/errors"
import { type Agency, anAgency, password, rows } from "../../tests/support/world"
import { assignLead } from "./assign-lead.server"
import { captureEnquiry } from "./capture-enquiry.server"
import { captureLead } from "./capture-lead.server"
import { countLeads, getLead, listLeads } from "./lead-queries.server"

let agency: Agency
let made = 0

beforeAll(async () => {
  agency = await anAgency()
})

const enquiry = async () => {
  const email = `ana${++made}@mail.example`
  return captureEnquiry(await agency.formVisitor(), { name: "Ana", email, message: `Number ${made}`, consent: true })
}

const lead = (ctx: Agency["owner"]) => captureLead(ctx, { name: "Lee", phone: `030 ${++made}`, evenIfKnown: true })
const names = async (ctx: Agency["owner"], asked: object) => (await listLeads(ctx, asked)).rows.map((row) => row.id)

test("a lead that is given to somebody is being worked on, and is new again when nobody has it", async () => {
  const { leadId } = await enquiry()
  await assignLead(agency.owner, { leadId, ownerId: agency.people.member.personId })
  expect(await getLead(agency.member, { leadId })).toMatchObject({ status: "working", ownerName: "Mia member" })
  await assignLead(agency.member, { leadId, ownerId: null })
  expect(await getLead(agency.member, { leadId })).toMatchObject({ status: "new", ownerId: null })
})

test("giving it to the one who has it changes nothing", async () => {
  const { leadId } = await lead(agency.member)
  await assignLead(agency.member, { leadId, ownerId: agency.people.member.personId })
  const events = await rows(agency, "select 1 from events where name = 'lead.assigned' and payload->>'leadId' = $1", [
    leadId,
  ])
  expect(events).toHaveLength(0)
})

test("a lead goes to active members who work on leads, and to nobody else", async () => {
  const { leadId } = await enquiry()
  const elsewhere = await anAgency({ name: "Harbor" })
  for (const ownerId of [
    agency.people.finance.personId,
    agency.people.guest.personId,
    elsewhere.people.owner.personId,
  ]) {
    await expect(assignLead(agency.owner, { leadId, ownerId })).rejects.toThrow(Invalid)
  }
  await expect(assignLead(agency.guest, { leadId, ownerId: null })).rejects.toThrow(Forbidden)
})

test("a member sees and assigns own leads and those nobody has, not a colleague's", async () => {
  const unassigned = await enquiry()
  const own = await lead(agency.member)
  const other = await lead(agency.owner)
  const all = await names(agency.member, { view: "all" })
  expect(all).toEqual(expect.arrayContaining([unassigned.leadId, own.leadId]))
  expect(all).not.toContain(other.leadId)
  await expect(getLead(agency.member, other)).rejects.toThrow(NotFound)
  await expect(assignLead(agency.member, { ...other, ownerId: null })).rejects.toThrow(NotFound)
})

test("a manager sees the team's leads and those nobody has, not those of other teams", async () => {
  const stranger = await joinMember(agency.system(), {
    ...{ name: "Sue Solo", email: "solo@elsewhere.example", role: "member", teamId: null, password },
  })
  const unassigned = await enquiry()
  const team = await lead(agency.member)
  const other = await captureLead(agency.owner, { name: "Zoe", phone: "030 99", ownerId: stranger.personId })
  const all = await names(agency.manager, { view: "all" })
  expect(all).toEqual(expect.arrayContaining([unassigned.leadId, team.leadId]))
  expect(all).not.toContain(other.leadId)
  await expect(getLead(agency.manager, other)).rejects.toThrow(NotFound)
})

test("the inbox shows who waits longest first, by view, owner and text, and counts what it shows", async () => {
  const quiet = await anAgency({ name: "Quiet" })
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 9, minutes))
  const write = async (name: string, minutes: number) =>
    (
      await captureEnquiry(await quiet.formVisitor(at(minutes)), {
        ...{ name, email: `${name}@mail.example`, message: "Hello", consent: true },
      })
    ).leadId
  const late = await write("late", 30)
  const early = await write("early", 5)
  const mine = await write("50%_off", 40)
  await assignLead(quiet.owner, { leadId: mine, ownerId: quiet.people.owner.personId })
  expect(await names(quiet.owner, {})).toEqual([early, late])
  expect(await names(quiet.owner, { view: "all" })).toEqual([mine, late, early])
  expect(await names(quiet.owner, { view: "mine" })).toEqual([mine])
  expect(await names(quiet.owner, { view: "all", owner: "nobody" })).toEqual([late, early])
  expect(await names(quiet.owner, { view: "all", owner: quiet.people.owner.personId })).toEqual([mine])
  expect(await names(quiet.owner, { view: "all", q: "EARLY" })).toEqual([early])
  expect(await names(quiet.owner, { view: "all", q: "50%_" })).toEqual([mine])
  expect(await names(quiet.owner, { view: "none of these", owner: "x", after: "?" })).toEqual([early, late])
  expect(await countLeads(quiet.owner, {})).toEqual({ new: 2, working: 1, qualified: 0, mine: 1 })
  expect(await countLeads(quiet.member, {})).toEqual({ new: 2, working: 0, qualified: 0, mine: 0 })
})
