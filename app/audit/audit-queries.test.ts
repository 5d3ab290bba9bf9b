import { beforeAll, describe, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { editCompany } from "~/companies/edit-company.server"
import { openDeal } from "~/deals/open-deal.server"
import { mint } from "~/platform/data/contexts.server"
import { sealEverything } from "../../tests/support/tampering"
import { type Agency, anAgency } from "../../tests/support/world"
import { auditLines } from "./audit-page.server"
import { type AuditPage, listAuditEvents } from "./audit-queries.server"
import type { AuditFilterInput } from "./inputs.server"

const dayLength = 86_400_000
const daysAgo = (days: number) => new Date(Date.now() - days * dayLength)
const dayOf = (date: Date) => date.toISOString().slice(0, 10)

let agency: Agency
let companyId: string
let elsewhere: Agency
beforeAll(async () => {
  agency = await anAgency({ now: daysAgo(40) })
  elsewhere = await anAgency({ name: "Harbor" })
  const early = agency.as("owner", daysAgo(30))
  ;({ companyId } = await createCompany(early, { name: "Lindt" }))
  await sealEverything(agency)
  const edited = { companyId, version: 1, name: "Lind", kind: "client" } as const
  const afar = mint({
    ...agency.as("manager", daysAgo(20)),
    ip: "2001:db8::7",
    userAgent: "Far browser",
    requestId: "r-77",
  })
  await editCompany(afar, edited as never)
  await openDeal(agency.as("member", daysAgo(10)), { title: "Website 100% new" })
})

type Asked = (typeof AuditFilterInput)["_input"]
const ask = async (asked: Asked, of = agency) => (await listAuditEvents(of.as("owner"), asked)).rows
const namesOf = async (asked: Asked) => (await ask(asked)).map(({ name }) => name)

describe("the record", () => {
  it("is everything, newest first, with who, from where, by what and whether it is sealed", async () => {
    const rows = await ask({})
    expect(rows.slice(0, 3).map(({ name }) => name)).toEqual(["deal.opened", "company.edited", "company.created"])
    expect(rows[1]).toMatchObject({
      ...{ who: "Marc manager", ip: "2001:db8::7", userAgent: "Far browser", requestId: "r-77", isSealed: false },
      ...{ before: { name: "Lindt" }, after: { name: "Lind" } },
    })
    expect(rows[2]?.isSealed).toBe(true)
    expect(rows.at(-1)?.name).toMatch(/organization|pipeline|form|member/)
  })

  it("is found by person, act, noun, record, days, address and text, and by all of them at once", async () => {
    const manager = agency.people.manager.personId
    expect(await namesOf({ person: manager })).toEqual(["company.edited"])
    expect((await ask({ person: "program" })).every(({ actorKind }) => actorKind === "system")).toBe(true)
    expect(await namesOf({ person: "clients" })).toEqual([])
    expect(await namesOf({ act: "company.edited" })).toEqual(["company.edited"])
    expect(await namesOf({ act: "company" })).toEqual(["company.edited", "company.created"])
    expect(await namesOf({ record: companyId })).toEqual(["company.edited", "company.created"])
    expect(await namesOf({ address: "2001:db8::7" })).toEqual(["company.edited"])
    expect(await namesOf({ q: "far BROWSER" })).toEqual(["company.edited"])
    expect(await namesOf({ q: "100% new" })).toEqual(["deal.opened"])
    expect(await namesOf({ q: "r-77" })).toEqual(["company.edited"])
    expect(await namesOf({ from: dayOf(daysAgo(21)), to: dayOf(daysAgo(19)) })).toEqual(["company.edited"])
    expect(await namesOf({ from: dayOf(daysAgo(31)), to: dayOf(daysAgo(29)), act: "company" })).toEqual([
      "company.created",
    ])
    const all = { person: manager, act: "company", record: companyId, address: "2001:db8::7", q: "lind" }
    expect(await namesOf({ ...all, from: dayOf(daysAgo(25)), to: dayOf(daysAgo(15)) })).toEqual(["company.edited"])
    expect(await namesOf({ ...all, q: "nothing of the kind" })).toEqual([])
  })

  it("takes what it does not understand for not asked", async () => {
    const hostile = {
      person: "' or 1=1",
      act: "x",
      record: "1",
      from: "2026-02-31",
      address: "10.0.0.0/8",
      after: "x_y",
    }
    expect(await ask(hostile)).toEqual(await ask({}))
  })

  it("is told in sentences, with what stood there before and after", async () => {
    const { rows } = await listAuditEvents(agency.as("owner"), { act: "company.edited" })
    const [line] = auditLines(rows, { timeZone: "Europe/Berlin", locale: "en-GB" })
    expect(line).toMatchObject({ text: "Company edited", who: "Marc manager", href: `/companies/${companyId}` })
    expect(line?.changes).toContainEqual({ field: "Name", from: "Lindt", to: "Lind" })
    const [plain] = auditLines([{ ...rows[0]!, name: "organization.edited" }], { timeZone: "UTC", locale: "en-GB" })
    expect(plain?.text).toBe("Organization edited")
  })

  it("goes on page by page and misses nothing, also among those of one act", async () => {
    for (let n = 0; n < 60; n++) await createCompany(elsewhere.owner, { name: `Company ${n}` })
    for (const filter of [{}, { act: "company" }, { q: "company" }]) {
      const seen: string[] = []
      for (let after: string | undefined | null = undefined as string | undefined; after !== null; ) {
        const page: AuditPage = await listAuditEvents(elsewhere.as("owner"), { ...filter, after })
        seen.push(...page.rows.map(({ id }) => id))
        after = page.older
      }
      expect(new Set(seen).size).toBe(seen.length)
      expect(seen.length).toBeGreaterThanOrEqual(60)
    }
  })

  it("is for owners, and nobody sees another organization's", async () => {
    for (const role of ["manager", "member", "finance", "guest"] as const)
      await expect(listAuditEvents(agency.as(role), {})).rejects.toMatchObject({ kind: "forbidden" })
    expect(await ask({ record: companyId }, elsewhere)).toEqual([])
    expect(await ask({ person: agency.people.manager.personId }, elsewhere)).toEqual([])
  })
})
