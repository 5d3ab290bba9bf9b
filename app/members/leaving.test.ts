import { beforeAll, describe, expect, it } from "vitest"
import { mint } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { atOneMoment } from "../../tests/support/at-one-moment"
import { makePeople } from "../../tests/support/people"
import { anAgency, rows, visitor, writePast } from "../../tests/support/world"
import { editMember } from "./edit-member.server"
import { owned } from "./hand-over.server"
import { inviteMember } from "./invite-member.server"
import { joinOrganization } from "./join-organization.server"
import { leaveOrganization } from "./leave-organization.server"
import { findInvitation } from "./people-queries.server"
import { removeMember } from "./remove-member.server"
import { restoreMember } from "./restore-member.server"
import { switchOrganization } from "./switch-organization.server"

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})

const activeOwners = async (agency: { organizationId: string }) =>
  (await rows(agency, "select 1 from members where role = 'owner' and status = 'active'")).length

/** An agency with two owners, and the second as who acts. */
async function twoOwners() {
  const agency = await anAgency()
  const people = makePeople(agency)
  const { memberId: secondId } = await people.colleague("owner")
  const second = mint({ ...agency.owner, personId: secondId })
  return { agency, people, first: agency.owner, firstId: agency.people.owner.personId, secondId, second }
}

describe("the last owner", () => {
  it("stays when two owners demote each other at the same moment", async () => {
    for (let round = 0; round < 3; round++) {
      const { agency, first, firstId, second, secondId } = await twoOwners()
      const outcomes = await atOneMoment("members", [
        () => editMember(first, { memberId: secondId, role: "member", teamId: null }),
        () => editMember(second, { memberId: firstId, role: "member", teamId: null }),
      ])
      expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
      expect(outcomes.filter(({ status }) => status === "rejected")).toMatchObject([
        { reason: { name: "Conflict", message: expect.stringContaining("keeps an owner") } },
      ])
      expect(await activeOwners(agency)).toBe(1)
    }
  })

  it("stays when thirty remove and leave at once", async () => {
    const { agency, people, first, firstId, second, secondId } = await twoOwners()
    const third = (await people.colleague("owner")).memberId
    const ids = [secondId, third, firstId]
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, at) => {
        const memberId = ids[at % ids.length]!
        return at % 2 === 0 && memberId !== firstId
          ? removeMember(first, { memberId, successorId: null })
          : editMember(second, { memberId, role: "guest", teamId: null })
      }),
    )
    expect(outcomes.some(({ status }) => status === "rejected")).toBe(true)
    expect(await activeOwners(agency)).toBe(1)
  })

  it("cannot be taken away past every command", async () => {
    const agency = await anAgency()
    for (const statement of ["update members set role = 'guest'", "update members set status = 'removed'"])
      await expect(
        writePast(agency, [`${statement} where role = 'owner'`], ["set constraints all immediate"]),
      ).rejects.toMatchObject({ code: "SO001" })
  })
})

describe("who is removed", () => {
  it("hands everything over, is signed out here, and takes keys and invitations along", async () => {
    const { memberId, email } = await world.colleague("manager")
    const { people, owner } = world
    const successorId = people.member.personId
    await world.lead(memberId)
    await world.deal(memberId)
    const { invoiceId } = await world.issuedInvoice(memberId)
    const secret = await world.sessionOf(email)
    const leaver = mint({ ...world.manager, personId: memberId })
    const { invitationIds } = await inviteMember(leaver, { emails: world.newEmail(), role: "member" })
    const token = await world.tokenOf(invitationIds[0]!)
    await expect(removeMember(owner, { memberId, successorId: null })).rejects.toMatchObject({ field: "successorId" })
    await expect(removeMember(owner, { memberId, successorId: people.guest.personId })).rejects.toMatchObject({
      field: "successorId",
    })
    const { handedOver } = await removeMember(owner, { memberId, successorId })
    expect(handedOver).toMatchObject({ leads: 1, deals: 2, invoices: 1 })
    for (const table of Object.keys(owned))
      expect(await rows(world, `select id from ${table} where owner_id = $1`, [memberId])).toEqual([])
    const settlements = "select owner_id from invoice_settlements where invoice_id = $1"
    expect(await rows(world, settlements, [invoiceId])).toEqual([{ owner_id: successorId }])
    expect(await resolveSession(secret, new Date())).toBeNull()
    expect(await findInvitation(visitor(), { token })).toBeNull()
    const amiss = "select * from app.amiss_invoice_tallies('0001-01-01')"
    expect(await rows(world, amiss)).toEqual([])
    expect(await rows(world, "select * from app.amiss_deal_tallies('0001-01-01')")).toEqual([])
    expect(await restoreMember(owner, { memberId })).toMatchObject({ memberId })
    expect(await world.sessionOf(email)).toBeTruthy()
  })

  it("leaves an issued invoice as it was issued, but for who looks after it", async () => {
    const { invoiceId } = await world.issuedInvoice()
    const change = (set: string) => writePast(world, [`update invoices set ${set} where id = $1`, [invoiceId]])
    await expect(change("number = 'Other'")).rejects.toThrow("frozen")
    await expect(change(`owner_id = '${world.people.member.personId}', total_minor = 1`)).rejects.toThrow("frozen")
    await change(`owner_id = '${world.people.member.personId}'`)
  })

  it("owns nothing of a kind that was forgotten", async () => {
    const { rows: found } = await webPool().query<{ name: string }>(
      `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and c.column_name = 'owner_id' and t.table_type = 'BASE TABLE' order by 1`,
    )
    const along = ["deal_tallies", "invoice_tallies", "invoice_settlements"]
    expect(found.map(({ name }) => name)).toEqual([...Object.keys(owned), ...along].sort())
  })

  it("is named by every other reference to members as history, or as what is theirs alone", async () => {
    const { rows: found } = await webPool().query<{ reference: string }>(
      `select c.conrelid::regclass || '.' || a.attname as reference from pg_constraint c
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
       where c.contype = 'f' and c.confrelid = 'members'::regclass order by 1`,
    )
    const references = found.map(({ reference }) => reference).filter((each) => !each.endsWith(".owner_id"))
    const known = /\.(person_id|author_id|(recorded|added|created|granted|invited|accepted|placed|lifted|sent)_by_id)$/
    expect(references.filter((each) => !known.test(each))).toEqual([])
  })
})

