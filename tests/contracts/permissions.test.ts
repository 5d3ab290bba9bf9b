import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { deals } from "#db/schema/deals"
import { DealIdInput } from "~/deals/inputs.server"
import { type Role, roles, type Scope } from "~/organizations/role"
import { type Permission, permissions, scopeOf } from "~/permissions"
import { command } from "~/platform/data/command.server"
import type { ActorKind, Context, StaffContext } from "~/platform/data/contexts.server"
import { permissionOf } from "~/platform/language/glossary"
import type { Id } from "~/platform/language/ids"
import { commands, queries } from "~/registry.server"
import { aFullWorld, type World } from "../support/a-full-world"
import { type Act, answerOf, idsIn, isNothing, isQuery } from "../support/answers"
import { type AnyExample, exampleOf } from "../support/examples"

/** Acts whose example names records that everybody sees, so that there is nothing beyond a scope. */
const aboutEverybodys: Record<string, string> = {
  "open-deal": "a deal is opened for a client, and clients are everybody's",
  "find-lookalikes": "it names the one lead to leave out, and answers with none of it",
}

/** Acts whose reach is that of the records they are about. */
const reachesAs: Record<string, Permission> = { "list-timeline": "deals.read", "create-note": "deals.read" }

let world: World
let contexts: Record<ActorKind, Context>
beforeAll(async () => {
  world = await aFullWorld()
  const { owner: staff, program: anonymous } = world
  contexts = { staff, anonymous, system: world.system(), client: await world.formVisitor() }
})
afterEach(() => world.revive())

const permissionFor = (act: Act) =>
  (isQuery(act) ? act.definition.permission : permissionOf(act.definition.name)) as Permission

type Owner = Id<"people">

/** Whose records a scope reaches, and whose it does not; everybody's is reached by "all". */
function reachOf(role: Role, scope: Scope): { within: Owner; beyond: Owner | null } {
  const { people, stranger } = world
  if (scope === "all") return { within: stranger.personId, beyond: null }
  return { within: scope === "team" ? people.member.personId : people[role].personId, beyond: stranger.personId }
}

/** Makes an example's input; those of queries, and of acts that are refused, serve again. */
function inputsOf(act: Act, example: AnyExample) {
  const made = new Map<Owner, Promise<Record<string, unknown>>>()
  const anew = (owner: Owner) => example(world, owner).then(({ input }) => input)
  const kept = (owner: Owner) => made.get(owner) ?? made.set(owner, anew(owner)).get(owner)!
  return { toUse: isQuery(act) ? kept : anew, toBeRefused: kept }
}

/** What is wrong with who may do something, as sentences. */
async function complaints(act: Act, example: AnyExample): Promise<string[]> {
  const inputs = inputsOf(act, example)
  const found = await strangers(act, await inputs.toBeRefused(world.me))
  if (!act.definition.actors.includes("staff")) return found
  for (const role of roles) found.push(...(await complaintsOf(act, role, inputs)))
  return found
}

async function complaintsOf(act: Act, role: Role, inputs: ReturnType<typeof inputsOf>): Promise<string[]> {
  const { name } = act.definition
  const me = world[role]
  const asked = permissionFor(act)
  if (scopeOf(me, asked) === null) {
    const { answer } = await answerOf(act, me, await inputs.toBeRefused(world.me))
    return answer === "Forbidden" ? [] : [`${role} may not ${name}, but was answered ${answer}.`]
  }
  const scope = scopeOf(me, reachesAs[name] ?? asked) as Scope
  const { within, beyond } = reachOf(role, scope)
  const { answer } = await answerOf(act, me, await inputs.toUse(within))
  const refused = answer === "allowed" ? [] : [`${role} may ${name} within "${scope}", but was answered ${answer}.`]
  return beyond ? [...refused, ...(await beyondReach(act, me, await inputs.toBeRefused(beyond)))] : refused
}

/** What is wrong with how records beyond a role's scope are kept from it. */
async function beyondReach(act: Act, me: StaffContext, input: Record<string, unknown>): Promise<string[]> {
  const { name } = act.definition
  const { ownerId: _ownerId, stageId: _stageId, ...named } = input
  if (idsIn(named).size === 0 || name in aboutEverybodys) return []
  const { answer, result } = await answerOf(act, me, input)
  if (answer === "NotFound" || (isQuery(act) && answer === "allowed" && isNothing(result))) return []
  return [`${me.role} may not ${name} beyond their scope, but was answered ${answer}.`]
}

/** What is wrong with which kinds of actors an act serves. */
async function strangers(act: Act, input: Record<string, unknown>): Promise<string[]> {
  const { name, actors } = act.definition
  const others = (Object.keys(contexts) as ActorKind[]).filter((kind) => !actors.includes(kind))
  const answers = await Promise.all(others.map((kind) => answerOf(act, contexts[kind], input)))
  return others
    .filter((_, at) => answers[at]?.answer !== "Forbidden")
    .map((kind) => `${name} does not serve ${kind}, but answered.`)
}

const acts: readonly Act[] = [...commands, ...queries]

describe("permissions", () => {
  it.each(acts.map((act) => [act.definition.name, act] as const))(
    "%s is for whom the table and its actors say, and no further",
    async (name, act) => {
      if (act.definition.actors.includes("staff")) expect(permissions).toHaveProperty([permissionFor(act)])
      expect(await complaints(act, exampleOf(name))).toEqual([])
    },
  )

  it("are all asked by some command or query", () => {
    const asked = new Set(acts.filter((act) => act.definition.actors.includes("staff")).map(permissionFor))
    expect(Object.keys(permissions).filter((permission) => !asked.has(permission as Permission))).toEqual([])
  })

  it("would show an act that asks nobody", async () => {
    const definition = { name: "win-deal", actors: ["staff" as const], input: z.object({}), outside: false }
    const planted = Object.assign(async () => null, { definition })
    const example: AnyExample = async () => ({ as: world.owner, input: {} })
    expect(await complaints(planted, example)).toEqual([
      "win-deal does not serve anonymous, but answered.",
      "win-deal does not serve system, but answered.",
      "win-deal does not serve client, but answered.",
      "finance may not win-deal, but was answered allowed.",
      "guest may not win-deal, but was answered allowed.",
    ])
  })

  it("would show a command that reaches beyond its scope", async () => {
    const planted = command({
      name: "win-deal",
      actors: ["staff"],
      input: DealIdInput,
      async step(ctx, { dealId }) {
        await ctx.db.update(deals).set({ competitor: "Planted" })
        ctx.record("deal.won", { dealId, companyId: null, valueMinor: 0n, currency: "EUR", bySignature: false })
      },
    })
    expect(await complaints(planted, exampleOf("win-deal"))).toEqual([
      "manager may not win-deal beyond their scope, but was answered allowed.",
      "member may not win-deal beyond their scope, but was answered allowed.",
    ])
  })
})
