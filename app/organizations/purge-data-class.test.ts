import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { legalHolds } from "#db/schema/retention"
import { chainVerdict } from "~/audit/chain-verdict.server"
import { mint } from "~/platform/data/contexts.server"
import { transact } from "~/platform/data/database.server"
import { aSentProposal } from "../../tests/support/a-sent-proposal"
import { daysAgo, oldRow } from "../../tests/support/old-rows"
import { makeRetention } from "../../tests/support/retention"
import { sealEverything } from "../../tests/support/tampering"
import { type Agency, anAgency, rows, runJobs, withSandbox } from "../../tests/support/world"
import { editRetentionPolicy } from "./edit-retention-policy.server"
import { isHeld, stopPurges } from "./legal-hold.server"
import { placeLegalHold } from "./place-legal-hold.server"
import { purgeDataClass } from "./purge-data-class.server"
import { type RetentionClass, retentionClasses, retentionTable } from "./retention"
import { getRetention } from "./retention-queries.server"

let agency: Agency
let other: Agency
beforeAll(async () => {
  await withSandbox()
  ;[agency, other] = [await anAgency(), await anAgency({ name: "Harbor" })]
  await aSentProposal(agency)
  await aSentProposal(other)
})

const usual = Object.fromEntries(retentionClasses.map((name) => [name, retentionTable[name].days])) as Record<
  RetentionClass,
  number
>
const none = { notifications: 0, invitations: 0, "link-uses": 0, "mail-texts": 0 }

const left: Record<RetentionClass, string> = {
  notifications: "select count(*)::int as n from notifications where read_at is not null",
  invitations: "select count(*)::int as n from invitations",
  "link-uses": "select count(*)::int as n from link_uses",
  "mail-texts": "select count(*)::int as n from mails where purpose = 'test' and text <> ''",
}
const count = async (of: Agency, name: RetentionClass) => (await rows<{ n: number }>(of, left[name]))[0]!.n

const now = (of = agency) => of.system(new Date())
const owner = () => mint({ ...agency.owner, now: new Date(), authenticatedAt: new Date() })
const told = () =>
  rows<{ payload: { purged: Record<string, number>; isDone: boolean } }>(
    agency,
    "select payload from events where name = 'data-class.purged' order by id",
  )

describe.each(retentionClasses)("%s", (name) => {
  const { days, from } = retentionTable[name]

  it("go once their period is over; a younger one stays, and so does another organization's", async () => {
    const before = await count(agency, name)
    await oldRow(agency, name, daysAgo(days))
    await oldRow(agency, name, daysAgo(days - 1))
    await oldRow(other, name, daysAgo(days - 1))
    const theirs = await count(other, name)
    expect(await purgeDataClass(now(), {})).toEqual({ purged: { ...none, [name]: 1 }, isDone: true })
    expect([await count(agency, name), await count(other, name)]).toEqual([before + 1, theirs])
    expect(await purgeDataClass(now(), {})).toEqual({ purged: none, isDone: true })
    expect((await told()).at(-1)).toMatchObject({ payload: { purged: { [name]: 1 }, isDone: true } })
  })

  it("go earlier where the organization says so, down to the shortest period", async () => {
    await oldRow(agency, name, daysAgo(from))
    await oldRow(agency, name, daysAgo(from - 1))
    expect((await purgeDataClass(now(), {})).purged[name]).toBe(0)
    await editRetentionPolicy(owner(), { ...usual, [name]: from })
    expect((await purgeDataClass(now(), {})).purged[name]).toBeGreaterThanOrEqual(1)
    expect((await purgeDataClass(now(), {})).purged[name]).toBe(0)
    await editRetentionPolicy(owner(), usual)
  })
})

describe("what belongs to no class", () => {
  const write = (text: string) =>
    transact({ organizationId: agency.organizationId, now: new Date() }, (db) => db.execute(text))

  it("of a mail only the wording goes; to whom it went and when stays", async () => {
    await oldRow(agency, "mail-texts", daysAgo(3000))
    await purgeDataClass(now(), {})
    expect(
      await rows(
        agency,
        "select to_email, subject, html, text, status from mails where purpose = 'test' and text = ''",
      ),
    ).toContainEqual({
      ...{ to_email: "ana@muller.example", subject: "Your proposal", html: "", text: "", status: "delivered" },
    })
  })

  it("a mail that may still be sent keeps its wording, an unread notification and a standing invitation stay", async () => {
    await oldRow(agency, "mail-texts", daysAgo(3000))
    await write("update mails set status = 'refused', sent_at = null where text <> '' and purpose = 'test'")
    await oldRow(agency, "notifications", daysAgo(3000))
    await write("update notifications set read_at = null")
    await oldRow(agency, "invitations", daysAgo(3000))
    await write(
      "update invitations set expires_at = now() + interval '1 day' where created_at < now() - interval '8 years'",
    )
    expect((await purgeDataClass(now(), {})).purged).toEqual(none)
    await write("update mails set status = 'delivered', sent_at = now() where status = 'refused'")
  })

  it("the record stays whole: every link of its chain is what it was", async () => {
    const events = async () => (await rows<{ n: number }>(agency, "select count(*)::int as n from events"))[0]!.n
    for (const name of retentionClasses) await oldRow(agency, name, daysAgo(3000))
    await sealEverything(agency)
    const before = await events()
    await purgeDataClass(now(), {})
    expect(await events()).toBe(before + 1)
    expect((await chainVerdict(agency.system(), {})).broken).toBeNull()
  })

  it("the program itself can delete no use of a link that is younger than ninety days", async () => {
    await oldRow(agency, "link-uses", daysAgo(80))
    const before = await count(agency, "link-uses")
    await write("select app.purge_link_uses(now(), 1000)")
    expect(await count(agency, "link-uses")).toBe(before)
  })
})

