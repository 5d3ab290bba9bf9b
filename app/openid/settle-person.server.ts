import { and, eq, isNull } from "drizzle-orm"
import { members, ownRoles } from "#db/schema/organizations"
import { people, sessions } from "#db/schema/people"
import { providerGroups, providerSubjects } from "#db/schema/sign-on"
import type { Work } from "~/platform/data/work.server"
import { type Id, newId } from "~/platform/language/ids"
import type { ProvidedPerson } from "./claims"
import { mailSignOn } from "./mail-sign-on.server"
import { organizationOf } from "./provider-secret.server"
import { registrationOf } from "./registration.server"
import { type GivenRole, type Refusal, roleAfter } from "./sign-on"

type Known = { providerId: Id<"identity_providers">; name: string }
type Given = GivenRole<Id<"own_roles">>
type Member = Given & { personId: Id<"people">; status: "active" | "removed" }
type Refused = { refusal: Refusal; memberId?: Id<"people"> }

/** Who somebody is here whom a provider vouches for, or why nobody. Members who were removed stay out. */
export type Settled = { memberId: Id<"people"> } | Refused

/**
 * Finds the member whom a provider's subject is, makes one just in time, and gives them the role of their groups. A subject is
 * matched by itself; the vouched-for address counts the first time only, and then the person is told by mail.
 */
export async function settlePerson(ctx: Work, known: Known, provided: ProvidedPerson): Promise<Settled> {
  const { provider } = await registrationOf(ctx, known.providerId)
  if (!provider.isEnabled) return { refusal: "disabled" }
  const mapping = await mappingOf(ctx, known.providerId)
  const fallback: Given | null = provider.role === null ? null : { role: provider.role, roleId: provider.roleId }
  const subject = await subjectOf(ctx, known, provided.subject)
  if (!subject && provided.email === null) return { refusal: "unverified" }
  const person = subject ?? (await personWith(ctx, provided.email!))
  const closed = person && (await whyClosed(ctx, known, person, subject !== null))
  if (closed) return { refusal: closed, memberId: person.personId }
  const member = person && (await memberOf(ctx, person.personId))
  if (member?.status === "removed") return { refusal: "removed", memberId: member.personId }
  const role = roleAfter(member, provided.groups, mapping, fallback)
  if (!role) return { refusal: "no-role", ...(member ? { memberId: member.personId } : {}) }
  const personId = person?.personId ?? (await newPerson(ctx, provided.email!, nameOf(provided)))
  if (member) await changeRole(ctx, known, member, role)
  else await join(ctx, personId, provided, { ...role, teamId: provider.teamId })
  await keepSubject(ctx, known, provided.subject, personId, { isLinked: subject !== null, isNew: person === null })
  return { memberId: personId }
}

async function mappingOf(ctx: Work, providerId: Id<"identity_providers">) {
  const rows = await ctx.db
    .select({
      group: providerGroups.group,
      role: providerGroups.role,
      roleId: providerGroups.roleId,
      own: ownRoles.id,
    })
    .from(providerGroups)
    .leftJoin(ownRoles, and(eq(ownRoles.id, providerGroups.roleId), isNull(ownRoles.deletedAt)))
    .where(eq(providerGroups.providerId, providerId))
  return rows.filter(({ roleId, own }) => roleId === null || own !== null)
}

type Person = { personId: Id<"people">; disabledAt: Date | null; isSuperAdmin: boolean }
const shown = { personId: people.id, disabledAt: people.disabledAt, isSuperAdmin: people.isSuperAdmin }

/**
 * Why an existing person is not signed in by this provider: an organization's word does not open what is the installation's, and an
 * address that another subject came with may have been given to somebody new (OpenID Connect Core 5.7).
 */
async function whyClosed(ctx: Work, { providerId }: Known, person: Person, isLinked: boolean): Promise<Refusal | null> {
  if (person.disabledAt) return "closed"
  if (person.isSuperAdmin) return "super-admin"
  if (isLinked) return null
  const [other] = await ctx.db
    .select({ subject: providerSubjects.subject })
    .from(providerSubjects)
    .where(and(eq(providerSubjects.providerId, providerId), eq(providerSubjects.personId, person.personId)))
  return other ? "elsewhere" : null
}

async function subjectOf(ctx: Work, { providerId }: Known, subject: string): Promise<Person | null> {
  const [found] = await ctx.db
    .select(shown)
    .from(providerSubjects)
    .innerJoin(people, eq(people.id, providerSubjects.personId))
    .where(and(eq(providerSubjects.providerId, providerId), eq(providerSubjects.subject, subject)))
  return found ?? null
}

async function personWith(ctx: Work, email: string): Promise<Person | null> {
  const [found] = await ctx.db.select(shown).from(people).where(eq(people.email, email))
  return found ?? null
}

async function memberOf(ctx: Work, personId: Id<"people">): Promise<Member | null> {
  const [found] = await ctx.db
    .select({ personId: members.personId, role: members.role, roleId: members.roleId, status: members.status })
    .from(members)
    .where(eq(members.personId, personId))
    .for("update")
  return found ?? null
}

const nameOf = ({ name, email }: ProvidedPerson) => name ?? email?.split("@")[0] ?? "New colleague"

/** A person without a password: they come in by the provider, or by a new password that their mailbox asks for. */
async function newPerson(ctx: Work, email: string, name: string): Promise<Id<"people">> {
  const personId: Id<"people"> = newId()
  await ctx.db.insert(people).values({ id: personId, email, name })
  return personId
}

async function join(
  ctx: Work,
  personId: Id<"people">,
  provided: ProvidedPerson,
  place: Given & { teamId: Id<"teams"> | null },
) {
  const [person] = await ctx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  await ctx.db.insert(members).values({ personId, name: nameOf(provided), email: person!.email, ...place })
  ctx.record("member.joined", { memberId: personId, role: place.role })
}

/** Another role ends what was begun in the one before. */
async function changeRole(ctx: Work, { providerId }: Known, { personId, ...before }: Member, after: Given) {
  if (before.role === after.role && before.roleId === after.roleId) return
  await ctx.db.update(members).set(after).where(eq(members.personId, personId))
  await ctx.db
    .update(sessions)
    .set({ revokedAt: ctx.now })
    .where(
      and(
        eq(sessions.personId, personId),
        eq(sessions.organizationId, organizationOf(ctx.caller)),
        isNull(sessions.revokedAt),
      ),
    )
  ctx.record("sign-on.mapped", { providerId, memberId: personId, from: before.role, to: after.role })
}

/** Remembers the subject. Somebody who was there before learns by mail that they can be signed in so from now on. */
async function keepSubject(
  ctx: Work,
  { providerId, name }: Known,
  subject: string,
  personId: Id<"people">,
  { isLinked, isNew }: { isLinked: boolean; isNew: boolean },
) {
  const mine = and(eq(providerSubjects.providerId, providerId), eq(providerSubjects.subject, subject))
  if (isLinked) return ctx.db.update(providerSubjects).set({ lastUsedAt: ctx.now }).where(mine)
  await ctx.db.insert(providerSubjects).values({ providerId, subject, personId, lastUsedAt: ctx.now })
  ctx.record("sign-on.linked", { providerId, name, memberId: personId })
  if (!isNew) await ctx.enqueue({ command: mailSignOn.definition, input: { providerId, memberId: personId } })
}
