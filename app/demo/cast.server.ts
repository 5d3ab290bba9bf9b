import { joinMember } from "~/organizations/join-member.server"
import { listMembers } from "~/organizations/organization-queries.server"
import type { Role } from "~/organizations/role"
import { setUpOrganization } from "~/organizations/set-up-organization.server"
import {
  builtIn,
  type ClientContext,
  type ClientHold,
  mint,
  type StaffContext,
  type SystemContext,
  withoutSession,
} from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { resolveForm } from "~/platform/security/resolve.server"
import type { AgencyPlan } from "./agencies"

/** An agency of the demo with those who act in its story, each at the time of their act. */
export type Cast = {
  as(role: Role, at: Date): StaffContext
  personId(role: Role): Id<"people">
  /** Somebody at the public form. */
  visitor(at: Date): ClientContext
  /** Whoever holds a client's link. */
  reader(hold: ClientHold, at: Date): ClientContext
}

/** The past is told without mails: they are kept for the record and never go out. */
const told = (now: Date) => ({ now, mails: "keep", requestId: null, ip: null, userAgent: null }) as const

/** Sets an agency up with its people, or finds what an earlier, interrupted start made of it. */
export async function gatherCast(plan: AgencyPlan, at: Date, password: string): Promise<Cast> {
  const form = (await resolveForm(plan.organization.formKey)) ?? (await setUp(plan, at, password))
  const { organizationId, formId } = form
  const system: SystemContext = mint({ kind: "system", organizationId, cause: "the demo story", ...told(at) })
  const present = async () => listMembers(system, {})
  const teamId = (await present())[0]?.teamId ?? null
  for (const { role, name, email } of plan.members) {
    if ((await present()).some((member) => member.email === email)) continue
    const team = role === "manager" || role === "member" ? teamId : null
    await joinMember(system, { name, email, role, teamId: team, password })
  }
  const members = new Map((await present()).map((member) => [member.role, member]))
  const member = (role: Role) => members.get(role) ?? members.get("owner")!
  return {
    as: (role, now) => {
      const { personId, name, email, teamId } = member(role)
      const known = { organizationId, personId, name, email }
      return mint({ kind: "staff", ...known, ...builtIn(role, teamId), ...withoutSession, ...told(now) })
    },
    personId: (role) => member(role).personId,
    visitor: (now) => mint({ kind: "client", organizationId, hold: { of: "form", formId }, ...told(now) }),
    reader: (hold, now) => mint({ kind: "client", organizationId, hold, ...told(now) }),
  }
}

async function setUp({ organization }: AgencyPlan, at: Date, ownerPassword: string) {
  const program = mint({ kind: "anonymous", by: "program", ...told(at) })
  await setUpOrganization(program, { ...organization, isDemo: true, ownerPassword })
  return (await resolveForm(organization.formKey))!
}
