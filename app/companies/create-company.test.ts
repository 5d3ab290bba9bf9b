import { beforeAll, describe, expect, test } from "vitest"
import { Forbidden } from "~/platform/language/errors"
import { type Agency, anAgency } from "../../tests/support/world"
import { findMatchingCompanies, getCompany, listCompanies, listCompanyChoices } from "./company-queries.server"
import { createCompany } from "./create-company.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

describe("a new company", () => {
  test("belongs to who adds it, and is found by its name and its web domain", async () => {
    const website = "www.harbor-cafe.example/menu"
    const { companyId } = await createCompany(agency.member, { name: "Harbor Café", website })
    const company = await getCompany(agency.guest, { companyId })
    expect(company).toMatchObject({ name: "Harbor Café", domain: "harbor-cafe.example", kind: "prospect" })
    expect(company.ownerName).toBe("Mia member")
    expect((await listCompanies(agency.owner, { q: "harbor-cafe" })).rows.map(({ id }) => id)).toEqual([companyId])
    expect((await listCompanyChoices(agency.owner, {})).options.map(({ value }) => value)).toContain(companyId)
  })

  test("that may be there already is found: the same domain, or the same name in other letters", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Oyster Bay", website: "oyster.example" })
    const matches = async (name: string | null, domain: string | null) =>
      (await findMatchingCompanies(agency.owner, { name, domain })).map(({ id }) => id)
    expect(await matches("oyster BAY", null)).toEqual([companyId])
    expect(await matches("Another", "oyster.example")).toEqual([companyId])
    expect(await matches("Oyster", "example")).toEqual([])
    expect(await matches(null, null)).toEqual([])
    expect(await findMatchingCompanies(agency.owner, { name: "Oyster Bay", domain: null, except: companyId })).toEqual(
      [],
    )
  })

  test.each([
    ["no name", { name: "" }, "name"],
    ["a VAT id without its country", { name: "Harbor", vatId: "123456789" }, "vatId"],
    ["a Greek VAT id that begins with GR", { name: "Harbor", vatId: "GR123456789" }, "vatId"],
    ["an unknown currency", { name: "Harbor", currency: "XYZ" }, "currency"],
    ["a script for a website", { name: "Harbor", website: "javascript:alert(1)" }, "website"],
    ["terms longer than a year", { name: "Harbor", paymentTermsDays: 366 }, "paymentTermsDays"],
  ])("with %s is refused at the field", async (_, company, field) => {
    await expect(createCompany(agency.owner, company)).rejects.toMatchObject({ kind: "invalid", field })
  })

  test("is not for guests", async () => {
    await expect(createCompany(agency.guest, { name: "Harbor" })).rejects.toBeInstanceOf(Forbidden)
  })

  test("keeps its VAT id without the spaces and points people type", async () => {
    const { companyId } = await createCompany(agency.owner, { name: "Harbor", vatId: "de 123.456-789" })
    expect((await getCompany(agency.owner, { companyId })).vatId).toBe("DE123456789")
  })
})

describe("the directory of companies", () => {
  test("is read by name, fifty at a time, to its end and back", async () => {
    const house = await anAgency()
    const names = Array.from({ length: 60 }, (_, i) => `Company ${String(i).padStart(2, "0")}`)
    for (const name of [...names].reverse()) await createCompany(house.owner, { name })
    const first = await listCompanies(house.owner, {})
    expect(first.rows.map(({ name }) => name)).toEqual(names.slice(0, 50))
    expect(first.newer).toBeNull()
    const second = await listCompanies(house.owner, { after: first.older! })
    expect(second.rows.map(({ name }) => name)).toEqual(names.slice(50))
    expect(second.older).toBeNull()
    const back = await listCompanies(house.owner, { before: second.newer! })
    expect(back.rows).toEqual(first.rows)
  })

  test("ignores filters and cursors that mean nothing", async () => {
    const odd = { kind: "nonsense", after: "nonsense", q: "" } as never
    expect((await listCompanies(agency.owner, odd)).rows.length).toBeGreaterThan(0)
  })

  test("takes % and _ in a search for themselves", async () => {
    await createCompany(agency.owner, { name: "100%_pure" })
    expect((await listCompanies(agency.owner, { q: "%_" })).rows.map(({ name }) => name)).toEqual(["100%_pure"])
  })

  test("never shows another organization's", async () => {
    const other = await anAgency()
    await createCompany(other.owner, { name: "Theirs alone" })
    expect((await listCompanies(agency.owner, { q: "Theirs alone" })).rows).toEqual([])
  })
})
