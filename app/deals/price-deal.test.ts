import { beforeAll, describe, expect, test } from "vitest"
import type { StaffContext } from "~/platform/data/contexts.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { type Agency, anAgency } from "../../tests/support/world"
import { getDeal, getDealLines } from "./deal-queries.server"
import { openDeal } from "./open-deal.server"
import { priceDeal } from "./price-deal.server"
import { winDeal } from "./win-deal.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const aDeal = (by: StaffContext = agency.owner, title = "Website") => openDeal(by, { title })

describe("pricing a deal", () => {
  const lines = [
    { name: "Design", quantity: "2,5", unitPrice: "1000", taxRate: "19", discountPercent: "10" },
    { name: "Care", unitPrice: "500", taxRate: "19", recurrence: "monthly" as const },
    { name: "Photos", unitPrice: "900", taxRate: "19", isOptional: true },
  ]

  test("makes its value of the lines that are not optional, one-off and monthly apart", async () => {
    const { dealId } = await aDeal()
    await priceDeal(agency.owner, { dealId, version: 1, lines })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({ valueMinor: 225_000n, monthlyMinor: 50_000n })
    const kept = await getDealLines(agency.owner, { dealId })
    expect(kept.map(({ name, position }) => [name, position])).toEqual([
      ["Design", 0],
      ["Care", 1],
      ["Photos", 2],
    ])
  })

  test("again replaces the lines, and none leave it worth nothing", async () => {
    const { dealId } = await aDeal()
    await priceDeal(agency.owner, { dealId, version: 1, lines })
    await priceDeal(agency.owner, { dealId, version: 2, lines: [] })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({ valueMinor: 0n, monthlyMinor: 0n })
    expect(await getDealLines(agency.owner, { dealId })).toEqual([])
  })

  test("on stale lines is a conflict and leaves the others' lines", async () => {
    const { dealId } = await aDeal()
    await priceDeal(agency.owner, { dealId, version: 1, lines })
    await expect(priceDeal(agency.owner, { dealId, version: 1, lines: [] })).rejects.toBeInstanceOf(Conflict)
    expect(await getDealLines(agency.owner, { dealId })).toHaveLength(3)
  })

  test("is refused when it is won, until it is reopened", async () => {
    const { dealId } = await aDeal()
    await winDeal(agency.owner, { dealId })
    await expect(priceDeal(agency.owner, { dealId, version: 2, lines })).rejects.toBeInstanceOf(Conflict)
  })

  test.each([
    ["a price below zero", { name: "Design", unitPrice: "-1", taxRate: "19" }, "lines.0.unitPrice"],
    ["no name", { name: "", unitPrice: "1", taxRate: "19" }, "lines.0.name"],
    ["no rate where tax is due", { name: "Design", unitPrice: "1", taxRate: "0" }, "lines.0.taxRate"],
    ["more than all of it off", { name: "Design", unitPrice: "1", discountPercent: "101" }, "lines.0.discountPercent"],
  ])("with %s is refused at the field", async (_, line, field) => {
    const { dealId } = await aDeal()
    const refused = await priceDeal(agency.owner, { dealId, version: 1, lines: [line] }).catch((e) => e)
    expect(refused).toBeInstanceOf(Invalid)
    expect(refused.field.replace(/\[(\d+)\]/g, ".$1")).toBe(field)
  })

  test("with more money than can be counted is refused, and leaves the deal as it was", async () => {
    const { dealId } = await aDeal()
    const line = { name: "Work", quantity: "999999", unitPrice: "999999999999", taxRate: "19" }
    const refused = priceDeal(agency.owner, { dealId, version: 1, lines: Array.from({ length: 100 }, () => line) })
    await expect(refused).rejects.toMatchObject({ kind: "invalid", message: "The amounts are too large to be kept." })
    expect(await getDealLines(agency.owner, { dealId })).toEqual([])
  })
})
