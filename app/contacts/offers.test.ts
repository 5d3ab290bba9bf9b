import { beforeAll, describe, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { deleteCompany } from "~/companies/delete-company.server"
import * as newDeal from "~/deals/routes/new"
import * as newInvoice from "~/invoices/routes/new"
import type { Offer } from "~/platform/data/choices.server"
import { mostOffered } from "~/platform/data/choices.server"
import type { Id } from "~/platform/language/ids"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { type Agency, anAgency } from "../../tests/support/world"
import { offersFor } from "./offers.server"

const picks = { companyId: "company" } as const
const labels = ({ options }: Offer) => options.map(({ label }) => label)

let agency: Agency
let oldest: Id<"companies">

beforeAll(async () => {
  agency = await anAgency()
  const create = (name: string) => createCompany(agency.member, { name })
  oldest = (await create("Zebra & Sons")).companyId
  for (let n = 0; n < mostOffered; n++) await create(`Harbor ${n}`)
})

const companies = async (typed: Record<string, unknown>, as = agency.owner) =>
  (await offersFor(as, picks, typed)).companyId

describe("a field that chooses a record", () => {
  it("offers the newest, says that there are more, and finds these by their name", async () => {
    const offered = await companies({})
    expect(offered.options).toHaveLength(mostOffered)
    expect(offered).toMatchObject({ hasMore: true, words: "" })
    expect(labels(offered)).not.toContain("Zebra & Sons")
    expect(labels(await companies({ "find-companyId": " zebra " }))).toEqual(["Zebra & Sons"])
    const nothing = await companies({ companyId: oldest, "find-companyId": "100%" })
    expect(nothing).toMatchObject({ options: [{ value: oldest }], isFound: false, hasMore: true })
  })

  it("keeps what is chosen among what it offers, unless it is gone or nothing of ours", async () => {
    const found = await companies({ companyId: oldest, "find-companyId": "Harbor 7" })
    expect(labels(found)).toEqual(["Harbor 7", "Zebra & Sons"])
    expect((await companies({ companyId: "no id" })).options).toHaveLength(mostOffered)
    const { companyId } = await createCompany(agency.owner, { name: "Gone" })
    await deleteCompany(agency.owner, { companyId })
    expect(labels(await companies({ companyId, "find-companyId": "Zebra" }))).toEqual(["Zebra & Sons"])
  })

  it("offers nobody what they may not see", async () => {
    expect((await companies({}, agency.owner)).options).toHaveLength(mostOffered)
    const strangers = await anAgency()
    expect(await companies({ companyId: oldest }, strangers.owner)).toMatchObject({ options: [], hasMore: false })
  })

  it("comes back with everything typed and no complaint when other choices are asked for, with script or without", async () => {
    const cookie = await cookieFor(agency.people.owner.email)
    const form = { title: "", termMonths: "12", companyId: oldest, "find-companyId": "Harbor 7", find: "companyId" }
    const { status, body } = await answerOf(() => newDeal.action(knock({ path: "/deals/new", cookie, form })))
    expect(status).toBe(422)
    const { reply, offers } = body as { reply: Record<string, unknown>; offers: { companyId: Offer } }
    expect(reply).toMatchObject({ initialValue: { termMonths: "12", companyId: oldest } })
    expect(reply.error).toBeUndefined()
    expect(labels(offers.companyId)).toEqual(["Harbor 7", "Zebra & Sons"])
  })

  it("finds whom to invoice by the address, before the form is filled", async () => {
    const cookie = await cookieFor(agency.people.owner.email)
    const path = `/invoices/new?companyId=${oldest}&find-companyId=Harbor+7&find=companyId`
    const { body } = await answerOf(() => newInvoice.loader(knock({ path, cookie })))
    expect(labels((body as { choices: Offer }).choices)).toEqual(["Harbor 7", "Zebra & Sons"])
  })
})
