import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { command } from "~/platform/data/command.server"
import { commands, queries } from "~/registry.server"
import { aFullWorld, type World } from "../support/a-full-world"
import { type Act, answerOf, isQuery } from "../support/answers"
import { type AnyExample, exampleOf } from "../support/examples"

/** What nobody should be able to break anything with: wrong types, texts that cannot be kept, and far too much of it. */
const hostile: Record<string, unknown> = {
  nothing: undefined,
  null: null,
  "a number": -1.5e308,
  "not a number": Number.NaN,
  "a flag": true,
  "an object": { toString: "planted", length: -1, constructor: null },
  "a list": [["deep"], null, Symbol.iterator.toString()],
  "a function": () => "planted",
  "a NUL": "before\u0000after",
  "half a character": "before\ud800after",
  "control characters": "\u202e\u0007\u001b[2J\ufeff",
  "a megabyte": "x".repeat(1_000_000),
  "a prototype": JSON.parse('{"__proto__": {"polluted": true}}'),
  SQL: "'; drop table people; --",
  "an id of nobody": "01890000-0000-7000-8000-000000000000",
  "a year out of reach": "999999-99-99",
  "a great number": "9".repeat(400),
}

/** What an act may answer to anything at all; everything else is a bug. */
const understood = ["allowed", "NotFound", "Forbidden", "Conflict", "Invalid", "OutsideFailure"]

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})
afterEach(() => world.revive())

const made = new Map<string, ReturnType<AnyExample>>()

/** The example of an act, made once: what is refused does not use it up. */
const exampleOnce =
  (name: string): AnyExample =>
  (world, owner) =>
    made.get(name) ?? made.set(name, exampleOf(name)(world, owner)).get(name)!

const schemaOf = (act: Act) => act.definition.input

type Shape = { properties?: Record<string, unknown> }
const shapeOf = (schema: z.ZodType) => z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as Shape

/** The fields of a schema itself. */
const topFieldsOf = (schema: z.ZodType): string[] => Object.keys(shapeOf(schema).properties ?? {})

/** The names of all fields of a schema, however deep. */
const fieldsOf = (schema: z.ZodType): string[] =>
  [...JSON.stringify(shapeOf(schema)).matchAll(/"(\w+)":\{/g)].map(([, name]) => name!)

/** What is wrong with an input's shape, as sentences. */
async function shapeComplaints(act: Act, example: AnyExample): Promise<string[]> {
  const { name } = act.definition
  const schema = schemaOf(act)
  const { input } = await example(world, world.me)
  const once = schema.parse(input)
  const twice = schema.safeParse(once)
  const isSame = twice.success && same(once, twice.data)
  return [
    ...fieldsOf(schema)
      .filter((field) => /^organization(id)?$/i.test(field))
      .map((field) => `${name} takes ${field}: the organization is the context's.`),
    ...(isSame ? [] : [`${name} reads what it has read differently: parse(parse(x)) is not parse(x).`]),
  ]
}

function same(one: unknown, other: unknown): boolean {
  try {
    expect(other).toStrictEqual(one)
    return true
  } catch {
    return false
  }
}

/** Whatever one field holds, and whatever the whole input is, the act answers in the words of the domain. */
async function hostileComplaints(act: Act, example: AnyExample): Promise<string[]> {
  const { as, input } = await example(world, world.me)
  const inputs = [
    ...Object.entries(hostile).map(([what, value]) => [`${what} as a whole`, value] as const),
    ...topFieldsOf(schemaOf(act)).flatMap((field) =>
      Object.entries(hostile).map(([what, value]) => [`${what} as ${field}`, { ...input, [field]: value }] as const),
    ),
  ]
  const tried = new Set<string>()
  const found: string[] = []
  for (const [what, given] of inputs) {
    const read = schemaOf(act).safeParse(given)
    const text = read.success ? plain(read.data) : ""
    if (!read.success || tried.has(text)) continue
    tried.add(text)
    const { answer } = await answerOf(act, as, given)
    if (!understood.includes(answer))
      found.push(`${act.definition.name} given ${what} answered ${answer.slice(0, 200)}`)
  }
  return found
}

/** A value as text. Most of what is hostile is refused by the schema, or read as something that was tried before. */
const plain = (value: unknown) => JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part))

const acts = [...commands, ...queries].map((act: Act) => [act.definition.name, act] as const)

describe("inputs", () => {
  it.each(acts)("%s takes no organization, and reads what it has read alike", async (name, act) => {
    expect(await shapeComplaints(act, exampleOnce(name))).toEqual([])
  })

  it.each(acts)("%s survives whatever it is given", async (name, act) => {
    expect(await hostileComplaints(act, exampleOnce(name))).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it("would show an input that names an organization, or that is not read alike twice", async () => {
    const planted = Object.assign(async () => null, {
      definition: {
        ...{ name: "edit-deal", actors: ["staff" as const], outside: false },
        input: z.object({ organizationId: z.string(), title: z.string().transform((title) => `${title}!`) }),
      },
    })
    const example: AnyExample = async () => ({ as: world.owner, input: { organizationId: "a", title: "b" } })
    expect(await shapeComplaints(planted, example)).toEqual([
      "edit-deal takes organizationId: the organization is the context's.",
      "edit-deal reads what it has read differently: parse(parse(x)) is not parse(x).",
    ])
  })

  it("would show an act that breaks on what it is given", async () => {
    const planted = command({
      name: "edit-deal",
      actors: ["staff"],
      input: z.object({ title: z.string() }),
      async step(ctx, { title }) {
        return ctx.unchanged({ host: new URL(title).host })
      },
    })
    const example: AnyExample = async () => ({ as: world.owner, input: { title: "https://signoff.example" } })
    const found = await hostileComplaints(planted, example)
    expect(found).toContain("edit-deal given a NUL as title answered TypeError: Invalid URL")
    expect(found.every((sentence) => sentence.startsWith("edit-deal given ") && !isQuery(planted))).toBe(true)
  })
})
