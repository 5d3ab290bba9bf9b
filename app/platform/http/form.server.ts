import { parse, type SubmissionResult } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { configureCoercion } from "@conform-to/zod/v4/future"
import { data } from "@remix-run/node"
import type { z } from "zod"
import type { Conflict, Invalid } from "../language/errors"
import { FIND } from "../language/find"
import { token } from "../security/crypto.server"
import { checkForm, rawForm } from "./safe-form-data.server"

/** Hidden field with the id of one rendering of a form: sent twice, it acts once. */
export const SUBMISSION = "submission"

/** What a stale edit shows beside what was typed. */
export type Theirs = { values: Record<string, string>; changedBy?: string; changedAt?: Date }

/** What a form is rendered again with: everything typed, the errors at their fields, and the other's values after a Conflict. */
export type Reply = SubmissionResult<string[]> & { theirs?: Theirs }

/** A parsed form. `reply` gives everything typed back, with `withErrors` for what a command finds. */
export type ParsedForm<Value> =
  | { ok: true; value: Value; submissionId: string | null; intent: string | null; reply: Reply }
  | { ok: false; reply: Reply; submissionId: string | null }

/** A new id for a form's hidden `submission` field, made by the loader that shows it. */
export const newSubmissionId = (): string => token().slice(0, 22)

/** An empty text stays a text: the fields themselves say whether it may be empty, and in which words it may not. */
const { coerceFormValue } = configureCoercion({
  customize: (type) => (type._zod.def.type === "string" ? (given) => given : null),
})

const isSecret = (name: string) => /password|passphrase|secret/i.test(name)

/** The fields whose values are not sent back; of a name with an open index (`password[]`) the list itself. */
const secretFields = (form: FormData) => [
  ...new Set([...form.keys()].filter(isSecret).map((name) => name.split("[]", 1)[0]!)),
]

function submissionIdOf(form: FormData): string | null {
  const given = form.get(SUBMISSION)
  form.delete(SUBMISSION)
  return typeof given === "string" && /^[\w-]{8,100}$/.test(given) ? given : null
}

const malformed = () => data({ kind: "malformed", message: "That form could not be read." }, { status: 400 })

/** A step into a field: a name, or a place in a list (-1 where none is said). */
type Step = string | number

const stepsOf = (name: string): Step[] =>
  [...name.matchAll(/([^.[\]]+)|\[(\d*)\]/g)].map(([, key, index]) => key ?? (index === "" ? -1 : Number(index)))

/** What stands in a schema under a field's name: one text, several, records (never sent as one text), nothing it knows, or nothing that could. */
type Place = "text" | "texts" | "records" | "unknown" | "astray"

function placeOf(type: z.core.$ZodType, [step, ...rest]: readonly Step[]): Place {
  const { def } = (type as z.core.$ZodTypes)._zod
  switch (def.type) {
    case "object":
      if (step === undefined) return "records"
      if (typeof step === "number") return "astray"
      return Object.hasOwn(def.shape, step) ? placeOf(def.shape[step]!, rest) : "unknown"
    case "array":
      if (typeof step === "string") return "astray"
      if (step !== undefined) return placeOf(def.element, rest)
      return placeOf(def.element, []) === "records" ? "records" : "texts"
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
      return placeOf(def.innerType, step === undefined ? [] : [step, ...rest])
    case "pipe": {
      const isRead = (def.in as z.core.$ZodTypes)._zod.def.type === "transform"
      return placeOf(isRead ? def.out : def.in, step === undefined ? [] : [step, ...rest])
    }
    case "string":
    case "number":
    case "boolean":
    case "bigint":
    case "date":
    case "enum":
    case "literal":
      return step === undefined ? "text" : "astray"
    default:
      return "unknown"
  }
}

/** Refuses names that lead where the form has no field of that kind, and leaves one text where it has one: the last that was sent. */
function assertWellFormed(form: FormData, schema: z.core.$ZodType): void {
  for (const name of new Set(form.keys())) {
    const place = placeOf(schema, stepsOf(name))
    if (place === "astray" || place === "records") throw malformed()
    const given = form.getAll(name)
    if (place === "text" && given.length > 1) form.set(name, given.at(-1)!)
  }
  try {
    parse(form, { resolve: () => ({ value: null }) })
  } catch {
    throw malformed()
  }
}

/**
 * Reads, checks and parses a request's form. Not ok: send `invalid(reply)`. A pressed list button (add, remove, move a row)
 * is never ok either: its reply shows the form with the rows changed; nor is a pressed button that asks for other choices, whose
 * reply complains of nothing. Passwords are never sent back.
 */
export async function parseForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<ParsedForm<z.output<Schema>>> {
  const { form, problems } = checkForm(await rawForm(request))
  const submissionId = submissionIdOf(form)
  assertWellFormed(form, schema)
  const submission = parseWithZod(form, { schema: coerceFormValue(schema) as Schema, disableAutoCoercion: true })
  const fieldErrors = Object.fromEntries(Object.entries(problems).map(([field, sentence]) => [field, [sentence]]))
  const reply: Reply = submission.reply({ fieldErrors, hideFields: secretFields(form) })
  if (form.has(FIND)) return { ok: false, reply: { ...reply, status: undefined, error: undefined }, submissionId }
  if (submission.status !== "success" || Object.keys(problems).length > 0) return { ok: false, reply, submissionId }
  const intent = form.get("intent")
  return { ok: true, value: submission.value, submissionId, intent: typeof intent === "string" ? intent : null, reply }
}

/** The reply with a command's refusal at its field (or at the form's head), everything typed still in it. */
export function withErrors(reply: Reply, error: Invalid | Conflict): Reply {
  if (error.kind === "invalid")
    return { ...reply, status: "error", error: { ...reply.error, [error.field]: [error.message] } }
  const { theirs, changedBy, changedAt } = error.detail
  return {
    ...reply,
    status: "error",
    error: { ...reply.error, "": [error.message] },
    theirs: theirs && { values: theirs, changedBy, changedAt },
  }
}
