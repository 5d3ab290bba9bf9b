import { beforeAll, describe, expect, it } from "vitest"
import { keepHead } from "~/adapters/audit-heads.server"
import { renderInvoice } from "~/invoices/render-invoice.server"
import { everyOrganization, hasOrganizations, resolveForm } from "~/platform/security/resolve.server"
import { anIssuedInvoice } from "../../tests/support/billing"
import { filesOf } from "../../tests/support/files-of"
import { answerOf, cookieFor, knock, sessionOf } from "../../tests/support/knock"
import { tinyPng } from "../../tests/support/tiny-image"
import { type Agency, anAgency, program, rows, runJobs } from "../../tests/support/world"
import { deleteOrganization } from "./delete-organization.server"
import { editBrand } from "./edit-brand.server"
import { purgeOrganization } from "./purge-organization.server"
import { restoreOrganization } from "./restore-organization.server"
import * as page from "./routes/delete"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const path = "/settings/organization/delete"
const send = async (name: string) =>
  answerOf(async () => page.action(knock({ path, form: { name }, cookie: await cookieFor(agency.people.owner.email) })))
const later = (days: number) => program(new Date(Date.now() + days * 24 * 3_600_000))

describe("deleting the organization", () => {
  it("asks for its name, and is the owner's alone", async () => {
    expect(await send("Southlight")).toMatchObject({
      status: 422,
      body: { reply: { error: { name: expect.anything() } } },
    })
    await expect(deleteOrganization(agency.manager, { name: "Northlight" })).rejects.toMatchObject({
      kind: "forbidden",
    })
    const cookie = await sessionOf(agency, agency.people.manager.personId)
    expect((await answerOf(() => page.loader(knock({ path, cookie })))).status).toBe(403)
  })

  it("closes it at once: nobody is signed in, its form is not there, the clock passes it by, its jobs are not run", async () => {
    const cookie = await cookieFor(agency.people.owner.email)
    const { status, headers } = await send("Northlight")
    expect([status, headers.get("Location")]).toEqual([303, "/login"])
    expect((await answerOf(() => page.loader(knock({ path, cookie })))).headers.get("Location")).toMatch(/^\/login/)
    expect(await resolveForm(agency.formKey)).toBeNull()
    expect(await everyOrganization()).not.toContain(agency.organizationId)
    await runJobs()
    expect(await hasOrganizations()).toBe(true)
  })

  it("can be brought back as it was for thirty days", async () => {
    await purgeOrganization(later(29), {})
    await restoreOrganization(agency.system(), {})
    expect(await resolveForm(agency.formKey)).not.toBeNull()
    await editBrand(agency.owner, { colour: null, logo: { name: "logo.png", bytes: tinyPng } })
    const { invoiceId } = await anIssuedInvoice(agency.owner)
    await renderInvoice(agency.system(), { invoiceId })
    const head = { headOn: "2026-01-02", sequence: 1, hash: "0".repeat(64), signature: "a.b" }
    await keepHead({ organizationId: agency.organizationId, ...head })
    await deleteOrganization(agency.owner, { name: "Northlight" })
  })

  it("is removed for good after that, its logo, its documents and the heads of its record included", async () => {
    expect(filesOf(agency.organizationId).length).toBeGreaterThanOrEqual(4)
    const other = await anAgency({ name: "Harbor" })
    await editBrand(other.owner, { colour: null, logo: { name: "logo.png", bytes: tinyPng } })
    expect(await purgeOrganization(later(31), {})).toEqual({ organizations: 1 })
    expect(await rows(agency, "select from events")).toEqual([])
    expect(filesOf(agency.organizationId)).toEqual([])
    expect(filesOf(other.organizationId).length).toBeGreaterThan(0)
    expect(await everyOrganization()).toEqual([other.organizationId])
  })
})
