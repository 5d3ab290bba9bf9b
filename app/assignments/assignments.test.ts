import pg from "pg"
import { beforeAll, describe, expect, it, vi } from "vitest"
import { editDeal } from "~/deals/edit-deal.server"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { removeMember } from "~/members/remove-member.server"
import { mint } from "~/platform/data/contexts.server"
import { newId } from "~/platform/language/ids"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { anAgency, ourDatabase, rows } from "../../tests/support/world"
import { type Assignable, mostAtOnce } from "./assignment"
import { countAssignable } from "./assignment-queries.server"
import { createAssignment } from "./create-assignment.server"
import { undoAssignment } from "./undo-assignment.server"

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})

const ownersOf = async (table: string, ids: string[]) => {
  const found = await rows<{ id: string; owner_id: string | null }>(
    world,
    `select id, owner_id from ${table} where id = any($1)`,
    [ids],
  )
  return ids.map((id) => found.find((row) => row.id === id)?.owner_id)
}

const amiss = async () => [
  ...(await rows(world, "select * from app.amiss_deal_tallies('0001-01-01')")),
  ...(await rows(world, "select * from app.amiss_invoice_tallies('0001-01-01')")),
]

/** Copies a deal past the commands, as often as asked. */
async function copyDeals(dealId: string, title: string, count: number) {
  const owner = new pg.Client((await ourDatabase()).ownerUrl)
  await owner.connect()
  await owner.query("select set_config('app.organization_id', $1, false)", [world.organizationId])
  await owner.query(
    `insert into deals (id, title, pipeline_id, stage_id, currency, owner_id, stage_changed_at)
     select copy, $2, pipeline_id, stage_id, currency, owner_id, stage_changed_at from deals, unnest($3::uuid[]) as copy where id = $1`,
    [dealId, title, Array.from({ length: count }, () => newId())],
  )
  await owner.end()
}

const dealOf = async (ownerId?: World["me"]) => (await world.deal(ownerId)).dealId
const people = () => ({ owner: world.me, member: world.people.member.personId, manager: world.people.manager.personId })

