import { and, asc, count, eq, ilike, isNull, or, sql } from "drizzle-orm"
import { z } from "zod"
import { invitations, members, ownRoles, teams } from "#db/schema/organizations"
import { sessions } from "#db/schema/people"
import { may } from "~/permissions"
import { contains } from "~/platform/data/contains.server"
import { keyset, newestFirst, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { InvitationIdInput, InvitationTokenInput, MemberIdInput } from "./inputs.server"
import { findByToken } from "./invitation-token.server"
import { accessOf, choiceOf } from "./roles.server"
import { inTree } from "./team-tree"

/** When a member was last here; the sessions of somebody in another organization do not say. */
const lastSeenAt = sql<Date | null>`(
  select max(${sessions.lastSeenAt}) from ${sessions}
  where ${sessions.personId} = ${members.personId} and ${sessions.organizationId} = ${members.organizationId})`.mapWith(
  sessions.lastSeenAt,
)

const memberRow = {
  personId: members.personId,
  name: members.name,
  email: members.email,
  role: members.role,
  roleId: members.roleId,
  ownRole: ownRoles.name,
  teamId: members.teamId,
  teamName: teams.name,
  status: members.status,
  joinedAt: members.createdAt,
  removedAt: members.removedAt,
  lastSeenAt,
}

const memberRows = ({ db }: Reading) =>
  db
    .select(memberRow)
    .from(members)
    .leftJoin(ownRoles, eq(ownRoles.id, members.roleId))
    .leftJoin(teams, eq(teams.id, members.teamId))

/** Whoever's name or address holds these words; everybody without any. */
const ListPeopleInput = z.object({ q: z.string().trim().max(100).optional().catch(undefined) })

type Listing = { q?: string; after?: string; before?: string }

const named = (q: string | undefined) =>
  q ? or(ilike(members.name, contains(q)), ilike(members.email, contains(q))) : undefined

/** A page of the members of a standing, by name, and how many they are. */
async function membersWho(ctx: Reading, status: "active" | "removed", { q, after, before }: Listing) {
  const list = keyset<MemberRow>({
    ...{ column: members.name, value: ({ name }) => name, id: members.personId, order: "first", after, before },
  })
  const all = and(eq(members.status, status), named(q))
  const found = await memberRows(ctx)
    .where(and(all, list.where))
    .orderBy(...list.orderBy)
    .limit(list.limit)
  const [counted] = await ctx.db.select({ count: count() }).from(members).where(all)
  return { ...list.page(found.map((row) => ({ id: row.personId as string, ...row }))), count: counted?.count ?? 0 }
}

type MemberRow = Awaited<ReturnType<typeof memberRows>>[number] & { id: string }

/** Who belongs to the organization, a page at a time, by name. */
export const listPeople = query({
  name: "list-people",
  permission: "members.read",
  actors: ["staff"],
  input: ListPeopleInput.extend(PageInput),
  run: (ctx, asked) => membersWho(ctx, "active", asked),
})

/** Who belonged to the organization once, a page at a time, by name. */
export const listFormerPeople = query({
  name: "list-former-people",
  permission: "members.read",
  actors: ["staff"],
  input: ListPeopleInput.extend(PageInput),
  run: (ctx, asked) => membersWho(ctx, "removed", asked),
})

const isOpen = and(isNull(invitations.acceptedAt), isNull(invitations.revokedAt))

const invitationRows = ({ db }: Reading) =>
  db
    .select({
      id: invitations.id,
      email: invitations.email,
      role: invitations.role,
      ownRole: ownRoles.name,
      teamName: teams.name,
      invitedBy: members.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      mailedAt: invitations.mailedAt,
    })
    .from(invitations)
    .innerJoin(members, eq(members.personId, invitations.invitedById))
    .leftJoin(ownRoles, eq(ownRoles.id, invitations.roleId))
    .leftJoin(teams, eq(teams.id, invitations.teamId))

type InvitationRow = Awaited<ReturnType<typeof invitationRows>>[number]

/** Who is asked in and has not come yet, the latest first, a page at a time. */
export const listInvitations = query({
  name: "list-invitations",
  permission: "members.read",
  actors: ["staff"],
  input: ListPeopleInput.extend(PageInput),
  async run(ctx, { q, after, before }) {
    const list = newestFirst<InvitationRow>(invitations.id, { after, before })
    const all = and(isOpen, q ? ilike(invitations.email, contains(q)) : undefined)
    const found = await invitationRows(ctx)
      .where(and(all, list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const [counted] = await ctx.db.select({ count: count() }).from(invitations).where(all)
    return { ...list.page(found), count: counted?.count ?? 0 }
  },
})

/** An invitation that nobody has accepted and nobody took back. */
export const getInvitation = query({
  name: "get-invitation",
  permission: "members.read",
  actors: ["staff"],
  input: InvitationIdInput,
  async run(ctx, { invitationId }) {
    const [invitation] = await invitationRows(ctx).where(and(eq(invitations.id, invitationId), isOpen))
    if (!invitation) throw new NotFound("invitation")
    return invitation
  },
})

/** A member, with which of the built-in or own roles they have. */
export const getMember = query({
  name: "get-member",
  permission: "members.read",
  actors: ["staff"],
  input: MemberIdInput,
  async run(ctx, { memberId }) {
    const [member] = await memberRows(ctx).where(eq(members.personId, memberId))
    if (!member) throw new NotFound("member")
    const access = await accessOf(ctx, member)
    return { ...member, choice: choiceOf(member), roleName: access.name }
  },
})

/** The teams that somebody can be put into, each with the way to it. */
export const listTeamChoices = query({
  name: "list-team-choices",
  permission: "members.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const found = await ctx.db.select().from(teams).where(isNull(teams.deletedAt))
    return inTree(found).map(({ id, path }) => ({ value: id as string, label: path }))
  },
})

/** The colleagues who could have what one owns when one leaves. */
export const getDeparture = query({
  name: "get-departure",
  permission: "organizations.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { personId } = ctx.caller
    return { successors: await successorsOf(ctx, personId) }
  },
})

/** The colleagues who could have a member's records. */
export const listSuccessors = query({
  name: "list-successors",
  permission: "members.read",
  actors: ["staff"],
  input: MemberIdInput,
  run: (ctx, { memberId }) => successorsOf(ctx, memberId),
})

async function successorsOf(ctx: Reading, leaverId: Id<"people">) {
  const active = await ctx.db
    .select({ personId: members.personId, name: members.name, role: members.role, roleId: members.roleId })
    .from(members)
    .where(eq(members.status, "active"))
    .orderBy(asc(members.name))
  const choices: { value: string; label: string }[] = []
  for (const { personId, name, ...has } of active) {
    if (personId !== leaverId && may(await accessOf(ctx, has), "deals.edit"))
      choices.push({ value: personId, label: name })
  }
  return choices
}

/** What an invitation's page says to whoever has its link; null for an unknown, expired, revoked or used one alike. */
export const findInvitation = query({
  name: "find-invitation",
  permission: "organizations.read",
  actors: ["anonymous"],
  input: InvitationTokenInput,
  async run(ctx, { token }) {
    const found = await findByToken(ctx, token)
    if (!found) return null
    const { organization, timeZone, locale, email, role, roleName, expiresAt, inviter, person } = found
    const knows = person && { personId: person.id, hasPassword: person.passwordHash !== null }
    return { organization, timeZone, locale, email, role, roleName, expiresAt, inviter, knows }
  },
})
