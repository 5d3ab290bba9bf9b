import { beforeAll, expect, it } from "vitest"
import { taskList } from "~/platform/data/worker.server"
import { withPayments } from "../../tests/support/payments"
import { type Agency, anAgency, rows, runJobs } from "../../tests/support/world"

let agencies: Agency[]
beforeAll(async () => {
  await withPayments()
  agencies = [await anAgency(), await anAgency({ name: "Harbor" })]
})

it("the clock has the books of every organization compared, each in a job of its own", async () => {
  const begin = taskList()["reconcile-account"] as (payload: unknown) => Promise<void>
  await begin({})
  await runJobs()
  for (const agency of agencies) {
    const compared = await rows(agency, "select looked, drifts from reconciliations")
    expect(compared).toEqual([{ looked: { payments: 0, refunds: 0, disputes: 0 }, drifts: 0 }])
  }
})
