import { beforeAll, describe, expect, test } from "vitest"
import type { StaffContext } from "~/platform/data/contexts.server"
import { Conflict } from "~/platform/language/errors"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { getDeal } from "./deal-queries.server"
import { loseDeal } from "./lose-deal.server"
import { moveDeal } from "./move-deal.server"
import { openDeal } from "./open-deal.server"
import { priceDeal } from "./price-deal.server"
import { reopenDeal } from "./reopen-deal.server"
import { listStages } from "./stage-queries.server"
import { winDeal } from "./win-deal.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const aDeal = (by: StaffContext = agency.owner, title = "Website") => openDeal(by, { title })
const eventsOf = (dealId: string) =>
  rows<{ name: string }>(
    agency,
    "select name from events where payload ->> 'dealId' = $1 and name like 'deal.%' order by id",
    [dealId],
  ).then((found) => found.map(({ name }) => name))
const stageNamed = async (name: string) => (await listStages(agency.owner, {})).find((stage) => stage.name === name)!

describe("the end of a deal", () => {
  test("winning puts it in the won stage with its value, once", async () => {
    const { dealId } = await aDeal()
    const lines = [{ name: "Design", unitPrice: "8000", taxRate: "19" }]
    await priceDeal(agency.owner, { dealId, version: 1, lines })
    await winDeal(agency.owner, { dealId })
    await winDeal(agency.owner, { dealId })
    const deal = await getDeal(agency.owner, { dealId })
    expect(deal).toMatchObject({ status: "won", stageName: "Won", wonMinor: 800_000n })
    expect(deal.wonAt).toBeInstanceOf(Date)
    expect(await eventsOf(dealId)).toEqual(["deal.opened", "deal.priced", "deal.won"])
  })

  test("losing needs a reason, and keeps it with the competitor", async () => {
    const { dealId } = await aDeal()
    await expect(loseDeal(agency.owner, { dealId, reason: "" })).rejects.toMatchObject({ field: "reason" })
    await loseDeal(agency.owner, { dealId, reason: "Price", competitor: "Southdark" })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({
      status: "lost",
      stageName: "Lost",
      lostReason: "Price",
      competitor: "Southdark",
    })
    await expect(loseDeal(agency.owner, { dealId, reason: "Timing" })).rejects.toBeInstanceOf(Conflict)
  })

  test("reopening takes it up in the first stage, without what was said of its end", async () => {
    const { dealId } = await aDeal()
    await loseDeal(agency.owner, { dealId, reason: "Price", competitor: "Southdark" })
    await reopenDeal(agency.owner, { dealId })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({
      status: "open",
      stageName: "Qualified",
      lostReason: null,
      competitor: null,
      lostAt: null,
    })
    await expect(reopenDeal(agency.owner, { dealId })).rejects.toBeInstanceOf(Conflict)
  })

  test("undoing a win takes it up where it stood", async () => {
    const { dealId } = await aDeal()
    const { id: stageId } = await stageNamed("Negotiation")
    await moveDeal(agency.owner, { dealId, stageId })
    const { fromStageId } = await winDeal(agency.owner, { dealId })
    await reopenDeal(agency.owner, { dealId, stageId: fromStageId })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({ stageName: "Negotiation", wonMinor: null })
    const { id: lost } = await stageNamed("Lost")
    await winDeal(agency.owner, { dealId })
    await expect(reopenDeal(agency.owner, { dealId, stageId: lost })).rejects.toMatchObject({ field: "stageId" })
  })
})
