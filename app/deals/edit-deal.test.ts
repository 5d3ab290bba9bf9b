import { beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { deleteCompany } from "~/companies/delete-company.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { type Agency, anAgency } from "../../tests/support/world"
import { getDeal } from "./deal-queries.server"
import { editDeal } from "./edit-deal.server"
import { openDeal } from "./open-deal.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const aDeal = (by: StaffContext = agency.owner, title = "Website") => openDeal(by, { title })

describe("editing a deal", () => {
  const details = { companyId: null, contactId: null, expectedCloseOn: "2026-12-05", termMonths: 12, ownerId: null }

  test("changes its details and raises its version", async () => {
    const { dealId } = await aDeal()
    await editDeal(agency.owner, { dealId, version: 1, title: "Website and shop", ...details })
    expect(await getDeal(agency.owner, { dealId })).toMatchObject({
      title: "Website and shop",
      expectedCloseOn: "2026-12-05",
      termMonths: 12,
      version: 2,
    })
  })

  test("that somebody else edited meanwhile is a conflict that shows theirs, and changes nothing", async () => {
    const { dealId } = await aDeal(agency.member)
    await editDeal(agency.manager, { dealId, version: 1, title: "Theirs", ...details })
    const refused = await editDeal(agency.owner, { dealId, version: 1, title: "Mine", ...details }).catch((e) => e)
    expect(refused).toBeInstanceOf(Conflict)
    expect(refused.detail.theirs).toMatchObject({ title: "Theirs", version: "2" })
    expect(refused.detail.changedBy).toBe("Marc manager")
    expect((await getDeal(agency.owner, { dealId })).title).toBe("Theirs")
  })

  test("keeps a company that was deleted since, but takes no new one that is not there", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Gone" })
    const { dealId } = await openDeal(agency.owner, { title: "Shop", companyId })
    await deleteCompany(agency.owner, { companyId })
    await editDeal(agency.owner, { dealId, version: 1, title: "Shop 2", ...details, companyId })
    const unknown = { dealId, version: 2, title: "Shop 3", ...details, companyId: newId<"companies">() }
    await expect(editDeal(agency.owner, unknown)).rejects.toBeInstanceOf(NotFound)
  })
})
