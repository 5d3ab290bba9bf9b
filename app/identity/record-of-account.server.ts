import { sql } from "drizzle-orm"
import { recordElsewhere } from "~/platform/data/found.server"
import type { Actor, Work } from "~/platform/data/work.server"
import type { Events } from "~/platform/language/events"
import type { Id } from "~/platform/language/ids"
import type { IdentityEvents } from "./events"

type Place = Id<"organizations"> | null

/** Whose account an act is about, and which organizations it concerns. */
export type About = {
  /** Null for an address that nobody has: no organization is told then. */
  personId: Id<"people"> | null
  /** What they are called, where that is known without asking. */
  name?: string
  /** Whether it was they who acted; whoever is refused may be anybody. */
  byThem?: boolean
  /** The organizations it concerns, such as those in which sessions stood; without them all that the person belongs to. */
  among?: readonly Place[]
}

/**
 * Records what was done about a person's account where it was done, and tells every other organization that it concerns: each reads
 * it in its own record, and none learns of another. `payload` may say to each what is its own; null is the installation.
 */
export async function recordOfAccount<N extends keyof IdentityEvents>(
  ctx: Work,
  about: About,
  name: N,
  payload: Events[N] | ((place: Place) => Events[N]),
): Promise<void> {
  const { caller } = ctx
  const here = caller.kind === "anonymous" ? null : caller.organizationId
  const said = typeof payload === "function" ? payload : () => payload
  const { organizations, actor } = await concernedBy(ctx, about)
  if (here === null || !about.among || organizations.has(here)) ctx.record(name, said(here))
  for (const organizationId of organizations)
    if (organizationId !== here) await recordElsewhere(ctx, { organizationId, actor }, name, said(organizationId))
}

/** How many of the sessions that ended stood in an organization; all of them, for the installation. */
export const endedIn = (ended: readonly Place[], place: Place): number =>
  place === null ? ended.length : ended.filter((each) => each === place).length

type Concerned = { organizations: Set<Id<"organizations">>; actor: Actor }

async function concernedBy(ctx: Work, about: About): Promise<Concerned> {
  const { personId, among, byThem = true } = about
  const isKnown = among && about.name !== undefined
  const account = isKnown ? { name: about.name ?? null, organizations: [] } : await accountOf(ctx, personId)
  const organizations = new Set((among ?? account.organizations).filter((place) => place !== null))
  const isTheirs = byThem && personId !== null
  const actor: Actor = isTheirs
    ? { kind: "staff", id: personId, name: account.name ?? "", personId }
    : { kind: "system", id: null, name: "Visitor", personId: null }
  return { organizations, actor }
}

type Account = { name: string | null; organizations: Id<"organizations">[] }

async function accountOf({ db }: Work, personId: Id<"people"> | null): Promise<Account> {
  const { rows } = await db.execute<Account>(sql`
    select (select name from people where id = ${personId}::uuid) as name, array(select app.organizations_of(${personId}::uuid)) as organizations`)
  return rows[0] ?? { name: null, organizations: [] }
}
