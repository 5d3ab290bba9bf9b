import fc from "fast-check"
import pg from "pg"
import { expect, it } from "vitest"
import { dealBoard } from "~/deals/deal-board.server"
import { listDeals } from "~/deals/deal-queries.server"
import { winDeal } from "~/deals/win-deal.server"
import { invoiceViews } from "~/invoices/invoice"
import { listInvoices } from "~/invoices/invoice-queries.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { isDomainError } from "~/platform/language/errors"
import { foldTally } from "~/reports/fold-tally.server"
import { getShell } from "~/today/shell-queries.server"
import { getToday } from "~/today/today-queries.server"
import { ourDatabase, rows } from "../support/world"
import { size, tell } from "./support/proof"
import { aTallyWorld, type TallyAct, tallySteps } from "./support/tally-acts"

type Of = { organizationId: string }

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)

/** By what the tallies differ from a recount; days that folding may have put together are put together. */
const amiss = async (world: Of) => [
  ...(await rows(world, "select * from app.amiss_deal_tallies($1)", [daysAgo(35)])),
  ...(await rows(world, "select * from app.amiss_invoice_tallies($1)", [daysAgo(95)])),
]

/** Adds rows up by currency, as a list says it below them. */
function added<Row extends { currency: string }>(found: Row[], parts: Record<string, (row: Row) => bigint>) {
  const sums = new Map<string, Record<string, unknown>>()
  for (const row of found) {
    const sum = sums.get(row.currency) ?? { currency: row.currency, count: 0 }
    sum.count = (sum.count as number) + 1
    for (const [name, part] of Object.entries(parts)) sum[name] = ((sum[name] as bigint | undefined) ?? 0n) + part(row)
    sums.set(row.currency, sum)
  }
  return [...sums.values()].sort((one, other) => (String(one.currency) < String(other.currency) ? -1 : 1))
}

/** Every list of a reader, its sums and its rows: they must say the same. Lists here have one page each. */
async function expectSumsOfRows(as: StaffContext) {
  for (const status of ["open", "won", "lost", "all"] as const) {
    const { rows: found, sums } = await listDeals(as, { status })
    expect(sums, `${status} deals of the ${as.role}`).toEqual(added(found, { valueMinor: (row) => row.valueMinor }))
  }
  for (const { name, sums, cards } of await dealBoard(as, {})) {
    const shown = sums.map(({ stageId: _stage, ...sum }) => sum)
    expect(shown, `${name} of the ${as.role}`).toEqual(added(cards, { valueMinor: (card) => card.valueMinor }))
  }
  for (const view of invoiceViews) {
    const list = await listInvoices(as, { view })
    const total = (row: (typeof list.rows)[number]) =>
      row.status === "void" ? 0n : row.kind === "credit_note" ? -row.totalMinor : row.totalMinor
    const summed = added(list.rows, { totalMinor: total, balanceMinor: (row) => row.balanceMinor })
    expect(list.sums, `${view} invoices of the ${as.role}`).toEqual(summed)
  }
  await expectWhatIsLate(as)
}

/** What is owed by age, and what is late in the shell and on Today, against the rows of the lists. */
async function expectWhatIsLate(as: StaffContext) {
  const open = await listInvoices(as, { view: "open" })
  const late = (row: (typeof open.rows)[number]) =>
    row.dueOn === null ? Number.NaN : (Date.parse(open.today) - Date.parse(row.dueOn)) / 86_400_000
  const between = (least: number, most: number) => (row: (typeof open.rows)[number]) =>
    late(row) >= least && late(row) <= most ? row.balanceMinor : 0n
  const ages = added(open.rows, {
    owedMinor: (row) => row.balanceMinor,
    notDueMinor: between(-Infinity, 0),
    to30Minor: between(1, 30),
    to60Minor: between(31, 60),
    to90Minor: between(61, 90),
    olderMinor: between(91, Infinity),
  })
  expect(open.aging, `what is owed to the ${as.role}`).toEqual(ages)
  expect((await getShell(as, {})).overdue).toBe(open.rows.filter((row) => late(row) > 0).length)
  const { sums } = await listInvoices(as, { view: "overdue" })
  expect((await getToday(as, {})).overdue.sums).toEqual(sums)
}

/** Acts at the same time, each on connections of its own; what the rules refuse is refused. */
async function together(
  acts: TallyAct[],
  perform: (act: TallyAct) => Promise<unknown>,
  counts: Record<string, number>,
) {
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1
  }
  const refused = (error: unknown) => (isDomainError(error) ? count("refused") : Promise.reject(error))
  await Promise.all(acts.map((act) => perform(act).then(() => count("done"), refused)))
}

it("whatever happens to deals and invoices, at the same time or one after the other, tallies are what a recount says", async () => {
  const numRuns = size(3, 150)
  const counts: Record<string, number> = {}
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  await fc.assert(
    fc.asyncProperty(tallySteps, async (steps) => {
      const { world, perform } = await aTallyWorld()
      for (const acts of steps) {
        await together(acts, perform, counts)
        expect({ acts, amiss: await amiss(world) }).toEqual({ acts, amiss: [] })
      }
      for (const inDays of [0, 25]) {
        const then = new Date(Date.now() + inDays * 86_400_000)
        for (const role of ["owner", "manager", "member"] as const) await expectSumsOfRows(world.as(role, then))
      }
    }),
    { numRuns, seed, endOnFailure: true },
  )
  tell("Tallies equal a recount, and sums equal their rows", { seed, sequences: numRuns, ...counts })
})

it("what was written past the triggers is amiss until it is recounted, also while others write", async () => {
  const { world } = await aTallyWorld()
  const { dealId } = await world.deal()
  const owner = new pg.Client((await ourDatabase()).ownerUrl)
  await owner.connect()
  await owner.query("select set_config('app.organization_id', $1, false)", [world.organizationId])
  await owner.query("alter table deals disable trigger tally_on_update")
  await winDeal(world.owner, { dealId })
  await owner.query("alter table deals enable trigger tally_on_update")
  expect(await amiss(world)).not.toEqual([])
  const others = [1, 2, 3].map(() => world.deal())
  await Promise.all([owner.query("select app.recount_tallies()"), foldTally(world.system(), {}), ...others])
  expect(await amiss(world)).toEqual([])
  await owner.end()
})
