import type { z } from "zod"
import { type Permission, permissions, scopeOf } from "~/permissions"
import { Forbidden, OutsideFailure } from "~/platform/language/errors"
import type { EventName, Events } from "~/platform/language/events"
import { permissionOf } from "~/platform/language/glossary"
import { newId } from "~/platform/language/ids"
import { observeCommand } from "~/platform/metrics.server"
import { type ActorKind, assertMinted, type Context, type ContextOf, mint } from "./contexts.server"
import { type Db, type Later, transact } from "./database.server"
import { type RecordedEvent, writeEvents, writeInstallationEvents } from "./events.server"
import { hiddenFrom, without } from "./hidden.server"
import { enqueueJob } from "./jobs.server"
import { answeredBefore, keepReceipt } from "./receipts.server"
import { forbidden, parseInput, understood } from "./refusals.server"
import { assertFresh } from "./step-up.server"
import type { Actor, EventDetail, Work } from "./work.server"

/** What an outside service said, or how it failed. */
export type Outcome<Answer> = { ok: true; answer: Answer } | { ok: false; error: OutsideFailure }

type Base<Name extends string, Kind extends ActorKind, Input extends z.ZodType> = {
  name: Name
  /** Which kinds of context may begin it. */
  actors: readonly Kind[]
  input: Input
  /** Whether a member must have proved within the last ten minutes who they are . */
  stepUp?: boolean
}

type Definition<Name extends string, Kind extends ActorKind, Input extends z.ZodType, R> = Base<Name, Kind, Input> & {
  step(ctx: Work<Kind>, input: z.output<Input>): Promise<R>
}

type OutsideDefinition<Name extends string, Kind extends ActorKind, Input extends z.ZodType, Attempt, Answer, R> = Base<
  Name,
  Kind,
  Input
> & {
  /** The first transaction: writes the attempt and its key. */
  step(ctx: Work<Kind>, input: z.output<Input>): Promise<Attempt>
  /** The call, between transactions; only adapters fail in it, with OutsideFailure. */
  outside(attempt: Attempt): Promise<Answer>
  /** The second transaction: writes what came of it. A failure is passed on after it is written. */
  settle(ctx: Work<Kind>, attempt: Attempt, outcome: Outcome<Answer>): Promise<R>
}

type Begin<Kind extends ActorKind, Input extends z.ZodType, R> = (
  ctx: ContextOf<Kind>,
  input: z.input<Input> | z.output<Input>,
  options?: { submission?: string | null },
) => Promise<R>

/** The same act inside a transaction under way, as the system on behalf of the one who began. */
type Step<Kind extends ActorKind, Input extends z.ZodType, R> = "system" extends Kind
  ? (ctx: Work, input: z.input<Input> | z.output<Input>) => Promise<R>
  : never

export type Command<Name extends string, Kind extends ActorKind, Input extends z.ZodType, R> = Begin<Kind, Input, R> & {
  readonly definition: Base<Name, Kind, Input> & { readonly outside: boolean }
  readonly step: Step<Kind, Input, R>
}

/** Any command, as the registry and the worker know it. */
export type AnyCommand = {
  (ctx: never, input: never, options?: { submission?: string | null }): Promise<unknown>
  readonly definition: Base<string, ActorKind, z.ZodType> & { readonly outside: boolean }
}

/**
 * Everything that happens is one of these: who may, what is given, one transaction, at least one event.
 * Checks the actor and the permission, reads the input, runs the step, writes events, consequences and jobs, commits.
 * Throws the closed domain errors; anything else is a bug.
 */
export function command<Name extends string, Kind extends ActorKind, Input extends z.ZodType, R>(
  definition: Definition<Name, Kind, Input, R>,
): Command<Name, Kind, Input, R> {
  return made<Name, Kind, Input, R>(definition, false, (ctx, permission, input, key) =>
    inTransaction(ctx, definition.name, permission, (work) => definition.step(work as Work<Kind>, input), {
      key,
      body: input,
    }),
  )
}

/**
 * A command whose answer from an outside service is needed: a transaction writes the attempt, the call is made, a second
 * transaction writes what came of it. A failure of the service is passed on after it is written.
 */
export function outsideCommand<
  Name extends string,
  Kind extends ActorKind,
  Input extends z.ZodType,
  Attempt,
  Answer,
  R,
>(definition: OutsideDefinition<Name, Kind, Input, Attempt, Answer, R>): Command<Name, Kind, Input, R> {
  const { name, step, outside, settle } = definition
  return made<Name, Kind, Input, R>(
    { ...definition, step: () => refuseInside(name) },
    true,
    async (ctx, permission, input) => {
      const attempt = await inTransaction(ctx, name, permission, (work) => step(work as Work<Kind>, input))
      const outcome = await callOutside(() => outside(attempt))
      const result = await inTransaction(ctx, name, permission, (work) => settle(work as Work<Kind>, attempt, outcome))
      if (!outcome.ok) throw outcome.error
      return result
    },
  )
}

type Run<Input extends z.ZodType, R> = (
  ctx: Context,
  permission: Permission | null,
  input: z.output<Input>,
  key: string | null,
) => Promise<R>

function made<Name extends string, Kind extends ActorKind, Input extends z.ZodType, R>(
  definition: Definition<Name, Kind, Input, R>,
  outside: boolean,
  run: Run<Input, R>,
): Command<Name, Kind, Input, R> {
  const { name, actors, input: schema, stepUp = false } = definition
  const begin: Begin<Kind, Input, R> = (ctx, given, options = {}) =>
    observeCommand(name, () =>
      understood(async () => {
        const permission = admit(definition, ctx)
        const result = await run(ctx, permission, parseInput(schema, given), options.submission ?? null)
        return without(result, hiddenFrom(ctx, permission))
      }),
    )
  const step = (work: Work, given: z.input<Input> | z.output<Input>) =>
    definition.step(onBehalf(work) as Work<Kind>, parseInput(schema, given))
  return Object.assign(begin, {
    definition: { name, actors, input: schema, stepUp, outside },
    step: step as Step<Kind, Input, R>,
  })
}

