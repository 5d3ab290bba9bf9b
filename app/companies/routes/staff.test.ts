import { beforeAll, describe, expect, test } from "vitest"
import { getCompany, listAddresses } from "~/companies/company-queries.server"
import { createAddress } from "~/companies/create-address.server"
import { createCompany } from "~/companies/create-company.server"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import { createContact } from "~/contacts/create-contact.server"
import * as link from "~/contacts/routes/link"
import * as unlink from "~/contacts/routes/unlink"
import { takeNotice } from "~/platform/http/flash.server"
import { type Answer, answerOf, cookieFor, cookieOf, knock } from "../../../tests/support/knock"
import { type Agency, anAgency } from "../../../tests/support/world"
import * as remove from "./delete"
import * as removeAddress from "./delete-address"
import * as edit from "./edit"
import * as editAddress from "./edit-address"
import * as create from "./new"
import * as newAddress from "./new-address"
import * as restore from "./restore"

let agency: Agency
let owner: string
beforeAll(async () => {
  agency = await anAgency()
  owner = await cookieFor(agency.people.owner.email)
})

type Page = { loader?: (args: never) => unknown; action?: (args: never) => unknown }

/** Asks a page at its address; the ids in it are its parameters, in their order. */
const ask = (page: Page, path: string, form?: Record<string, string>) => {
  const [companyId, second] = path.match(/[0-9a-f-]{36}/g) ?? []
  const params = { companyId: companyId ?? "", addressId: second ?? "", contactId: second ?? "" }
  const args = knock({ path, params, form, cookie: owner }) as never
  return answerOf(() => (form ? page.action!(args) : page.loader!(args)))
}
const told = ({ headers }: Answer) =>
  takeNotice(new Request("http://localhost/", { headers: { Cookie: cookieOf(headers.get("Set-Cookie") ?? "") } }))
    .notice
const whereTo = ({ headers }: Answer) => headers.get("Location")

const aCompany = async () => (await createCompany(agency.owner, { name: "Harbor" })).companyId
const quay = { kind: "billing", line1: "Quai 1", postalCode: "13002", city: "Marseille", country: "FR" } as const

describe("the pages of a company", () => {
  test("make one, once, and say what is missing", async () => {
    const form = { name: "Made here", kind: "client", submission: "make-company-1" }
    const made = await ask(create, "/companies/new", form)
    expect(whereTo(made)).toMatch(/^\/companies\/[0-9a-f-]{36}$/)
    expect(whereTo(await ask(create, "/companies/new", form))).toBe(whereTo(made))
    const refused = await ask(create, "/companies/new", { name: "" })
    expect([refused.status, refused.body]).toMatchObject([422, { reply: { error: { name: [expect.any(String)] } } }])
  })

  test("edit it by its version", async () => {
    const companyId = await aCompany()
    const form = { name: "Edited", version: "1" }
    expect(whereTo(await ask(edit, `/companies/${companyId}/edit`, form))).toBe(`/companies/${companyId}`)
    expect((await ask(edit, `/companies/${companyId}/edit`, form)).status).toBe(409)
    expect((await getCompany(agency.owner, { companyId })).name).toBe("Edited")
  })

  test("delete it, and take that back", async () => {
    const companyId = await aCompany()
    const gone = await ask(remove, `/companies/${companyId}/delete`, {})
    expect([whereTo(gone), told(gone)?.undo?.action]).toEqual(["/companies", `/companies/${companyId}/restore`])
    expect((await ask(edit, `/companies/${companyId}/edit`)).status).toBe(404)
    expect(whereTo(await ask(restore, `/companies/${companyId}/restore`, {}))).toBe(`/companies/${companyId}`)
  })

  test("add, change and delete its addresses", async () => {
    const companyId = await aCompany()
    await ask(newAddress, `/companies/${companyId}/addresses/new`, { companyId, ...quay })
    const [address] = await listAddresses(agency.owner, { companyId })
    const addressId = address!.id
    const changed = { companyId, addressId, version: "1", ...quay, city: "Lyon" }
    await ask(editAddress, `/companies/${companyId}/addresses/${addressId}`, changed)
    expect((await listAddresses(agency.owner, { companyId }))[0]).toMatchObject({ city: "Lyon" })
    const stale = await ask(editAddress, `/companies/${companyId}/addresses/${addressId}`, changed)
    expect(stale.status).toBe(409)
    await ask(removeAddress, `/companies/${companyId}/addresses/${addressId}/delete`, {})
    expect(await listAddresses(agency.owner, { companyId })).toEqual([])
  })

  test("show no address of another company", async () => {
    const { addressId } = await createAddress(agency.owner, { companyId: await aCompany(), ...quay })
    const companyId = await aCompany()
    expect((await ask(editAddress, `/companies/${companyId}/addresses/${addressId}`)).status).toBe(404)
  })

  test("add people to it and take them off, which can be undone", async () => {
    const companyId = await aCompany()
    const { contactId } = await createContact(agency.owner, { name: "Claire" })
    await ask(link, `/companies/${companyId}/contacts`, { contactId, role: "Director" })
    expect(await listContactsOfCompany(agency.owner, { companyId })).toMatchObject([{ contactId, role: "Director" }])
    const off = await ask(unlink, `/companies/${companyId}/contacts/${contactId}/unlink`, {})
    expect(await listContactsOfCompany(agency.owner, { companyId })).toEqual([])
    const { undo } = told(off)!
    await ask(link, undo!.action, undo!.fields)
    expect(await listContactsOfCompany(agency.owner, { companyId })).toMatchObject([{ contactId }])
  })
})
