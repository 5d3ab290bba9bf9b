import { beforeAll, describe, expect, test } from "vitest"
import { openDeal } from "~/deals/open-deal.server"
import { Conflict, Forbidden, NotFound } from "~/platform/language/errors"
import { type Agency, anAgency } from "../../tests/support/world"
import { getCompany, listAddresses, listCompanies } from "./company-queries.server"
import { createAddress } from "./create-address.server"
import { createCompany } from "./create-company.server"
import { deleteAddress } from "./delete-address.server"
import { deleteCompany } from "./delete-company.server"
import { editAddress } from "./edit-address.server"
import { editCompany } from "./edit-company.server"
import { restoreCompany } from "./restore-company.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const quay = { line1: "Quai 1", postalCode: "13002", city: "Marseille", country: "FR" }

describe("editing a company", () => {
  test("changes it, its web domain with it", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor", website: "harbor.example" })
    await editCompany(agency.owner, { companyId, version: 1, name: "Harbor Group", website: "group.example" })
    expect(await getCompany(agency.owner, { companyId })).toMatchObject({
      name: "Harbor Group",
      domain: "group.example",
      version: 2,
    })
  })

  test("that somebody else edited meanwhile is a conflict that shows theirs", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    await editCompany(agency.finance, { companyId, version: 1, name: "Theirs" })
    const refused = await editCompany(agency.owner, { companyId, version: 1, name: "Mine" }).catch((error) => error)
    expect(refused).toBeInstanceOf(Conflict)
    expect(refused.detail).toMatchObject({ theirs: { name: "Theirs", version: "2" }, changedBy: "Finn finance" })
    await editCompany(agency.owner, { companyId, version: Number(refused.detail.theirs.version), name: "Mine" })
    expect((await getCompany(agency.owner, { companyId })).name).toBe("Mine")
  })
})

describe("deleting a company", () => {
  test("takes it out of every list until it is restored; its deals stay", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Vanishing" })
    await openDeal(agency.owner, { title: "Website", companyId })
    await deleteCompany(agency.owner, { companyId })
    await expect(getCompany(agency.owner, { companyId })).rejects.toBeInstanceOf(NotFound)
    expect((await listCompanies(agency.owner, { q: "Vanishing" })).rows).toEqual([])
    await expect(deleteCompany(agency.owner, { companyId })).rejects.toBeInstanceOf(NotFound)
    await restoreCompany(agency.owner, { companyId })
    expect((await listCompanies(agency.owner, { q: "Vanishing" })).rows).toMatchObject([{ openDeals: 1 }])
  })

  test("members do with their own, managers with their team's", async () => {
    const mine = await createCompany(agency.member, { name: "The member's" })
    const theirs = await createCompany(agency.manager, { name: "The manager's" })
    const outside = await createCompany(agency.finance, { name: "Outside the team" })
    await expect(deleteCompany(agency.member, theirs)).rejects.toBeInstanceOf(NotFound)
    await expect(deleteCompany(agency.manager, outside)).rejects.toBeInstanceOf(NotFound)
    await expect(deleteCompany(agency.finance, outside)).rejects.toBeInstanceOf(Forbidden)
    await deleteCompany(agency.manager, mine)
    await restoreCompany(agency.member, mine)
    await deleteCompany(agency.owner, outside)
  })
})

describe("a company's addresses", () => {
  test("show the one to bill first", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    await createAddress(agency.owner, { companyId, kind: "shipping", ...quay })
    await createAddress(agency.owner, { companyId, kind: "billing", ...quay, line1: "Rue 2" })
    expect((await listAddresses(agency.owner, { companyId })).map(({ kind }) => kind)).toEqual(["billing", "shipping"])
  })

  test("are edited by version and deleted", async () => {
    const { companyId, addressId } = await createAddress(agency.owner, {
      ...(await createCompany(agency.owner, { name: "Harbor" })),
      ...quay,
    })
    const change = { companyId, addressId, ...quay, line1: "Quai 2" }
    await editAddress(agency.owner, { ...change, version: 1 })
    await expect(editAddress(agency.owner, { ...change, version: 1 })).rejects.toBeInstanceOf(Conflict)
    await deleteAddress(agency.owner, { companyId, addressId })
    expect(await listAddresses(agency.owner, { companyId })).toEqual([])
    await expect(deleteAddress(agency.owner, { companyId, addressId })).rejects.toBeInstanceOf(NotFound)
  })

  test("belong to one company alone", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const { addressId } = await createAddress(agency.owner, { companyId, ...quay })
    const other = await createCompany(agency.owner, { name: "Another" })
    const change = { ...other, addressId, version: 1, ...quay }
    await expect(editAddress(agency.owner, change)).rejects.toBeInstanceOf(NotFound)
  })

  test("need a postal code where the country has them", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor" })
    const without = { companyId, ...quay, postalCode: "" }
    await expect(createAddress(agency.owner, without)).rejects.toMatchObject({ field: "postalCode" })
    await createAddress(agency.owner, { ...without, city: "Dublin", country: "AE" })
  })
})