function refuseInside(name: string): never {
  throw new TypeError(`${name} calls an outside service and cannot be a step of another command; enqueue it`)
}

function admit(
  definition: Pick<Base<string, ActorKind, z.ZodType>, "name" | "actors" | "stepUp">,
  ctx: Context,
): Permission | null {
  assertMinted(ctx)
  if (!definition.actors.includes(ctx.kind)) throw forbidden(definition.name)
  if (ctx.kind !== "staff") return null
  if (ctx.apiKey?.isReadOnly) throw forbidden(definition.name)
  const permission = permissionOf(definition.name)
  if (!(permission in permissions) || scopeOf(ctx, permission as Permission) === null) throw forbidden(permission)
  if (ctx.isSupport) throw new Forbidden(permission, "Support access reads only.")
  if (definition.stepUp) assertFresh(ctx, permission)
  return permission as Permission
}

async function callOutside<Answer>(call: () => Promise<Answer>): Promise<Outcome<Answer>> {
  try {
    return { ok: true, answer: await call() }
  } catch (error) {
    if (error instanceof OutsideFailure) return { ok: false, error }
    throw error
  }
}

type Submission = { key: string | null; body: unknown }

async function inTransaction<R>(
  ctx: Context,
  name: string,
  permission: Permission | null,
  run: (work: Work) => Promise<R>,
  submission: Submission = { key: null, body: null },
): Promise<R> {
  const organizationId = ctx.kind === "anonymous" ? null : ctx.organizationId
  const { key } = submission
  const body = { by: senderOf(ctx), input: submission.body }
  return transact({ organizationId, now: ctx.now }, async (db, later) => {
    const place = { db, later }
    const before = key === null ? null : await answeredBefore(place, name, key, body)
    if (before) return before.answer as R
    const { work, taken, settled } = await openWork(ctx, place, permission)
    const result = await run(work)
    await settled(name)
    if (ctx.kind === "anonymous") writeInstallationEvents(work as Work<"anonymous">, taken())
    else await writeEvents(onBehalf(work), taken)
    if (key !== null) keepReceipt(place, name, key, body, result)
    return result
  })
}

/** Whose submission it is: nobody is given the answer that somebody else's was. */
function senderOf(ctx: Context): string | null {
  if (ctx.kind === "staff") return ctx.personId
  if (ctx.kind !== "client") return null
  return ctx.hold.of === "link" ? ctx.hold.linkId : ctx.hold.formId
}

async function openWork(ctx: Context, { db, later }: { db: Db; later: Later }, permission: Permission | null) {
  const writtenBefore = await rowsWritten(db)
  let recorded: RecordedEvent[] = []
  let nothing = false
  const work: Work = {
    db,
    later,
    now: ctx.now,
    mails: ctx.mails,
    actor: actorOf(ctx),
    caller: ctx,
    permission,
    record<Name extends EventName>(name: Name, payload: Events[Name], detail: EventDetail = {}) {
      recorded.push({ id: newId<"events">(), name, payload, detail })
    },
    enqueue: async (job) => later(enqueueJob(db, ctx, job)),
    unchanged(result) {
      nothing = true
      return result
    },
  }
  const taken = () => {
    const all = recorded
    recorded = []
    return all
  }
  const settled = async (name: string) => {
    if (recorded.length === 0 && !nothing)
      throw new Error(`${name} recorded no event and did not say that nothing changed`)
    if (nothing && recorded.length === 0 && (await rowsWritten(db)) !== writtenBefore) {
      throw new Error(`${name} said that nothing changed, but wrote`)
    }
  }
  return { work, taken, settled }
}

/** The same transaction seen as the system, on behalf of whoever began. */
function onBehalf(work: Work): Work<"system"> {
  const { caller } = work
  if (caller.kind === "system") return work as Work<"system">
  if (caller.kind === "anonymous") throw new TypeError("There is no organization to act in")
  const system = mint({
    kind: "system",
    organizationId: caller.organizationId,
    cause: `on behalf of ${caller.kind}`,
    now: caller.now,
    mails: caller.mails,
    requestId: caller.requestId,
    ip: caller.ip,
    userAgent: caller.userAgent,
  })
  return { ...work, caller: system, permission: null }
}

/** Who acts, for the record. */
export function actorOf(ctx: Context): Actor {
  switch (ctx.kind) {
    case "staff":
      return { kind: "staff", id: ctx.personId, name: ctx.name, personId: ctx.personId }
    case "client":
      return ctx.hold.of === "link"
        ? { kind: "client", id: ctx.hold.contactId, name: ctx.hold.email ?? "Client", personId: null }
        : { kind: "client", id: null, name: "Visitor", personId: null }
    case "system":
      return { kind: "system", id: null, name: "Signoff", personId: null }
    case "anonymous":
      return { kind: "system", id: null, name: "Visitor", personId: null }
  }
}

/**
 * How many rows this connection wrote, counted in tests only: there, saying "nothing changed" after writing is an error. Tallies
 * and the audit chain tell nothing that other rows do not.
 */
async function rowsWritten(db: Db): Promise<bigint> {
  if (!process.env.VITEST) return 0n
  const { rows } = await db.execute<{ rows: bigint | null }>(
    `select sum(pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid))::bigint as rows
     from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '(_tallies|^audit_(seals|heads))$'`,
  )
  return rows[0]?.rows ?? 0n
}