describe("many records at once", () => {
  it("change hands, each with its event, and go back to whom each had", async () => {
    const { owner, member, manager } = people()
    const id = [await dealOf(owner), await dealOf(member), await dealOf(manager)]
    const given = await createAssignment(world.owner, { of: "deals", id, ownerId: manager })
    expect(given).toMatchObject({ count: 2, had: 1, not: 0, ownerName: expect.any(String) })
    expect(await ownersOf("deals", id)).toEqual([manager, manager, manager])
    const told = await rows(
      world,
      "select 1 from event_subjects s join events e on e.id = s.event_id where s.subject_id = $1 and e.name = 'record.assigned'",
      [id[1]],
    )
    expect(told).toHaveLength(1)
    expect(await undoAssignment(world.owner, { assignmentId: given.assignmentId })).toEqual({
      ...{ of: "deals", count: 2, kept: 0 },
    })
    expect(await ownersOf("deals", id)).toEqual([owner, member, manager])
    expect(await amiss()).toEqual([])
  })

  it("do so whatever their kind, and every sum per owner stays right", async () => {
    const { owner, member } = people()
    const { proposalId } = await world.proposal(owner)
    const { companyId, contactId } = await world.client(owner)
    const made: Record<Assignable, string> = {
      ...{ leads: await world.lead(owner), deals: await dealOf(owner), companies: companyId, contacts: contactId },
      ...{ proposals: proposalId, invoices: (await world.issuedInvoice(owner)).invoiceId },
    }
    for (const [of, id] of Object.entries(made) as [Assignable, string][]) {
      const { assignmentId, count } = await createAssignment(world.owner, { of, id: [id], ownerId: member })
      expect([of, count, await ownersOf(of, [id]), await amiss()]).toEqual([of, 1, [member], []])
      await undoAssignment(world.owner, { assignmentId })
      expect([of, await ownersOf(of, [id]), await amiss()]).toEqual([of, [owner], []])
    }
    const settlement = "select owner_id from invoice_settlements where invoice_id = $1"
    expect(await rows(world, settlement, [made.invoices])).toEqual([{ owner_id: owner }])
  })

  it("leave those that the caller may not change, and say how many", async () => {
    const { owner, member, manager } = people()
    const mine = await dealOf(member)
    const theirs = await dealOf(owner)
    const id = [mine, theirs]
    const seen = { of: "deals" as const, id }
    expect(await countAssignable(world.member, seen)).toMatchObject({ may: 1, not: 0 })
    expect(await createAssignment(world.member, { ...seen, ownerId: manager })).toMatchObject({ count: 1 })
    expect(await ownersOf("deals", id)).toEqual([manager, owner])
    await expect(createAssignment(world.member, { of: "deals", id: [theirs], ownerId: member })).rejects.toMatchObject({
      kind: "not-found",
    })
    const reader = mint({
      ...world.member,
      role: "member",
      granted: { "deals.read": "all", "deals.edit": "own", "assignments.create": "all" },
    })
    expect(await countAssignable(reader, seen)).toMatchObject({ may: 0, not: 2 })
    await expect(createAssignment(reader, { ...seen, ownerId: owner })).rejects.toMatchObject({ kind: "forbidden" })
  })

  it("are all that a list shows when it is narrowed, on other pages too", async () => {
    const { member, manager } = people()
    const name = world.another("Sunrise")
    const { dealId } = await world.deal(member)
    const other = await dealOf(member)
    const [deal] = await rows<{ version: number }>(world, "select version from deals where id = $1", [dealId])
    await editDeal(world.owner, { dealId, version: deal!.version, title: name, ownerId: member })
    const all = { of: "deals", all: true, filter: new URLSearchParams({ q: name, status: "open" }).toString() } as const
    expect(await countAssignable(world.owner, all)).toMatchObject({ may: 1, not: 0 })
    await createAssignment(world.owner, { ...all, ownerId: manager })
    expect(await ownersOf("deals", [dealId, other])).toEqual([manager, member])
    expect(await countAssignable(world.owner, { ...all, filter: "status=lost&q=nothing-has-this" })).toMatchObject({
      ...{ may: 0, not: 0 },
    })
  })

  it("are five thousand in as many statements as three, and no more at once", async () => {
    const { member, manager } = people()
    const few = [await dealOf(member), await dealOf(member), await dealOf(member)]
    const name = world.another("Copied")
    await copyDeals(few[0]!, name, mostAtOnce + 1)
    // The sandbox looks for its own deliveries by the same connections, whenever it is time to.
    const asked = vi.spyOn(pg.Client.prototype, "query")
    const statementsOf = async (chosen: Parameters<typeof createAssignment>[1]) => {
      asked.mockClear()
      const { assignmentId, ...given } = await createAssignment(world.owner, chosen)
      await undoAssignment(world.owner, { assignmentId })
      const ours = asked.mock.calls.filter((call) => !/"?sandbox"?\./.test(JSON.stringify(call)))
      return { ...given, statements: ours.length }
    }
    const three = await statementsOf({ of: "deals", id: few, ownerId: manager })
    const all = {
      of: "deals",
      all: true,
      filter: new URLSearchParams({ q: name }).toString(),
      ownerId: manager,
    } as const
    const many = await statementsOf(all)
    asked.mockRestore()
    expect(many).toMatchObject({ count: mostAtOnce, had: 0, hasMore: true })
    expect(many.statements).toBe(three.statements)
    expect(await amiss()).toEqual([])
  })

  it("make a new lead one that is worked on, and new again when taken back", async () => {
    const { member } = people()
    const enquiry = { name: world.another("Nina"), email: "nina@new.example", message: "Hello", consent: true, utm: {} }
    const { leadId } = await captureEnquiry(await world.formVisitor(), enquiry)
    const standing = () => rows(world, "select status, owner_id from leads where id = $1", [leadId])
    const { assignmentId } = await createAssignment(world.owner, { of: "leads", id: [leadId], ownerId: member })
    expect(await standing()).toEqual([{ status: "working", owner_id: member }])
    await undoAssignment(world.owner, { assignmentId })
    expect(await standing()).toEqual([{ status: "new", owner_id: null }])
  })
})

/** What somebody was told of records that were given to them, the newest first. */
const toldTo = (personId: string) =>
  rows<{ sentence: string; href: string }>(
    world,
    "select sentence, href from notifications where person_id = $1 and kind = 'assignment.created' order by id desc",
    [personId],
  )

describe("nobody", () => {
  it("may be the owner of leads, deals, companies and contacts, and of nothing else", async () => {
    const { owner, member } = people()
    const { companyId, contactId } = await world.client(owner)
    const may = {
      leads: await world.lead(owner),
      deals: await dealOf(owner),
      companies: companyId,
      contacts: contactId,
    }
    const told = await toldTo(member)
    for (const [of, id] of Object.entries(may) as [Assignable, string][]) {
      const { assignmentId, ...given } = await createAssignment(world.owner, { of, id: [id], ownerId: null })
      expect([of, given, await ownersOf(of, [id])]).toMatchObject([of, { count: 1, ownerName: null }, [null]])
      await undoAssignment(world.owner, { assignmentId })
      expect([of, await ownersOf(of, [id]), await amiss()]).toEqual([of, [owner], []])
    }
    const { proposalId } = await world.proposal(owner)
    const never = { proposals: proposalId, invoices: (await world.issuedInvoice(owner)).invoiceId }
    for (const [of, id] of Object.entries(never) as [Assignable, string][]) {
      await expect(createAssignment(world.owner, { of, id: [id], ownerId: null })).rejects.toMatchObject({
        field: "ownerId",
      })
      expect(await ownersOf(of, [id])).toEqual([owner])
    }
    expect(await toldTo(member)).toEqual(told)
  })

  it("has a lead that is worked on: it is new again, and as it stood when that is taken back", async () => {
    const { member } = people()
    const leadId = await world.lead(member)
    const standing = () => rows(world, "select status, owner_id from leads where id = $1", [leadId])
    const [before] = await standing()
    expect(before).toMatchObject({ status: "working" })
    const { assignmentId } = await createAssignment(world.owner, { of: "leads", id: [leadId], ownerId: null })
    expect(await standing()).toEqual([{ status: "new", owner_id: null }])
    await undoAssignment(world.owner, { assignmentId })
    expect(await standing()).toEqual([before])
  })
})

