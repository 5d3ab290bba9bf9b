import { beforeAll, describe, expect, test } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { hasOrganizations, resolveForm } from "~/platform/security/resolve.server"
import { ourDatabase, rows } from "../../tests/support/world"
import { northlight } from "./agencies"
import { makeDemo, removeDemo } from "./demo.server"

const said: string[] = []
let agency: { organizationId: string }

/** A start that is killed in the middle of the story; the next one goes on. */
function breakOffAtHalf(sentence: string) {
  if (/ 5\d %$/.test(sentence)) throw new Error("broken off")
}

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
    const before = said.length
    await makeDemo((sentence) => said.push(sentence))
    expect(said).toHaveLength(before)
  })
})