describe("thousands of rows", () => {
  const many = 2_300
  beforeEach(async () => {
    const text = `insert into notifications (id, person_id, event_id, kind, sentence, href, read_at)
      select gen_random_uuid(), '${agency.people.owner.personId}', gen_random_uuid(), 'k', 's', '/', now() - interval '200 days'
      from generate_series(1, ${many})`
    await transact({ organizationId: agency.organizationId, now: new Date() }, (db) => db.execute(text))
  })

  it("go in several transactions, and the report tells them as one run", async () => {
    await runJobs()
    const before = (await told()).length
    expect((await getRetention(owner(), {})).due.notifications).toBe(1_001)
    expect(await purgeDataClass(now(), {})).toMatchObject({ purged: { notifications: 1_000 }, isDone: false })
    await runJobs()
    const events = (await told()).slice(before).map(({ payload }) => [payload.purged.notifications, payload.isDone])
    expect(events).toEqual([
      [1_000, false],
      [2_000, false],
      [many, true],
    ])
    const { runs, due } = await getRetention(owner(), {})
    expect([runs[0]?.purged.notifications, due.notifications]).toEqual([many, 0])
  })

  it("stop in the middle of a run when a hold is placed, and the report says how far it came", async () => {
    await purgeDataClass(now(), {})
    await placeLegalHold(owner(), { reason: "A dispute" })
    await runJobs()
    expect(await count(agency, "notifications")).toBeGreaterThanOrEqual(many - 1_000)
    expect((await getRetention(owner(), {})).runs[0]?.purged.notifications).toBe(1_000)
    await makeRetention(agency).noHold()
    await purgeDataClass(now(), {})
    await runJobs()
  })
})

describe("under a legal hold", () => {
  afterEach(() => makeRetention(agency).noHold())

  it("nothing is purged, of another organization it is, and afterwards it goes", async () => {
    await placeLegalHold(owner(), { reason: "A dispute about an invoice" })
    for (const name of retentionClasses) {
      await oldRow(agency, name, daysAgo(4000))
      await oldRow(other, name, daysAgo(4000))
    }
    const before = await Promise.all(retentionClasses.map((name) => count(agency, name)))
    expect((await purgeDataClass(now(), {})).purged).toEqual(none)
    expect(await Promise.all(retentionClasses.map((name) => count(agency, name)))).toEqual(before)
    const each = Object.fromEntries(retentionClasses.map((name) => [name, 1]))
    expect((await purgeDataClass(now(other), {})).purged).toEqual(each)
    await makeRetention(agency).noHold()
    expect((await purgeDataClass(now(), {})).purged).toMatchObject(each)
  })

  it("a purge that begins while a hold is being placed waits for it, and purges nothing", async () => {
    await oldRow(agency, "invitations", daysAgo(4000))
    const before = await count(agency, "invitations")
    const [isPlacing, mayCommit] = [gate(), gate()]
    const placing = transact({ organizationId: agency.organizationId, now: new Date() }, async (db) => {
      await stopPurges({ db })
      await db.insert(legalHolds).values({ reason: "A dispute", placedById: agency.people.owner.personId })
      isPlacing.open()
      await mayCommit.opened
    })
    await isPlacing.opened
    const purging = purgeDataClass(now(), {})
    await waiting("ShareLock")
    mayCommit.open()
    await placing
    expect((await purging).purged).toEqual(none)
    expect(await count(agency, "invitations")).toBe(before)
  })

  it("a hold placed while a purge is under way stands once that has ended, and nothing goes after it", async () => {
    const [isPurging, mayCommit] = [gate(), gate()]
    const purging = transact({ organizationId: agency.organizationId, now: new Date() }, async (db) => {
      await db.execute("select pg_advisory_xact_lock_shared(hashtextextended('legal hold', 0))")
      isPurging.open()
      await mayCommit.opened
    })
    await isPurging.opened
    const placing = placeLegalHold(owner(), { reason: "A dispute" })
    await waiting("ExclusiveLock")
    const isStanding = () =>
      transact({ organizationId: agency.organizationId, now: new Date() }, (db) => isHeld({ db }))
    expect(await isStanding()).toBe(false)
    mayCommit.open()
    await Promise.all([purging, placing])
    await oldRow(agency, "invitations", daysAgo(4000))
    expect([await isStanding(), (await purgeDataClass(now(), {})).purged.invitations]).toEqual([true, 0])
  })
})

/** Waits until somebody of this database stands in line at an advisory lock. */
async function waiting(mode: string) {
  const text = `select 1 as yes from pg_locks where locktype = 'advisory' and not granted and mode = $1
    and database = (select oid from pg_database where datname = current_database())`
  while ((await rows(agency, text, [mode])).length === 0);
}

/** Something that one waits for and another lets happen. */
function gate() {
  let open = () => {}
  const opened = new Promise<void>((done) => {
    open = done
  })
  return { open: () => open(), opened }
}
