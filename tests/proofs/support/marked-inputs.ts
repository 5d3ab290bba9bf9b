import type { z } from "zod"
import { commands } from "~/registry.server"
import { payloads, webAddressPayloads } from "./script-payloads"

type Path = (string | number)[]

/** Texts by which something is found again or which no person types: they stay as they are. */
const notWords =
  /(?:^|[a-z])(?:Id|On|At)$|password|secret|token|previous|expected|amount|value|^(?:formKey|key|redirectUrl|trap|locale|timeZone|account|type|email|ownerEmail|role|issuer|code|response|pending|ceremony)$/i

/** Names that no two records may have: a number makes each another. */
const isUnique = /^(?:create|edit)-(?:role|team) name$/
let made = 0

/** Which payloads each text field of each command was given. */
export type Marks = Map<string, Set<string>>

/**
 * From now on whatever a command of this process is given has a script in each text that its input takes: in round `round()`
 * the same for a field every time, in the next round the next one. Which fields are texts is found by trying.
 */
export function markInputs(round: () => number): Marks {
  const marks: Marks = new Map()
  for (const { definition } of commands) {
    const schema = definition.input as z.ZodType
    const read = schema.safeParse.bind(schema)
    const isWhole = (given: unknown) => read(given).success
    schema.safeParse = ((given: unknown) =>
      read(marked(definition.name, schema, given, { isWhole, marks, round: round() }))) as typeof read
  }
  return marks
}

type Means = { isWhole(given: unknown): boolean; marks: Marks; round: number }

function marked(command: string, schema: z.ZodType, given: unknown, { isWhole, marks, round }: Means): unknown {
  if (!isWhole(given) || typeof given !== "object" || given === null) return given
  let filled: unknown = command === "capture-lead" ? { ...given, evenIfKnown: true } : given
  for (const [at, path] of textsOf(schema, given).entries()) {
    const field = `${command} ${path.filter((part) => typeof part === "string").join(".")}`
    for (const family of [payloads, webAddressPayloads]) {
      const written = (payload: string) =>
        withText(filled, path, isUnique.test(field) ? `${payload} ${++made}` : payload)
      const found = turnOf(family, round + at * 7 + command.length).find((payload) => isWhole(written(payload)))
      if (found === undefined) continue
      filled = written(found)
      marks.set(field, (marks.get(field) ?? new Set()).add(found))
      break
    }
  }
  return filled
}

/** A family from a place on, and round to it. */
const turnOf = (family: readonly string[], from: number) => family.map((_, at) => family[(from + at) % family.length]!)

/** The places of an input where its schema takes some text, in lists as many as were given. */
function textsOf(type: z.core.$ZodType, given: unknown, path: Path = []): Path[] {
  const { def } = (type as z.core.$ZodTypes)._zod
  const name = path.findLast((part) => typeof part === "string") ?? ""
  switch (def.type) {
    case "object":
      return Object.entries(def.shape).flatMap(([key, part]) =>
        textsOf(part, (given as Record<string, unknown> | undefined)?.[key], [...path, key]),
      )
    case "array":
      return Array.isArray(given) ? given.flatMap((each, at) => textsOf(def.element, each, [...path, at])) : []
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
      return textsOf(def.innerType, given, path)
    case "pipe": {
      const isAfter = (def.in as z.core.$ZodTypes)._zod.def.type === "transform"
      return textsOf(isAfter ? def.out : def.in, given, path)
    }
    case "string":
      return notWords.test(String(name)) || path.length === 0 ? [] : [path]
    default:
      return []
  }
}

/** The same input with another text in one place; what is a record with a class of its own is not taken apart. */
function withText(given: unknown, [part, ...rest]: Path, text: string): unknown {
  if (part === undefined) return text
  const inner = (given as Record<string | number, unknown> | undefined)?.[part]
  if (Array.isArray(given)) return given.with(part as number, withText(inner, rest, text))
  return { ...(given as object | undefined), [part]: withText(inner, rest, text) }
}