describe("whoever leaves", () => {
  it("goes on in another organization, and is gone from this one", async () => {
    const harbor = await anAgency({ name: "Harbor" })
    const { email, memberId } = await world.colleague()
    const { token } = await makePeople(harbor).invitation("member", email)
    const secret = await world.sessionOf(email)
    await joinOrganization(visitor(), { token, previous: secret })
    const here = await world.sessionOf(email)
    const left = await leaveOrganization(visitor(), { secret: here, successorId: null })
    expect(await resolveSession(here, new Date())).toBeNull()
    expect(await resolveSession(left.secret!, new Date())).toMatchObject({ organizationId: harbor.organizationId })
    expect(await rows(world, "select status from members where person_id = $1", [memberId])).toEqual([
      { status: "removed" },
    ])
  })

  it("stays as the last owner", async () => {
    const secret = await world.session()
    await expect(leaveOrganization(visitor(), { secret, successorId: null })).rejects.toThrow("keeps an owner")
  })
})

describe("a change of role", () => {
  it("ends the sessions of who may do less, and takes back what they could no longer offer", async () => {
    const { memberId, email } = await world.colleague("owner")
    const secret = await world.sessionOf(email)
    const edit = (role: string) => editMember(world.owner, { memberId, role, teamId: null })
    await edit("manager")
    expect(await resolveSession(secret, new Date())).toBeNull()
    const next = await world.sessionOf(email)
    const sender = mint({ ...world.manager, personId: memberId })
    const { invitationIds } = await inviteMember(sender, { emails: world.newEmail(), role: "member" })
    const token = await world.tokenOf(invitationIds[0]!)
    await edit("owner")
    expect(await resolveSession(next, new Date())).toMatchObject({ role: "owner" })
    expect(await findInvitation(visitor(), { token })).not.toBeNull()
    await edit("guest")
    expect(await findInvitation(visitor(), { token })).toBeNull()
  })

  it("takes effect on the next request of a session that goes on", async () => {
    const { memberId, email } = await world.colleague("member")
    const secret = await world.sessionOf(email)
    await editMember(world.owner, { memberId, role: "manager", teamId: world.teamId })
    expect(await resolveSession(secret, new Date())).toMatchObject({ role: "manager", teamId: world.teamId })
  })
})

describe("switching", () => {
  it("begins a new session in the other organization, ends the old one, and lasts no longer", async () => {
    const harbor = await anAgency({ name: "Harbor" })
    const { email } = await world.colleague("owner")
    const { token } = await makePeople(harbor).invitation("guest", email)
    await joinOrganization(visitor(), { token, previous: await world.sessionOf(email) })
    const before = await world.sessionOf(email)
    const { organizationId } = harbor
    const { secret } = await switchOrganization(visitor(), { secret: before, toOrganizationId: organizationId })
    expect(await resolveSession(before, new Date())).toBeNull()
    expect(await resolveSession(secret, new Date())).toMatchObject({ organizationId, role: "guest" })
    const { rows: life } = await webPool().query<{ hours: number }>(
      "select round(extract(epoch from max(expires_at) - now()) / 3600)::int as hours from sessions where organization_id = $1 and revoked_at is null",
      [organizationId],
    )
    expect(life[0]!.hours).toBeLessThanOrEqual(24)
  })

  it("is for organizations one belongs to, and not for a session that one of them vouched for", async () => {
    const harbor = await anAgency({ name: "Harbor" })
    const secret = await world.session()
    const { organizationId } = harbor
    await expect(switchOrganization(visitor(), { secret, toOrganizationId: organizationId })).rejects.toMatchObject({
      kind: "not-found",
    })
    await webPool().query("update sessions set is_bound_to_organization = true where person_id = $1", [world.me])
    await expect(switchOrganization(visitor(), { secret, toOrganizationId: organizationId })).rejects.toMatchObject({
      kind: "forbidden",
    })
  })
})
