import { beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { Forbidden, NotFound } from "~/platform/language/errors"
import { type Agency, anAgency } from "../../tests/support/world"
import { cardsPerColumn, dealBoard } from "./deal-board.server"
import { getDeal, listDeals } from "./deal-queries.server"
import { deleteDeal } from "./delete-deal.server"
import { loseDeal } from "./lose-deal.server"
import { moveDeal } from "./move-deal.server"
import { openDeal } from "./open-deal.server"
import { priceDeal } from "./price-deal.server"
import { listStages } from "./stage-queries.server"
import { winDeal } from "./win-deal.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const aDeal = (by: StaffContext = agency.owner, title = "Website") => openDeal(by, { title })
const stageNamed = async (name: string) => (await listStages(agency.owner, {})).find((stage) => stage.name === name)!

describe("who sees a deal", () => {
  test("members their own, managers their team's, owners and guests all", async () => {
    const house = await anAgency()
    const finance = house.people.finance.personId
    await openDeal(house.owner, { title: "Outside the team", ownerId: finance })
    await openDeal(house.owner, { title: "The manager's", ownerId: house.people.manager.personId })
    await openDeal(house.member, { title: "The member's" })
    const titles = async (by: StaffContext) => (await listDeals(by, {})).rows.map(({ title }) => title)
    expect(await titles(house.member)).toEqual(["The member's"])
    expect(await titles(house.manager)).toEqual(["The member's", "The manager's"])
    for (const reader of [house.owner, house.guest, house.finance]) expect(await titles(reader)).toHaveLength(3)
    expect((await dealBoard(house.member, {})).flatMap(({ cards }) => cards)).toHaveLength(1)
  })

  test("what one does not see one cannot touch", async () => {
    const { dealId } = await aDeal(agency.manager)
    const { id: stageId } = await stageNamed("Negotiation")
    for (const act of [
      () => getDeal(agency.member, { dealId }),
      () => moveDeal(agency.member, { dealId, stageId }),
      () => winDeal(agency.member, { dealId }),
      () => loseDeal(agency.member, { dealId, reason: "Price" }),
      () => priceDeal(agency.member, { dealId, version: 1, lines: [] }),
      () => deleteDeal(agency.member, { dealId }),
    ])
      await expect(act()).rejects.toBeInstanceOf(NotFound)
    await expect(winDeal(agency.guest, { dealId })).rejects.toBeInstanceOf(Forbidden)
    expect((await getDeal(agency.guest, { dealId })).status).toBe("open")
  })
})

describe("the board", () => {
  test("counts and sums each stage in each currency, and shows the next step of each card", async () => {
    const house = await anAgency()
    const priced = async (title: string, unitPrice: string, currency?: string) => {
      const { dealId } = await openDeal(house.owner, { title, currency })
      await priceDeal(house.owner, { dealId, version: 1, lines: [{ name: "Work", unitPrice, taxRate: "19" }] })
      return dealId
    }
    await priced("One", "1000")
    await priced("Two", "2500.50")
    await priced("Three", "300", "USD")
    await winDeal(house.owner, { dealId: await priced("Four", "10") })
    const [qualified, , , won] = await dealBoard(house.owner, {})
    expect(qualified).toMatchObject({
      name: "Qualified",
      sums: [
        { currency: "EUR", count: 2, valueMinor: 350_050n },
        { currency: "USD", count: 1, valueMinor: 30_000n },
      ],
    })
    expect(qualified!.cards.map(({ title }) => title)).toEqual(["Three", "Two", "One"])
    expect(won!.sums).toMatchObject([{ count: 1, valueMinor: 1000n }])
  })

  test("adds up sums that no single deal could hold", async () => {
    const house = await anAgency()
    const lines = Array.from({ length: 80 }, () => ({
      name: "Work",
      quantity: "999999",
      unitPrice: "999999999",
      taxRate: "19",
    }))
    for (const title of ["One", "Two"]) {
      const { dealId } = await openDeal(house.owner, { title })
      await priceDeal(house.owner, { dealId, version: 1, lines })
    }
    const { sums } = (await dealBoard(house.owner, {}))[0]!
    expect(sums[0]!.valueMinor).toBe(160n * 999_999n * 999_999_999_00n)
    expect((await listDeals(house.owner, {})).sums[0]!.valueMinor).toBe(sums[0]!.valueMinor)
  })

  test("shows the latest cards of a long column, and won deals for thirty days", async () => {
    const house = await anAgency()
    for (let i = 0; i <= cardsPerColumn; i++) await openDeal(house.owner, { title: `Deal ${i}` })
    const long = (await dealBoard(house.owner, {}))[0]!
    expect([long.cards.length, long.sums[0]!.count]).toEqual([cardsPerColumn, cardsPerColumn + 1])

    const { dealId } = await openDeal(house.owner, { title: "Old" })
    await winDeal(house.as("owner", new Date(Date.now() - 31 * 86_400_000)), { dealId })
    expect((await dealBoard(house.owner, {})).find(({ kind }) => kind === "won")!.cards).toEqual([])
  })

  test("is narrowed by owner and by words of the title or the company; nonsense is ignored", async () => {
    const house = await anAgency()
    const { companyId } = await createCompany(house.owner, { name: "Harbor 50%_off" })
    await openDeal(house.owner, { title: "Website", companyId })
    await openDeal(house.member, { title: "Shop" })
    const titles = async (filter: { owner?: string; q?: string }) =>
      (await dealBoard(house.owner, filter as never)).flatMap(({ cards }) => cards.map(({ title }) => title))
    expect(await titles({ owner: house.people.member.personId })).toEqual(["Shop"])
    expect(await titles({ q: "harbor 50%_" })).toEqual(["Website"])
    expect(await titles({ q: "%" })).toEqual(["Website"])
    expect(await titles({ owner: "nobody", q: "" })).toHaveLength(2)
  })
})
