import { beforeAll, describe, expect, it } from "vitest"
import { organizations } from "#db/schema/organizations"
import { transact } from "~/platform/data/database.server"
import { Conflict, Forbidden } from "~/platform/language/errors"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { type Agency, anAgency, password, rows } from "../../tests/support/world"
import { editOrganization } from "./edit-organization.server"
import { joinMember } from "./join-member.server"
import { getOrganization } from "./organization-queries.server"
import * as page from "./routes/edit"

let agency: Agency
let version: number
beforeAll(async () => {
  agency = await anAgency()
})

const kept = { name: "Northlight", legalName: "Northlight GmbH", country: "DE" }
const begun = { taxRate: "19", paymentTermsDays: 14, depositPercent: "30" }
const asked = async (more: object = {}) => {
  version = (await getOrganization(agency.owner, {})).version
  return { version, ...kept, ...begun, ...more }
}

describe("editing the organization", () => {
  it("tidies what stands on its documents", async () => {
    const typed = {
      iban: "de89 3704 0044 0532 0130 00",
      bic: "cobadeff",
      vatId: "de 123 456 789",
      line1: "Kastanienallee 1",
    }
    await editOrganization(agency.owner, await asked(typed))
    const tidy = { iban: "DE89370400440532013000", bic: "COBADEFF", vatId: "DE123456789", line1: "Kastanienallee 1" }
    expect(await getOrganization(agency.owner, {})).toMatchObject(tidy)
  })

  it("refuses what cannot be, at its field", async () => {
    const wrong = {
      iban: "DE89370400440532013001",
      bic: "CO",
      vatId: "12345",
      country: "XX",
      taxRate: "101",
      legalName: "",
    }
    for (const [field, value] of Object.entries(wrong))
      await expect(editOrganization(agency.owner, await asked({ [field]: value }))).rejects.toMatchObject({ field })
  })

  it("is an owner's alone", async () => {
    for (const member of [agency.manager, agency.member, agency.finance, agency.guest])
      await expect(editOrganization(member, await asked())).rejects.toBeInstanceOf(Forbidden)
  })

  it("that was changed meanwhile shows what stands there, and never a secret", async () => {
    const { organizationId, owner } = agency
    const secrets = { stripeSealed: "sealed", stripeKey: "a-key-of-stripe" }
    await transact({ organizationId, now: owner.now }, (db) => db.update(organizations).set(secrets))
    const mine = await asked({ phone: "+49 30 1" })
    await editOrganization(agency.owner, await asked({ phone: "+49 30 2" }))
    const refused = await editOrganization(agency.owner, mine).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Conflict)
    expect(refused).toMatchObject({ detail: { theirs: { phone: "+49 30 2" } } })
    expect(JSON.stringify(refused)).not.toMatch(/stripe|seal/i)
    const details = await rows(agency, "select * from event_details")
    expect(JSON.stringify(details, (_, value) => (typeof value === "bigint" ? String(value) : value))).not.toMatch(
      /a-key-of-stripe|"sealed"/,
    )
  })
})

describe("/settings/organization", () => {
  const finance = "fia@northlight.example"
  const ask = async (role: "owner" | "finance", form?: Record<string, string>) => {
    const email = role === "owner" ? agency.people.owner.email : finance
    const args = knock({ path: "/settings/organization", form, cookie: await cookieFor(email) })
    return answerOf(() => (form ? page.action(args as never) : page.loader(args as never)))
  }

  beforeAll(async () => {
    await joinMember(agency.system(), { name: "Fia", email: finance, role: "finance", teamId: null, password })
  })

  it("is filled in for an owner and closed to others", async () => {
    expect(await ask("owner")).toMatchObject({ body: { defaults: { legalName: "Northlight GmbH", taxRate: "19" } } })
    expect(JSON.stringify((await ask("owner")).body)).not.toContain("proposalTemplate")
    expect((await ask("finance")).status).toBe(403)
  })

  it("saves, and gives everything typed back when something is wrong", async () => {
    const form = Object.fromEntries(Object.entries(await asked({ city: "Berlin" })).map(([k, v]) => [k, String(v)]))
    const refused = await ask("owner", { ...form, iban: "DE00" })
    expect(refused).toMatchObject({ status: 422, body: { reply: { error: { iban: expect.anything() } } } })
    expect(refused).toMatchObject({ body: { reply: { initialValue: { city: "Berlin" } } } })
    expect((await ask("owner", form)).headers.get("Location")).toBe("/settings/organization")
    expect((await getOrganization(agency.owner, {})).city).toBe("Berlin")
  })
})
