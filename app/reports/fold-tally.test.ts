import { beforeAll, expect, it } from "vitest"
import { dealBoard } from "~/deals/deal-board.server"
import { listDeals } from "~/deals/deal-queries.server"
import { openDeal } from "~/deals/open-deal.server"
import { winDeal } from "~/deals/win-deal.server"
import { taskList } from "~/platform/data/worker.server"
import { organizationsToFold } from "~/platform/security/resolve.server"
import { schedule } from "~/schedule.server"
import { type Agency, anAgency, rows, runJobs } from "../../tests/support/world"

let busy: Agency
let quiet: Agency
beforeAll(async () => {
  busy = await anAgency()
  quiet = await anAgency({ name: "Harbor" })
})

const talliesOf = (agency: Agency) =>
  rows<{ moved_on: string | null; counted: bigint; is_folded: boolean }>(
    agency,
    "select moved_on::text, counted, is_folded from deal_tallies order by moved_on nulls first",
  )

it("is begun by the clock where something was tallied, and keeps one row of each kind and no day that nobody asks for", async () => {
  const daysAgo = (days: number) => busy.as("owner", new Date(Date.now() - days * 86_400_000))
  for (const days of [60, 70, 3]) {
    const { dealId } = await openDeal(busy.owner, { title: "Website" })
    await winDeal(daysAgo(days), { dealId })
  }
  await openDeal(busy.owner, { title: "Shop" })
  expect(await organizationsToFold()).toEqual([busy.organizationId])
  const before = await listDeals(busy.owner, { status: "all" })

  const begin = taskList(schedule)["fold-tally"] as (payload: unknown) => Promise<void>
  await begin({})
  await runJobs()

  const lately = daysAgo(3).now.toISOString().slice(0, 10)
  expect(await talliesOf(busy)).toEqual([
    { moved_on: null, counted: 1n, is_folded: true },
    { moved_on: "0001-01-01", counted: 2n, is_folded: true },
    { moved_on: lately, counted: 1n, is_folded: true },
  ])
  expect(await listDeals(busy.owner, { status: "all" })).toEqual(before)
  expect((await dealBoard(busy.owner, {})).find(({ kind }) => kind === "won")).toMatchObject({ sums: [{ count: 1 }] })
  expect([await organizationsToFold(), await talliesOf(quiet)]).toEqual([[], []])
})
