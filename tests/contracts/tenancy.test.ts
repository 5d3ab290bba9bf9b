import { eq } from "drizzle-orm"
import pg from "pg"
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import type { Context } from "~/platform/data/contexts.server"
import { id } from "~/platform/language/fields.server"
import { newId } from "~/platform/language/ids"
import { commands, queries } from "~/registry.server"
import { aFullWorld, type World } from "../support/a-full-world"
import { type Act, answerOf, idsIn, isQuery } from "../support/answers"
import { type AnyExample, exampleOf } from "../support/examples"
import { checksumsOf, idsOf } from "../support/wall"
import { ourDatabase } from "../support/world"

/*
 * Two organizations, A and B, with everything in them. B begins every command and query with each id in turn replaced by A's:
 * it must be answered as if there were no such record, and A must be as it was. tenancy-of-routes.test.ts does so at every address.
 */

type Begun = Awaited<ReturnType<AnyExample>>
type Acts = readonly Act[]

let a: World
let b: World
let begunInA: Map<string, Begun>
let begunInB: Map<string, Begun>
let idsOfA: Set<string>
let sumOfA: Record<string, string>

/** What makes an edit of the organization stale. */
const changingTheOrganization = ["edit-brand", "edit-numbering", "skip-step", "delete-organization"]

/** The organization itself is brought back before anything else is begun, and changed and deleted after all of it. */
const placeOf = ({ definition: { name } }: Act) =>
  name === "restore-organization" ? 0 : changingTheOrganization.includes(name) ? 2 : 1

const acts: Acts = [...commands, ...queries].sort((one, other) => placeOf(one) - placeOf(other))

beforeAll(async () => {
  a = await aFullWorld("Northlight")
  b = await aFullWorld("Harbor")
  const [inA, inB] = await Promise.all([examplesIn(a), examplesIn(b)])
  begunInA = inA
  begunInB = inB
  idsOfA = await idsOf(a)
  sumOfA = await checksumsOf(a)
})

/** A legal hold keeps the organization from being deleted, which comes last. */
afterEach(() => b.noHold())

/** Every example of an organization, made but not begun. */
async function examplesIn(world: World): Promise<Map<string, Begun>> {
  const made = new Map<string, Begun>()
  for (const { definition } of acts) {
    const { as, input } = await exampleOf(definition.name)(world, world.me)
    made.set(definition.name, { as, input: definition.input.parse(input) as Record<string, unknown> })
    await world.revive()
  }
  return made
}

/** What is compared with what was written, and never looked up. */
const compared = ["metadata", "paymentIntentId", "messageId"]

/** The fields of an input that name records. */
const fieldsWithIds = (input: Record<string, unknown>) =>
  Object.keys(input).filter((key) => idsIn(input[key]).size > 0 && !compared.includes(key))

/** An input with other ids in one field; what else stands in it stays. */
function withIds(input: Record<string, unknown>, field: string, ids: Iterable<string>): Record<string, unknown> {
  const [other = newId()] = ids
  const text = JSON.stringify(input[field])
  return {
    ...input,
    [field]: JSON.parse([...idsIn(input[field])].reduce((all, own) => all.replaceAll(own, other), text)),
  }
}

/** How B was answered as it should not have been, as sentences. */
async function complaints(act: Act, inA: Begun, inB: Begun): Promise<string[]> {
  const { name } = act.definition
  const { as, input } = inB
  if (as.kind === "anonymous") return []
  const found: string[] = []
  for (const field of fieldsWithIds(input)) {
    const theirs = withIds(input, field, idsIn(inA.input[field]))
    const nobodys = withIds(input, field, [])
    const isAsOfNobody = await answersAlike(act, as, theirs, nobodys)
    if (!isAsOfNobody) found.push(`${name} knows another organization's ${field}.`)
  }
  const { answer, result } = await answerOf(act, as, input)
  if (answer !== "allowed") found.push(`${name} was answered ${answer} about records of one's own.`)
  if ([...idsIn(result)].some((id) => idsOfA.has(id))) found.push(`${name} tells ids of another organization.`)
  if (plain(await checksumsOf(a)) !== plain(sumOfA)) found.push(`${name} changed another organization.`)
  return found
}

/**
 * Whether a record of another organization is answered like one that is not there: NotFound; or, where something is looked
 * for, nothing; or, where a form offers a choice, that it is none of the choices.
 */
async function answersAlike(act: Act, as: Context, theirs: unknown, nobodys: unknown): Promise<boolean> {
  const [of, without] = [await answerOf(act, as, theirs), await answerOf(act, as, nobodys)]
  if (of.answer === "NotFound") return without.answer === "NotFound"
  if (isQuery(act)) return of.answer === without.answer && plain(of.result) === plain(without.result)
  return of.answer === "Invalid" && without.answer === "Invalid"
}

const plain = (value: unknown) =>
  JSON.stringify(value ?? null, (_, part) => (typeof part === "bigint" ? String(part) : part))

describe("two organizations", () => {
  it.each(acts.map((act) => [act.definition.name, act] as const))("%s stays within its own", async (name, act) => {
    expect(await complaints(act, begunInA.get(name)!, begunInB.get(name)!)).toEqual([])
  })

  it("would show a table that has lost its wall, read and written through", async () => {
    const { ownerUrl } = await ourDatabase()
    const owner = new pg.Client(ownerUrl)
    await owner.connect()
    await owner.query("alter table companies disable row level security")
    const reads = acts.filter(({ definition }) => ["get-company", "list-companies"].includes(definition.name))
    const found = []
    for (const act of reads) {
      const { name } = act.definition
      found.push(...(await complaints(act, begunInA.get(name)!, begunInB.get(name)!)))
    }
    expect(found).toEqual([
      "get-company knows another organization's companyId.",
      "list-companies tells ids of another organization.",
    ])
    expect(await complaints(planted, begunInA.get("get-company")!, begunInB.get("get-company")!)).toEqual([
      "edit-company knows another organization's companyId.",
      "edit-company changed another organization.",
    ])
    await owner.query("alter table companies enable row level security")
    await owner.end()
  })
})

/** A command that writes without looking whether the record is its own: only the wall keeps it. */
const planted = command({
  name: "edit-company",
  actors: ["staff"],
  input: z.object({ companyId: id("companies") }),
  async step(ctx, { companyId }) {
    await ctx.db.update(companies).set({ phone: "Planted" }).where(eq(companies.id, companyId))
    ctx.record("company.edited", { companyId })
    return { companyId }
  },
})
