import { type SQL, sql } from "drizzle-orm"
import { beforeAll, describe, expect, test } from "vitest"
import { joinMember } from "~/organizations/join-member.server"
import { mint } from "~/platform/data/contexts.server"
import { transact, webPool } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { hasOrganizations, resolveForm } from "~/platform/security/resolve.server"
import { filesOf } from "../../tests/support/files-of"
import { ourDatabase, rows } from "../../tests/support/world"
import { harbor, northlight } from "./agencies"
import { makeDemo, removeDemo } from "./demo.server"

const said: string[] = []
let agency: { organizationId: Id<"organizations"> }
const atOnce = { now: new Date(), mails: "keep", requestId: null, ip: null, userAgent: null } as const

/** A start that is killed in the middle of the story; the next one goes on. */
function breakOffAtHalf(sentence: string) {
  if (/ 5\d %$/.test(sentence)) throw new Error("broken off")
}

const change = ({ organizationId }: typeof agency, statement: SQL) =>
  transact({ organizationId, now: new Date() }, (db) => db.execute(statement))

const count = async (sql: string) => {
  const found = await rows<{ state: string; n: string }>(agency, sql)
  return Object.fromEntries(found.map(({ state, n }) => [state, Number(n)]))
}

beforeAll(async () => {
  await ourDatabase()
  await expect(makeDemo(breakOffAtHalf)).rejects.toThrow("broken off")
  await makeDemo((sentence) => said.push(sentence))
  agency = (await resolveForm(northlight.organization.formKey))!
}, 120_000)

describe("the demo", () => {
  test("shows leads in every state and a board with a dozen deals", async () => {
    const leads = await count("select status as state, count(*) as n from leads group by 1")
    expect(Object.keys(leads).sort()).toEqual(["converted", "disqualified", "new", "qualified", "working"])
    const deals = await count("select status as state, count(*) as n from deals group by 1")
    expect(deals).toEqual({ open: 12, won: 5, lost: 2 })
  })

  test("has proposals sent, viewed, signed, declined and still a draft", async () => {
    const proposals = await count(
      "select case when status = 'sent' and first_opened_at is not null then 'viewed' else status end as state, count(*) as n from proposals group by 1",
    )
    expect(Object.keys(proposals).sort()).toEqual(["declined", "draft", "sent", "signed", "viewed"])
  })

  test("has invoices paid, due and overdue, numbered without a gap in the order of their days", async () => {
    const numbers = await rows<{ number: string; issue_on: string }>(
      agency,
      "select number, issue_on::text from invoices where status = 'issued' order by number",
    )
    const days = numbers.map(({ issue_on }) => issue_on)
    expect(days).toEqual([...days].sort())
    const states = await count(
      `select case when s.settled_at is not null then 'paid' when i.due_on < current_date then 'overdue' else 'due' end as state, count(*) as n
       from invoices i join invoice_settlements s on s.invoice_id = i.id where i.status = 'issued' group by 1`,
    )
    expect(Object.keys(states).sort()).toEqual(["due", "overdue", "paid"])
  })

  test("sends no mail about the past", async () => {
    const mails = await rows<{ status: string }>(agency, "select distinct status from mails")
    expect(mails).toEqual([{ status: "kept" }])
  })

  test("says how far it is, and is told once", async () => {
    expect(said.at(-1)).toBe("Making the demo agency … 100 %")
    const before = said.length
    await makeDemo((sentence) => said.push(sentence))
    expect(said).toHaveLength(before)
  })

  test("made before organizations said that they are one is known by what the story alone writes", async () => {
    const harborIs = { organizationId: (await resolveForm(harbor.organization.formKey))!.organizationId }
    for (const each of [agency, harborIs]) {
      await change(each, sql`update organizations set is_demo = false, website = ${"https://of-their-own.example"}`)
    }
    const told: string[] = []
    await removeDemo((sentence) => told.push(sentence))
    expect(told).toEqual(["There is no demo here."])
    await change(agency, sql`update organizations set website = ${northlight.organization.website}`)
    const system = mint({ kind: "system", organizationId: agency.organizationId, cause: "a test", ...atOnce })
    const joined = { name: "Nora", email: "nora@of-their-own.example", role: "member", teamId: null } as const
    await joinMember(system, { ...joined, password: "a-quiet-harbour-9" })
    await removeDemo((sentence) => told.push(sentence))
    expect(told.slice(1)).toEqual([
      "Northlight was made as the demo, but others work in it now: it is left alone. Its owner can delete it under Settings, Organization.",
      "There is no demo here.",
    ])
    await change(agency, sql`update members set status = 'removed', removed_at = now() where email = ${joined.email}`)
    await change(harborIs, sql`update organizations set website = ${harbor.organization.website}`)
    expect(await hasOrganizations()).toBe(true)
  })

  test("is removed as a whole by one command, and then the set-up is the first page again", async () => {
    const removed: string[] = []
    await removeDemo((sentence) => removed.push(sentence))
    expect(removed.at(-1)).toBe("No organization is left: the first page is the set-up again.")
    expect(await hasOrganizations()).toBe(false)
    const { rows: left } = await webPool().query(
      "select email from people union all select name from installation_events",
    )
    expect(left).toEqual([])
    expect(await rows(agency, "select from events")).toEqual([])
    expect(removed.map((sentence) => sentence.split(":")[0])).toEqual([
      "Removed Harbor",
      "Removed Northlight",
      "No organization is left",
    ])
    expect(filesOf(agency.organizationId)).toEqual([])
    const before = said.length
    await makeDemo((sentence) => said.push(sentence))
    expect(said).toHaveLength(before)
  })
})
