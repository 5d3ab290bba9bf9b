import { teams } from "#db/schema/organizations"
import { joinMember } from "~/organizations/join-member.server"
import { type Role, roles, type Scope } from "~/organizations/role"
import { type Permission, scopeOf } from "~/permissions"
import { type ActorKind, type Context, mint, type StaffContext } from "~/platform/data/contexts.server"
import { transact } from "~/platform/data/database.server"
import { Invalid } from "~/platform/language/errors"
import { permissionOf } from "~/platform/language/glossary"
import { type Id, newId } from "~/platform/language/ids"
import { aFullWorld } from "./a-full-world"
import { type Act, answerOf, idsIn, isNothing, isQuery } from "./answers"
import { type AnyExample, exampleOf } from "./examples"

/*
 * Who may do what, case by case: every act, begun by every built-in role, about a record of one's own, of a teammate, of
 * somebody in a team below and of somebody else, compared with the one table.
 */

/** Acts whose example names records that everybody sees, so that there is nothing beyond a scope. */
const aboutEverybodys: Record<string, string> = {
  "open-deal": "a deal is opened for a client, and clients are everybody's",
  "find-lookalikes": "it names the one lead to leave out, and answers with none of it",
}

/** Acts whose reach is that of the records they are about. */
const reachesAs: Record<string, Permission> = {
  "list-timeline": "deals.read",
  "explain-access": "deals.read",
  "create-note": "deals.read",
}

/** The permission that lets in to an act. */
export const permissionFor = (act: Act) =>
  (isQuery(act) ? act.definition.permission : permissionOf(act.definition.name)) as Permission

type Person = { personId: Id<"people">; teamId: Id<"teams"> | null }

/** A world with a team below the manager's, somebody in it, and everybody as the door would let them in. */
export async function aWorldOfTeams() {
  const world = await aFullWorld()
  const below = newId<"teams">()
  const { organizationId, teamId } = world
  await transact({ organizationId, now: new Date() }, (db) =>
    db.insert(teams).values({ id: below, name: "Below", parentId: teamId }),
  )
  const nested = { name: "Ned Nested", email: "ned@below.example", role: "member", teamId: below } as const
  const { personId } = await joinMember(world.system(), nested)
  const { owner: staff, program: anonymous } = world
  const contexts: Record<ActorKind, Context> = {
    ...{ staff, anonymous, system: world.system() },
    client: await world.formVisitor(),
  }
  const as = (role: Role): StaffContext => mint({ ...world[role], teamIds: world[role].teamId ? [teamId, below] : [] })
  return { world, contexts, as, nested: { personId, teamId: below } as Person }
}

export type WorldOfTeams = Awaited<ReturnType<typeof aWorldOfTeams>>

/** Whose record an act is about, seen from a member. */
function ownersSeenBy({ world, nested }: WorldOfTeams, me: StaffContext): Record<string, Person> {
  const { member, manager } = world.people
  const mate = me.personId === member.personId ? manager : member
  return { "their own": me, "a teammate's": mate, "a team below's": nested, "somebody else's": world.stranger }
}

/** What a command is not begun about since it may be begun about what is further off: each takes a record made anew. */
const nearer: Record<Scope, readonly string[]> = {
  all: ["their own", "a teammate's", "a team below's"],
  team: ["their own"],
  own: [],
}

const reaches = (scope: Scope, me: StaffContext, owner: Person) =>
  scope === "all" ||
  owner.personId === me.personId ||
  (scope === "team" && owner.teamId !== null && me.teamIds.includes(owner.teamId))

/** Makes an example's input; those of queries, and of acts that are refused, serve again. */
function inputsOf({ world }: WorldOfTeams, act: Act, example: AnyExample) {
  const made = new Map<string, Promise<Record<string, unknown>>>()
  const anew = (owner: Id<"people">) => example(world, owner).then(({ input }) => input)
  const kept = (owner: Id<"people">) => made.get(owner) ?? made.set(owner, anew(owner)).get(owner)!
  return { toUse: isQuery(act) ? kept : anew, toBeRefused: kept }
}

type Inputs = ReturnType<typeof inputsOf>

/** What is wrong with who may do something, as sentences, and how many cases were looked at. */
export async function verdictOn(here: WorldOfTeams, act: Act, example = exampleOf(act.definition.name)) {
  const inputs = inputsOf(here, act, example)
  const complaints = await strangersTo(here, act, inputs)
  if (!act.definition.actors.includes("staff")) return { complaints, cases: 1 }
  let cases = 1
  for (const role of roles) {
    const me = here.as(role)
    const scope = scopeOf(me, permissionFor(act))
    for (const [whose, owner] of Object.entries(ownersSeenBy(here, me))) {
      if (!isQuery(act) && scope && nearer[scope].includes(whose)) continue
      cases++
      const wrong = await complaintAbout(act, me, { whose, owner }, { here, inputs })
      if (wrong) complaints.push(`${role} ${wrong}`)
    }
  }
  return { complaints, cases }
}

type Case = { whose: string; owner: Person }

async function complaintAbout(
  act: Act,
  me: StaffContext,
  { whose, owner }: Case,
  at: { here: WorldOfTeams; inputs: Inputs },
) {
  const { name } = act.definition
  const asked = permissionFor(act)
  if (scopeOf(me, asked) === null) {
    const { answer } = await answerOf(act, me, await at.inputs.toBeRefused(at.here.world.me))
    return answer === "Forbidden" ? null : `may not ${name} ${whose}, but was answered ${answer}.`
  }
  const scope = scopeOf(me, reachesAs[name] ?? asked) as Scope
  if (!reaches(scope, me, owner)) return beyondReach(act, me, whose, await at.inputs.toBeRefused(owner.personId))
  const input = await ifItCanBe(() => at.inputs.toUse(owner.personId))
  if (!input) return null
  const { answer } = await answerOf(act, me, input)
  return answer === "allowed" ? null : `may ${name} ${whose}, but was answered ${answer}.`
}

/** A record of somebody's; null where it cannot be theirs, such as a lead of somebody who does not sell. */
async function ifItCanBe<R>(make: () => Promise<R>): Promise<R | null> {
  try {
    return await make()
  } catch (error) {
    if (error instanceof Invalid && error.field === "ownerId") return null
    throw error
  }
}

/** What is wrong with how a record beyond a role's scope is kept from it. */
async function beyondReach(act: Act, me: StaffContext, whose: string, input: Record<string, unknown>) {
  const { name } = act.definition
  const { ownerId: _ownerId, stageId: _stageId, ...named } = input
  if (idsIn(named).size === 0 || name in aboutEverybodys) return null
  const { answer, result } = await answerOf(act, me, input)
  if (answer === "NotFound" || (isQuery(act) && answer === "allowed" && isNothing(result))) return null
  return `may not ${name} ${whose}, but was answered ${answer}.`
}

/** What is wrong with which kinds of actors an act serves. */
async function strangersTo({ contexts, world }: WorldOfTeams, act: Act, inputs: Inputs): Promise<string[]> {
  const { name, actors } = act.definition
  const input = await inputs.toBeRefused(world.me)
  const others = (Object.keys(contexts) as ActorKind[]).filter((kind) => !actors.includes(kind))
  const answers = await Promise.all(others.map((kind) => answerOf(act, contexts[kind], input)))
  return others
    .filter((_, at) => answers[at]?.answer !== "Forbidden")
    .map((kind) => `${name} does not serve ${kind}, but answered.`)
}
