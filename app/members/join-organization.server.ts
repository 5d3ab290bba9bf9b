import { and, eq, isNotNull, isNull, sql } from "drizzle-orm"
import type { z } from "zod"
import { passkeys, totpFactors } from "#db/schema/factors"
import { invitations, members } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import { type Attempted, addressOf, countSignIn, forgiveSignIn } from "~/identity/count-attempts.server"
import { endSession } from "~/identity/end-sessions.server"
import { passwordProblem } from "~/identity/password"
import { startSession } from "~/identity/start-session.server"
import { outsideCommand } from "~/platform/data/command.server"
import { enterOrganization } from "~/platform/data/found.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { type BrowserSession, findSession } from "./browser-session.server"
import { JoinOrganizationInput } from "./inputs.server"
import { findByToken } from "./invitation-token.server"

type Input = z.output<typeof JoinOrganizationInput>
type Found = NonNullable<Awaited<ReturnType<typeof findByToken>>>
/** What proves that the mailbox's owner is there: their session, the password of their account, or the mail alone for who has none. */
type Proof = { by: "session"; session: BrowserSession } | { by: "password"; kept: string } | { by: "mail" }
type Attempt = Attempted & { found: Found; proof: Proof; name: string; password: string; previous: string | null }
type Checked = { right: boolean; newHash: string | null; retryAfter: number | null }

/** What came of accepting: signed in by `secret`, or by signing in where that asks for a second factor; or why not. */
export type Joined =
  | { joined: true; secret: string | null; organization: string }
  | { joined: false; retryAfter: number | null }

const gone = "This invitation was used or taken back, or it is too old. Ask for a new one."

/**
 * Accepts an invitation, once: who has the mailbox joins as what was offered. A new person chooses a name and a password; who has
 * an account already shows its password, or is signed in as just that person.
 */
export const joinOrganization = outsideCommand({
  name: "join-organization",
  actors: ["anonymous"],
  input: JoinOrganizationInput,
  async step(ctx, input): Promise<Attempt> {
    const found = await findByToken(ctx, input.token)
    if (!found) throw new Conflict(gone)
    const proof = await proofOf(ctx, found, input)
    const { previous } = input
    const who = { name: found.person?.name ?? input.name ?? "", password: input.password ?? "", previous }
    return ctx.unchanged({ found, proof, ...who, email: found.email, address: addressOf(ctx.caller) })
  },
  outside: check,
  async settle(ctx, attempt, outcome): Promise<Joined> {
    if (!outcome.ok) return ctx.unchanged({ joined: false, retryAfter: null })
    const { right, newHash, retryAfter } = outcome.answer
    if (!right) return ctx.unchanged({ joined: false, retryAfter })
    return join(ctx, attempt, newHash)
  },
})

async function proofOf(ctx: Work<"anonymous">, found: Found, input: Input): Promise<Proof> {
  const session = input.previous === null ? null : await findSession(ctx, input.previous)
  const { person } = found
  if (session && session.personId !== person?.id)
    throw new Conflict(`You are signed in as somebody else. Sign out first: this invitation is for ${found.email}.`)
  if (session && !session.isBound) return { by: "session", session }
  if (person?.passwordHash) {
    if (!input.password) throw new Invalid("password", "Enter your password")
    return { by: "password", kept: person.passwordHash }
  }
  if (!person && !input.name) throw new Invalid("name", "Enter your name")
  if (!input.password) throw new Invalid("password", "Choose a password")
  const problem = passwordProblem(input.password, [person?.name ?? input.name, found.email, found.organization])
  if (problem) throw new Invalid("password", problem)
  return { by: "mail" }
}

async function check({ proof, password, email, address }: Attempt): Promise<Checked> {
  if (proof.by === "session") return { right: true, newHash: null, retryAfter: null }
  return inTurn(async (hasher) => {
    if (proof.by === "mail") return { right: true, newHash: await hasher.hash(password), retryAfter: null }
    const retryAfter = await countSignIn({ email, address })
    if (retryAfter !== null) return { right: false, newHash: null, retryAfter }
    const right = await hasher.matches(proof.kept, password)
    if (right) await forgiveSignIn({ email, address })
    return { right, newHash: null, retryAfter: null }
  })
}

