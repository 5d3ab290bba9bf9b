import { beforeAll, describe, expect, it } from "vitest"
import { listStages } from "~/deals/stage-queries.server"
import { signIn } from "~/identity/sign-in.server"
import { listForms } from "~/leads/form-queries.server"
import { Conflict, Invalid, NotFound } from "~/platform/language/errors"
import { resolveForm } from "~/platform/security/resolve.server"
import { type Agency, anAgency, ourDatabase, password, program, rows, visitor } from "../../tests/support/world"
import { joinMember } from "./join-member.server"
import { getOrganization, listMembers } from "./organization-queries.server"
import { setUpOrganization } from "./set-up-organization.server"

const asked = {
  name: "Harbor",
  country: "CH",
  currency: "CHF",
  timeZone: "Europe/Zurich",
  ownerName: "Hanna Harbor-Owner",
  ownerEmail: "hanna@harbor.example",
  ownerPassword: password,
}

describe("the first set-up", () => {
  beforeAll(async () => {
    await ourDatabase()
  })

  it("refuses what is missing, at its field, and makes nothing", async () => {
    const wrong = {
      name: "",
      country: "XX",
      currency: "XYZ",
      timeZone: "Mars/Base",
      ownerName: "",
      ownerEmail: "hanna",
    }
    for (const [field, value] of Object.entries(wrong))
      await expect(setUpOrganization(visitor(), { ...asked, [field]: value })).rejects.toMatchObject({ field })
    const easy = { ...asked, ownerPassword: "hanna harbor" }
    await expect(setUpOrganization(visitor(), easy)).rejects.toMatchObject({ field: "ownerPassword" })
    await expect(setUpOrganization(visitor(), easy)).rejects.toBeInstanceOf(Invalid)
  })

  it("of two at once makes one organization", async () => {
    const other = { ...asked, name: "Second", ownerEmail: "second@harbor.example" }
    const tries = await Promise.allSettled([setUpOrganization(visitor(), asked), setUpOrganization(visitor(), other)])
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
    const refused = tries.find((each) => each.status === "rejected")
    expect(refused?.reason).toBeInstanceOf(NotFound)
  })

  it("is there once: later visitors find nothing, while the program may make more", async () => {
    const third = { ...asked, name: "Third", ownerEmail: "third@harbor.example" }
    await expect(setUpOrganization(visitor(), third)).rejects.toBeInstanceOf(NotFound)
    expect(await setUpOrganization(program(), third)).toMatchObject({ formKey: expect.any(String) })
  })
})

describe("a new organization", () => {
  let agency: Agency

  beforeAll(async () => {
    agency = await anAgency()
  })

  it("has its owner, who can sign in, in a team", async () => {
    expect(await listMembers(agency.owner, {})).toContainEqual(
      expect.objectContaining({ role: "owner", email: agency.people.owner.email, teamId: agency.teamId }),
    )
    const { email } = agency.people.owner
    expect((await signIn(visitor(), { email, password, previous: null })).signedIn).toBe(true)
  })

  it("has a pipeline to work with: stages in order, one that wins and one that loses", async () => {
    const stages = await listStages(agency.owner, {})
    expect(stages.filter(({ kind }) => kind === "open").length).toBeGreaterThan(2)
    expect(stages.filter(({ kind }) => kind === "won")).toHaveLength(1)
    expect(stages.filter(({ kind }) => kind === "lost")).toHaveLength(1)
  })

  it("has one public form, whose key leads to it alone", async () => {
    const forms = await listForms(agency.owner, {})
    expect(forms.map(({ key }) => key)).toEqual([agency.formKey])
    expect(await resolveForm(agency.formKey)).toMatchObject({ organizationId: agency.organizationId })
    expect(await resolveForm(`${agency.formKey}x`)).toBeNull()
  })

  it("follows its country where nothing else was said, and shows no secret of its own", async () => {
    const made = await getOrganization(agency.owner, {})
    expect(made).toMatchObject({ currency: "EUR", timeZone: "Europe/Berlin", depositPercent: "30.000000" })
    expect(Number(made.taxRate)).toBe(19)
    expect(made.proposalTemplate.terms).toContain("Payment.")
    expect(made).not.toHaveProperty("stripeSealed")
  })

  it("records that it was set up, within itself and for the installation", async () => {
    const recorded = await rows<{ name: string }>(agency, "select name from events where name = 'organization.set-up'")
    expect(recorded).toHaveLength(1)
  })

  it("refuses an owner whose address has an account", async () => {
    const again = { ...asked, ownerEmail: agency.people.owner.email }
    await expect(setUpOrganization(program(), again)).rejects.toBeInstanceOf(Conflict)
  })
})

describe("joining", () => {
  it("gives a role and a team, once a person", async () => {
    const agency = await anAgency()
    const nora = { name: "Nora New", email: "nora@joining.example", role: "manager", teamId: agency.teamId } as const
    const { personId } = await joinMember(agency.system(), nora)
    expect(await listMembers(agency.owner, {})).toContainEqual({
      ...nora,
      personId,
      roleId: null,
      granted: null,
      hides: [],
    })
    await expect(joinMember(agency.system(), nora)).rejects.toBeInstanceOf(Conflict)
  })

  it("lets somebody of another agency keep account and password", async () => {
    const [here, there] = [await anAgency(), await anAgency()]
    const { email, personId } = here.people.owner
    const joined = await joinMember(there.system(), {
      ...{ name: "Ida Abroad", email, role: "guest", teamId: null },
      password: "some other long words",
    })
    expect(joined.personId).toBe(personId)
    expect((await signIn(visitor(), { email, password, previous: null })).signedIn).toBe(true)
    expect((await listMembers(here.owner, {})).map(({ name }) => name)).not.toContain("Ida Abroad")
  })

  it("refuses a team of another organization and a password that is too easy", async () => {
    const [here, there] = [await anAgency(), await anAgency()]
    const omar = { name: "Omar", email: "omar@joining.example", role: "member" } as const
    await expect(joinMember(here.system(), { ...omar, teamId: there.teamId })).rejects.toBeInstanceOf(NotFound)
    const easy = { ...omar, teamId: null, password: "password1234" }
    await expect(joinMember(here.system(), easy)).rejects.toMatchObject({ field: "password" })
  })
})
