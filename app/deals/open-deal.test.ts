import { beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { Forbidden } from "~/platform/language/errors"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { getDeal } from "./deal-queries.server"
import { openDeal } from "./open-deal.server"
import { listStages } from "./stage-queries.server"

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

describe("opening a deal", () => {
  test("puts it in the first stage, owned by who opens it, in the organization's currency", async () => {
    const { dealId } = await aDeal(agency.member)
    const deal = await getDeal(agency.member, { dealId })
    expect(deal).toMatchObject({ status: "open", stageName: "Qualified", currency: "EUR", valueMinor: 0n })
    expect(deal.ownerId).toBe(agency.people.member.personId)
    expect(await eventsOf(dealId)).toEqual(["deal.opened"])
  })

  test("takes the company's currency unless another is named", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Oyster Bay", currency: "USD" })
    const its = await openDeal(agency.owner, { title: "Shop", companyId })
    const other = await openDeal(agency.owner, { title: "Shop", companyId, currency: "GBP" })
    expect((await getDeal(agency.owner, its)).currency).toBe("USD")
    expect((await getDeal(agency.owner, other)).currency).toBe("GBP")
  })

  test("needs a title and an open stage", async () => {
    const { id: stageId } = await stageNamed("Won")
    await expect(openDeal(agency.owner, { title: " " })).rejects.toMatchObject({ field: "title" })
    await expect(openDeal(agency.owner, { title: "Shop", stageId })).rejects.toMatchObject({ field: "stageId" })
  })

  test("sent twice by the same form opens one deal", async () => {
    const submission = "open-once-0001"
    const first = await openDeal(agency.owner, { title: "Twice" }, { submission })
    expect(await openDeal(agency.owner, { title: "Twice" }, { submission })).toEqual(first)
    expect(await rows(agency, "select id from deals where title = 'Twice'")).toHaveLength(1)
  })

  test("is not for those who only read", async () => {
    await expect(aDeal(agency.guest)).rejects.toBeInstanceOf(Forbidden)
    await expect(aDeal(agency.finance)).rejects.toBeInstanceOf(Forbidden)
  })
})