describe("the new owner", () => {
  it("is told once of all that they were given, with the number, and where it stands", async () => {
    const { owner, member, manager } = people()
    const before = (await toldTo(manager)).length
    const id = [await dealOf(owner), await dealOf(owner), await dealOf(member)]
    await createAssignment(world.owner, { of: "deals", id, ownerId: manager })
    const told = await toldTo(manager)
    expect(told).toHaveLength(before + 1)
    const theirs = `/deals/list?status=all&owner=${manager}`
    expect(told[0]).toEqual({ sentence: "3 deals assigned to you", href: theirs })
    await createAssignment(world.owner, {
      of: "companies",
      id: [(await world.client(owner)).companyId],
      ownerId: manager,
    })
    expect((await toldTo(manager))[0]).toEqual({ sentence: "1 company assigned to you", href: "/companies" })
  })

  it("is told nothing of what they took themselves, or had already", async () => {
    const { owner, manager } = people()
    const id = [await dealOf(manager)]
    const [mine, theirs] = [await toldTo(owner), await toldTo(manager)]
    await createAssignment(world.owner, { of: "deals", id, ownerId: manager })
    await createAssignment(world.owner, { of: "deals", id, ownerId: owner })
    expect([await toldTo(owner), await toldTo(manager)]).toEqual([mine, theirs])
  })
})

describe("taking it back", () => {
  it("leaves what was changed since, and what belonged to somebody who has left", async () => {
    const { member, manager } = people()
    const { memberId: leaver } = await world.colleague("member")
    const id = [await dealOf(member), await dealOf(member), await dealOf(leaver)]
    const { assignmentId } = await createAssignment(world.owner, { of: "deals", id, ownerId: manager })
    const [deal] = await rows<{ version: number }>(world, "select version from deals where id = $1", [id[0]])
    await editDeal(world.owner, { dealId: id[0]!, version: deal!.version, title: "Changed since", ownerId: manager })
    await removeMember(world.owner, { memberId: leaver, successorId: member })
    expect(await undoAssignment(world.owner, { assignmentId })).toEqual({ of: "deals", count: 1, kept: 2 })
    expect(await ownersOf("deals", id)).toEqual([manager, member, manager])
    await expect(undoAssignment(world.owner, { assignmentId })).rejects.toMatchObject({ kind: "conflict" })
  })

  it("is for whoever did it alone, and not for ever", async () => {
    const { member, manager } = people()
    const { assignmentId } = await createAssignment(world.owner, {
      ...{ of: "deals", id: [await dealOf(member)], ownerId: manager },
    })
    await expect(undoAssignment(world.manager, { assignmentId })).rejects.toMatchObject({ kind: "not-found" })
    const later = mint({ ...world.owner, now: new Date(Date.now() + 2 * 3_600_000) })
    await expect(undoAssignment(later, { assignmentId })).rejects.toMatchObject({ kind: "not-found" })
  })
})

describe("hostile choices", () => {
  it("are answered clearly and change nothing", async () => {
    const { member, manager } = people()
    const dealId = await dealOf(member)
    const ask = (more: object) =>
      createAssignment(world.owner, { of: "deals", id: [dealId], ownerId: manager, ...more } as never)
    const tooMany = Array.from({ length: 10_000 }, () => newId<"deals">())
    await expect(ask({ id: tooMany })).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringContaining("at most"),
    })
    await expect(ask({ id: ["1 or 1=1"] })).rejects.toMatchObject({ kind: "invalid" })
    await expect(ask({ of: "members" })).rejects.toMatchObject({ kind: "invalid" })
    await expect(ask({ id: [newId<"deals">()] })).rejects.toMatchObject({ kind: "not-found" })
    await expect(ask({ ownerId: world.people.guest.personId })).rejects.toMatchObject({ field: "ownerId" })
    const elsewhere = await anAgency({ name: "Elsewhere" })
    await expect(ask({ ownerId: elsewhere.people.owner.personId })).rejects.toMatchObject({ field: "ownerId" })
    await expect(
      createAssignment(elsewhere.owner, { of: "deals", id: [dealId], ownerId: elsewhere.people.owner.personId }),
    ).rejects.toMatchObject({ kind: "not-found" })
    expect(await ownersOf("deals", [dealId])).toEqual([member])
    expect(await ask({ id: [dealId, dealId, dealId] })).toMatchObject({ count: 1 })
  })
})
