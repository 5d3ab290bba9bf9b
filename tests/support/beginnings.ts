import type { Id } from "~/platform/language/ids"
import type { commands, queries } from "~/registry.server"
import type { World } from "./a-full-world"

/* Who begins an example: the words that the examples of commands and queries are written in. */

type Known = (typeof commands)[number] | (typeof queries)[number]
/** The name of a command of the registry. */
export type CommandName = (typeof commands)[number]["definition"]["name"]
/** The name of a query of the registry. */
export type QueryName = (typeof queries)[number]["definition"]["name"]
type Named<Name extends string> = Extract<Known, { definition: { name: Name } }>
type Owner = Id<"people">

/** Who begins something, and what they give. */
type Beginning<Act> = Act extends (ctx: infer Context, input: infer Input, ...rest: never[]) => unknown
  ? { as: Extract<Context, { kind: string }>; input: Input }
  : never

/** Makes a beginning in a world; the records in it belong to `owner`. */
export type Example<Name extends string> = (world: World, owner: Owner) => Promise<Beginning<Named<Name>>>

type Given<Input> = (world: World, owner: Owner) => Input | Promise<Input>

/** A member begins it: the owner of the agency, unless another is put in their place. */
export function staff<Input>(given: Given<Input>) {
  return async (world: World, owner: Owner) => ({ as: world.owner, input: await given(world, owner) })
}

/** The program begins it: a job, a reaction, the clock. */
export function system<Input>(given: Given<Input>) {
  return async (world: World, owner: Owner) => ({ as: world.system(), input: await given(world, owner) })
}

/** The program begins it before or above any organization. */
export function above<Input>(given: Given<Input>) {
  return async (world: World, owner: Owner) => ({ as: world.program, input: await given(world, owner) })
}

/** A visitor of the public form begins it. */
export function formVisitor<Input>(input: Input) {
  return async (world: World) => ({ as: await world.formVisitor(), input })
}

/** The holder of a link to a sent proposal begins it. */
export function reader<Input>(given: (sent: Awaited<ReturnType<World["sentProposal"]>>) => Input) {
  return async (world: World, owner: Owner) => {
    const sent = await world.sentProposal(owner)
    return { as: sent.holder, input: given(sent) }
  }
}

/** The holder of a link to an issued invoice begins it. */
export function payer<Input>(given: (held: Awaited<ReturnType<World["heldInvoice"]>>) => Input) {
  return async (world: World, owner: Owner) => {
    const held = await world.heldInvoice(owner)
    return { as: held.holder, input: given(held) }
  }
}
