import { beforeAll, describe, expect, test } from "vitest"
import type { StaffContext } from "~/platform/data/contexts.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { createPipeline } from "./create-pipeline.server"
import { getDeal } from "./deal-queries.server"
import { defaultPipeline } from "./default-pipeline"
import { moveDeal } from "./move-deal.server"
import { openDeal } from "./open-deal.server"
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

describe("moving a deal", () => {
  test("changes its stage and says from where to where", async () => {
    const { dealId } = await aDeal()
    const [from, to] = [await stageNamed("Qualified"), await stageNamed("Negotiation")]
    const moved = await moveDeal(agency.owner, { dealId, stageId: to.id })
    expect(moved).toMatchObject({ to: "Negotiation", fromStageId: from.id })
    expect((await getDeal(agency.owner, { dealId })).stageName).toBe("Negotiation")
    expect(await eventsOf(dealId)).toEqual(["deal.opened", "deal.moved"])
  })

  test("to where it stands already changes nothing", async () => {
    const { dealId } = await aDeal()
    const { id: stageId } = await stageNamed("Qualified")
    await moveDeal(agency.owner, { dealId, stageId })
    expect(await eventsOf(dealId)).toEqual(["deal.opened"])
  })

  test("that somebody else moved first is a conflict: the second sees where it stands", async () => {
    const { dealId } = await aDeal()
    const [seen, sent, negotiation] = [
      await stageNamed("Qualified"),
      await stageNamed("Proposal sent"),
      await stageNamed("Negotiation"),
    ]
    await moveDeal(agency.owner, { dealId, stageId: sent.id, fromStageId: seen.id })
    const second = moveDeal(agency.owner, { dealId, stageId: negotiation.id, fromStageId: seen.id })
    await expect(second).rejects.toThrow(/stands in Proposal sent now/)
    expect((await getDeal(agency.owner, { dealId })).stageName).toBe("Proposal sent")
  })

  test("is for open deals and open stages of its pipeline", async () => {
    const { dealId } = await aDeal()
    const { id: won } = await stageNamed("Won")
    await expect(moveDeal(agency.owner, { dealId, stageId: won })).rejects.toMatchObject({ field: "stageId" })
    await expect(moveDeal(agency.owner, { dealId, stageId: newId<"stages">() })).rejects.toBeInstanceOf(NotFound)
    await winDeal(agency.owner, { dealId })
    const { id: stageId } = await stageNamed("Qualified")
    await expect(moveDeal(agency.owner, { dealId, stageId })).rejects.toBeInstanceOf(Conflict)
  })

  test("into another pipeline is refused", async () => {
    const other = await anAgency()
    await createPipeline(other.system(), { ...defaultPipeline, name: "Partners" })
    const { dealId } = await openDeal(other.owner, { title: "Website" })
    const { pipelineId } = await getDeal(other.owner, { dealId })
    const elsewhere = (await listStages(other.owner, {})).find((stage) => stage.pipelineId !== pipelineId)!
    const refused = moveDeal(other.owner, { dealId, stageId: elsewhere.id })
    await expect(refused).rejects.toMatchObject({ field: "stageId" })
  })
})
