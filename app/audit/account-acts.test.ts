import { beforeAll, describe, expect, it } from "vitest"
import { confirmSession } from "~/identity/confirm-session.server"
import { renewRecoveryCode } from "~/identity/renew-recovery-code.server"
import { signIn } from "~/identity/sign-in.server"
import { signInByFactor } from "~/identity/sign-in-by-factor.server"
import { signOut } from "~/identity/sign-out.server"
import { assignLead } from "~/leads/assign-lead.server"
import { captureLead } from "~/leads/capture-lead.server"
import { removeMember } from "~/members/remove-member.server"
import { joinMember } from "~/organizations/join-member.server"
import { mint } from "~/platform/data/contexts.server"
import { secretFor, withApp } from "../../tests/support/factors"
import { type Agency, anAgency, password, visitor } from "../../tests/support/world"
import { accountActs } from "./account-acts"
import { actChoices } from "./acts"
import { auditLines } from "./audit-page.server"
import { listAuditEvents } from "./audit-queries.server"
import { listAuditPeople } from "./people-queries.server"

const elsewhere = (userAgent: string) => mint({ ...visitor(), userAgent })

let agency: Agency
let elsewhereAgency: Agency
beforeAll(async () => {
  agency = await anAgency()
  elsewhereAgency = await anAgency({ name: "Harbor" })
})

/** A colleague with a password, and what they act with when signed in. */
async function aColleague(name: string) {
  const email = `${name.toLowerCase()}@colleagues.example`
  const joining = { name, email, role: "member" as const, teamId: null, password }
  const { personId } = await joinMember(agency.system(), joining)
  return { email, personId, name, ctx: () => mint({ ...agency.member, personId, name, email, now: new Date() }) }
}

/** The record as the owner reads it, the oldest first: of one kind of act, or all of it. */
async function linesOf(act?: string) {
  const [{ rows }, people] = [await listAuditEvents(agency.owner, { act }), await listAuditPeople(agency.owner, {})]
  const names = Object.fromEntries(people.map(({ personId, name }) => [personId, name]))
  return auditLines(rows, { timeZone: "Europe/Berlin", locale: "en-GB", names }).toReversed()
}
const told = async (act: string) => (await linesOf(act)).map(({ text, who }) => `${text} · ${who}`)

describe("the log tells of accounts in words", () => {
  it("who signed in, from a new device, and who was refused and why", async () => {
    const { email, ctx } = await aColleague("Mia")
    await signIn(visitor(), { email, password: "not the right one" })
    const secret = await secretFor(email)
    await signOut(visitor(), { secret })
    await signIn(elsewhere("Mozilla/5.0 (iPhone) Version/18.0 Safari/605"), { email, password })
    await confirmSession(ctx(), { password: "nor is this" })
    expect(await told("session")).toEqual([
      "A sign-in as Mia was refused: wrong password · Visitor",
      "Signed in · Mia",
      "Signed out · Mia",
      "Signed in from a new device · Mia",
      "Entered a wrong password while signed in · Mia",
    ])
  })

  it("second factors and recovery codes", async () => {
    const { email, personId, ctx } = await aColleague("Marc")
    await withApp(personId)
    const { codes } = await renewRecoveryCode(ctx(), {})
    const entered = await signIn(visitor(), { email, password })
    const pending = entered.signedIn ? "" : entered.pending!
    await signInByFactor(visitor(), { pending, code: "000000" })
    await signInByFactor(visitor(), { pending, code: codes[0]! })
    expect(await told("factor")).toEqual([
      "The password of Marc was right; the second factor was asked for · Visitor",
      "A sign-in as Marc was refused: wrong second factor · Visitor",
    ])
    expect(await told("recovery-code")).toEqual([
      "Made new recovery codes · Marc",
      `Used a recovery code; ${codes.length - 1} left · Marc`,
    ])
  })

  it("without a person's id where their name is known, also of somebody who has left since", async () => {
    const { email, personId } = await aColleague("Finn")
    await signIn(visitor(), { email, password: "not the right one" })
    const { leadId } = await captureLead(agency.owner, { name: "Ada", email: "ada@lead.example", evenIfKnown: true })
    await assignLead(agency.owner, { leadId, ownerId: personId })
    await removeMember(agency.owner, { memberId: personId, successorId: agency.people.owner.personId })
    const refused = (await linesOf("session.refused")).at(-1)
    expect(refused).toMatchObject({ text: "A sign-in as Finn was refused: wrong password" })
    expect(refused?.facts).toContainEqual({ label: "Person", value: "Finn" })
    const assigned = (await linesOf("lead.assigned")).find(({ text }) => text === "Lead assigned to Finn")
    expect(assigned?.facts).toContainEqual({ label: "Owner", value: "Finn" })
    const lines = (await linesOf()).flatMap(({ facts, changes }) => [
      ...facts.map(({ value }) => value),
      ...changes.flatMap(({ from, to }) => [from, to]),
    ])
    expect(lines).not.toContain(personId)
    expect((await listAuditPeople(agency.owner, {})).at(-1)).toEqual({ personId, name: "Finn", hasLeft: true })
  })

  it("among what a person did, and nobody else's, also sign-ins as them that were refused", async () => {
    const [nora, ivo] = [await aColleague("Nora"), await aColleague("Ivo")]
    await signIn(visitor(), { email: nora.email, password: "not the right one" })
    await signIn(visitor(), { email: ivo.email, password: "not the right one" })
    await signIn(visitor(), { email: nora.email, password })
    await confirmSession(nora.ctx(), { password: "nor is this" })
    const of = async (person: string, more = {}) => {
      const asked = { person, ...more }
      return (await listAuditEvents(agency.owner, asked)).rows.map(({ name, actorKind }) => `${name} ${actorKind}`)
    }
    const tried = "session.refused system"
    expect(await of(nora.personId)).toEqual(["session.refused staff", "session.started staff", tried])
    expect(await of(nora.personId, { act: "session" })).toEqual(await of(nora.personId))
    expect(await of(nora.personId, { q: "visitor" })).toEqual([tried])
    expect(await of(ivo.personId)).toEqual([tried])
    expect(await of(ivo.personId, { act: "session.started" })).toEqual([])
    expect(await listAuditEvents(elsewhereAgency.owner, { person: nora.personId })).toMatchObject({ rows: [] })
  })

  it("in no words of the program, and so are the choices of the filter", () => {
    const account = { whose: "Ida", isTheirs: false }
    for (const [name, told] of Object.entries(accountActs)) {
      if (told === null) continue
      const { act, text } = told as { act: string; text(payload: object, of: typeof account): string }
      for (const said of [act, text({ reason: "password", about: "device", ended: 2, left: 1 }, account)])
        expect(said, name).toMatch(/^[A-Z][^.]+[^.]$/)
      expect(act, name).not.toMatch(/^(Session|Factor|Challenge) /)
    }
    const session = actChoices.find(({ options }) => options.some(({ value }) => value === "session"))
    expect(session?.label).toBe("Signing in and out")
    expect(session?.options).toContainEqual({ value: "session.started", label: "Signed in" })
  })
})