async function join(ctx: Work<"anonymous">, attempt: Attempt, newHash: string | null): Promise<Joined> {
  const { found, proof, name, previous } = attempt
  const { organizationId, organization } = found
  const personId = found.person?.id ?? newId<"people">()
  const actor = { kind: "staff" as const, id: personId, name, personId }
  await enterOrganization(ctx, { organizationId, cause: "invitation", actor }, async (within) => {
    await take(within, found)
    await keepPerson(within, { ...attempt, personId, newHash })
    await becomeMember(within, found, { personId, name })
  })
  ctx.record("organization.joined", { personId, organizationId })
  if (proof.by !== "session" && (await hasFactor(ctx, personId))) return { joined: true, secret: null, organization }
  const { authenticatedAt, factorAt, endsAt } =
    proof.by === "session" ? proof.session : { authenticatedAt: ctx.now, factorAt: null, endsAt: null }
  const secret = await startSession(ctx, personId, { organizationId, authenticatedAt, factorAt, endsBy: endsAt })
  if (previous) await endSession(ctx, previous)
  return { joined: true, secret, organization }
}

/** Takes the invitation; of two who accept at once the second finds it taken. */
async function take(ctx: Work<"system">, { id, expiresAt }: Found) {
  const open = and(eq(invitations.id, id), isNull(invitations.acceptedAt), isNull(invitations.revokedAt))
  const taken = await ctx.db
    .update(invitations)
    .set({ acceptedAt: ctx.now })
    .where(and(open, eq(invitations.expiresAt, expiresAt)))
    .returning({ id: invitations.id })
  if (taken.length === 0 || expiresAt <= ctx.now) throw new Conflict(gone)
}

type Kept = Attempt & { personId: Id<"people">; newHash: string | null }

/** Writes a new person, or the password of one who had none; one whose password changed since it was shown does not pass. */
async function keepPerson(ctx: Work<"system">, { found, proof, personId, name, newHash }: Kept) {
  const changed = newHash === null ? {} : { passwordHash: newHash, passwordChangedAt: ctx.now }
  if (!found.person) {
    await ctx.db.insert(people).values({ id: personId, email: found.email, name, ...changed })
    return
  }
  const [now] = await ctx.db
    .select({ passwordHash: people.passwordHash, disabledAt: people.disabledAt })
    .from(people)
    .where(eq(people.id, personId))
    .for("update")
  const isAsBefore = now?.disabledAt === null && now.passwordHash === found.person.passwordHash
  if (proof.by !== "session" && !isAsBefore) throw new Conflict(gone)
  if (newHash !== null) await ctx.db.update(people).set(changed).where(eq(people.id, personId))
}

/** Makes a member of somebody, or one again of who had left. */
async function becomeMember(ctx: Work<"system">, found: Found, { personId, name }: Pick<Kept, "personId" | "name">) {
  const { id, email, role, roleId, teamId } = found
  const as = { name, email, role, roleId, teamId, status: "active" as const, removedAt: null }
  const joined = await ctx.db
    .insert(members)
    .values({ personId, ...as })
    .onConflictDoUpdate({
      target: [members.organizationId, members.personId],
      set: as,
      setWhere: eq(members.status, "removed"),
    })
    .returning({ personId: members.personId })
  if (joined.length === 0) throw new Conflict("You are a member already.")
  await ctx.db.update(invitations).set({ acceptedById: personId }).where(eq(invitations.id, id))
  ctx.record("member.joined", { memberId: personId, role })
}

/** Whether somebody has a second factor, which signing in asks for. */
export async function hasFactor({ db }: Pick<Work, "db">, personId: Id<"people">): Promise<boolean> {
  const [found] = await db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        eq(people.id, personId),
        sql`(exists ${db
          .select({ one: sql`1` })
          .from(totpFactors)
          .where(
            and(
              eq(totpFactors.personId, personId),
              isNull(totpFactors.organizationId),
              isNotNull(totpFactors.confirmedAt),
            ),
          )}
          or exists ${db.select({ one: sql`1` }).from(passkeys).where(eq(passkeys.personId, personId))})`,
      ),
    )
  return found !== undefined
}
