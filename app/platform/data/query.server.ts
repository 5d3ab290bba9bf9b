import type { z } from "zod"
import { type Permission, scopeOf } from "~/permissions"
import { NotFound } from "~/platform/language/errors"
import { actorOf } from "./command.server"
import { type ActorKind, assertMinted, type Context, type ContextOf } from "./contexts.server"
import { askOnce, readTogether } from "./database.server"
import { hiddenFrom, without } from "./hidden.server"
import { toJson } from "./json.server"
import { findable, forbidden } from "./refusals.server"
import type { Reading, Work } from "./work.server"

type Definition<Name extends string, Kind extends ActorKind, Input extends z.ZodType, R> = {
  name: Name
  /** What a member must be allowed to read. */
  permission: Permission
  actors: readonly Kind[]
  input: Input
  run(ctx: Reading<Kind>, input: z.output<Input>): Promise<R>
}

export type Query<Name extends string, Kind extends ActorKind, Input extends z.ZodType, R> = ((
  ctx: ContextOf<Kind> | Reading | Work,
  input: z.input<Input> | z.output<Input>,
) => Promise<R>) & { readonly definition: Omit<Definition<Name, Kind, Input, R>, "run"> }

/** Any query, as the registry knows it. */
export type AnyQuery = {
  (ctx: never, input: never): Promise<unknown>
  readonly definition: { name: string; permission: Permission; actors: readonly ActorKind[]; input: z.ZodType }
}

/**
 * Everything that is seen is one of these. Joins the caller's transaction, else opens a read-only one; the permission is
 * asked outermost. What is not there, not visible or not understood is NotFound alike.
 */
export function query<Name extends string, Kind extends ActorKind, Input extends z.ZodType, R>(
  definition: Definition<Name, Kind, Input, R>,
): Query<Name, Kind, Input, R> {
  const ask = async (ctx: ContextOf<Kind> | Reading | Work, given: z.input<Input> | z.output<Input>) => {
    const read = definition.input.safeParse(given)
    if (!read.success) throw new NotFound("page")
    const { data: input } = read
    if ("db" in ctx) return runOnce(definition, ctx as unknown as Reading<Kind>, input)
    admit(definition, ctx)
    const { now } = ctx
    const permission = ctx.kind === "staff" ? definition.permission : null
    const opening = { organizationId: organizationOf(ctx), now }
    const found = await findable(() =>
      readTogether(ctx, opening, (db) =>
        runOnce(definition, { db, now, actor: actorOf(ctx), caller: ctx, permission }, input),
      ),
    )
    return without(found, hiddenFrom(ctx, permission))
  }
  const { name, permission, actors, input } = definition
  return Object.assign(ask, { definition: { name, permission, actors, input } })
}

/** The rows that a reader may see follow from the permission it was let in by; every right to read a kind of record shows the same ones. */
function runOnce<Kind extends ActorKind, Input, R>(
  { name, run }: { name: string; run(ctx: Reading<Kind>, input: Input): Promise<R> },
  ctx: Reading<Kind>,
  input: Input,
): Promise<R> {
  const letInBy = ctx.permission?.endsWith(".read") ? "read" : ctx.permission
  return askOnce(ctx.db, JSON.stringify([name, letInBy, toJson(input)]), () => run(ctx, input))
}

function admit(definition: { name: string; permission: Permission; actors: readonly ActorKind[] }, ctx: Context) {
  assertMinted(ctx)
  if (!definition.actors.includes(ctx.kind)) throw forbidden(definition.name)
  if (ctx.kind === "staff" && scopeOf(ctx, definition.permission) === null) throw forbidden(definition.permission)
}

const organizationOf = (ctx: Context) => (ctx.kind === "anonymous" ? null : ctx.organizationId)
