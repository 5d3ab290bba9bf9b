import { beforeAll, expect, test } from "vitest"
import type { StaffContext } from "~/platform/data/contexts.server"
import { NotFound } from "~/platform/language/errors"
import { type Agency, anAgency } from "../../tests/support/world"
import { getDeal, listDeals } from "./deal-queries.server"
import { deleteDeal } from "./delete-deal.server"
import { openDeal } from "./open-deal.server"
import { restoreDeal } from "./restore-deal.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const aDeal = (by: StaffContext = agency.owner, title = "Website") => openDeal(by, { title })

test("a deleted deal is nowhere, and is back as it was when restored", async () => {
  const { dealId } = await aDeal(agency.owner, "Deleted deal")
  await deleteDeal(agency.owner, { dealId })
  await expect(getDeal(agency.owner, { dealId })).rejects.toBeInstanceOf(NotFound)
  expect((await listDeals(agency.owner, { q: "Deleted deal", status: "all" })).rows).toEqual([])
  await expect(deleteDeal(agency.owner, { dealId })).rejects.toBeInstanceOf(NotFound)
  await restoreDeal(agency.owner, { dealId })
  expect((await getDeal(agency.owner, { dealId })).title).toBe("Deleted deal")
})
