import { data } from "@remix-run/node"

/** A document of 100 lines with a dozen fields each, and what stands around them: its page is rendered without keeping others waiting. */
const MOST_FIELDS = 1_500
const MOST_KEYS = 500
const LONGEST_NAME = 200
const DEEPEST = 6
const HIGHEST_INDEX = 200
/** No form of ours has lists within lists, and each index makes a list as long as itself. */
const MOST_INDICES = 1
/** Rows of all lists of a form together. */
const MOST_ROWS = 1_000
const LONGEST_STATE = 64 * 1_024
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"])
const NAME = /^[^.[\]]+(?:\.[^.[\]]+|\[\d*\])*$/

/** Fields in which Conform sends what its buttons ask for and what was looked at before: JSON in a text. */
const INTENT = "__intent__"
const STATE = "__state__"

const malformed = () => data({ kind: "malformed", message: "That form could not be read." }, { status: 400 })

/** Whether a field's name can be made into an object without harm: short, shallow, with small indices and no name of JavaScript's own. */
export function isSafeName(name: string): boolean {
  if (name.length === 0 || name.length > LONGEST_NAME || name.includes("\0") || !NAME.test(name)) return false
  const parts = name.split(/[.[\]]+/).filter((part) => part !== "")
  return parts.length <= DEEPEST && parts.filter(isIndex).length <= MOST_INDICES && parts.every(isSafePart)
}

const isIndex = (part: string) => /^\d+$/.test(part)
const isSafePart = (part: string) => !FORBIDDEN.has(part) && (!isIndex(part) || Number(part) <= HIGHEST_INDEX)

/** How many rows the lists come to that these names make: each is as long as its highest index. */
function rowsOf(names: Iterable<string>): number {
  const lengths = new Map<string, number>()
  for (const name of names) {
    const [, list, index] = /^([^[]+)\[(\d+)\]/.exec(name) ?? []
    if (list) lengths.set(list, Math.max(lengths.get(list) ?? 0, Number(index) + 1))
  }
  return [...lengths.values()].reduce((sum, length) => sum + length, 0)
}

function isSafeJson(value: unknown, depth = 0): boolean {
  if (value === null || typeof value !== "object") return true
  if (depth >= DEEPEST) return false
  const entries = Object.entries(value)
  return (
    entries.length <= MOST_KEYS && entries.every(([key, part]) => !FORBIDDEN.has(key) && isSafeJson(part, depth + 1))
  )
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isPlace = (value: unknown) =>
  value === undefined || (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= HIGHEST_INDEX)

const isFieldName = (value: unknown) =>
  value === undefined || value === "" || (typeof value === "string" && isSafeName(value))

/** Conform's `update` puts any value into any field, a text for a list among them; no button of ours asks for it. */
function isSafeIntent(intent: unknown): boolean {
  if (!isRecord(intent) || typeof intent.type !== "string" || !isRecord(intent.payload)) return false
  if (intent.type === "update") return false
  const { name, index, from, to } = intent.payload
  return isFieldName(name) && [index, from, to].every(isPlace) && isSafeJson(intent.payload)
}

function isSafeState(state: unknown): boolean {
  if (!isRecord(state) || !isRecord(state.validated)) return false
  const names = Object.keys(state.validated)
  return names.length <= MOST_FIELDS && names.every(isFieldName)
}

function isSafeControl(name: string, text: string): boolean {
  if (text.length > LONGEST_STATE) return false
  if (text === "") return true
  try {
    const value: unknown = JSON.parse(text)
    return name === INTENT ? isSafeIntent(value) : isSafeState(value)
  } catch {
    return false
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSTORABLE = /[\u0001-\u0008\u000b\u000c\u000e-\u001f]|\p{Surrogate}/u

/** What the checked form holds, and the sentence for each field whose text cannot be kept. */
export type CheckedForm = { form: FormData; problems: Record<string, string> }

/**
 * Checks a form before anything makes an object of it, and normalises its texts (NFC, line ends as \n).
 * Throws a 400 answer for what no form of ours sends: more than 1,500 fields or 1,000 rows, names too long, too deep, with an index
 * over 200 or a name of JavaScript's own, a NUL, broken control fields.
 */
export function checkForm(raw: FormData): CheckedForm {
  const form = new FormData()
  const problems: Record<string, string> = {}
  if (rowsOf(raw.keys()) > MOST_ROWS) throw malformed()
  let fields = 0
  for (const [name, value] of raw) {
    if (++fields > MOST_FIELDS || !isSafeName(name)) throw malformed()
    if (typeof value !== "string") {
      form.append(name, value, value.name)
      continue
    }
    if (value.includes("\0")) throw malformed()
    const control = name === INTENT || name === STATE
    if (control && (!isSafeControl(name, value) || form.has(name))) throw malformed()
    if (UNSTORABLE.test(value)) {
      problems[name] = "This contains a character that cannot be kept. Type it again."
    }
    form.append(name, control ? value : normalText(value))
  }
  return { form, problems }
}

/** A text as it is kept: composed (NFC), with \n at line ends, without control characters and halves of characters. */
export function normalText(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(new RegExp(UNSTORABLE, "gu"), "").normalize("NFC")
}

const read = new WeakMap<Request, FormData>()

/** A request's form, not yet checked; a body that is no form is a 400. */
export async function rawForm(request: Request): Promise<FormData> {
  try {
    const form = await request.formData()
    read.set(request, form)
    return form
  } catch {
    throw malformed()
  }
}

/** The form that was read of a request, as it came; null while nobody has read it. */
export const formRead = (request: Request): FormData | null => read.get(request) ?? null

/** A request's form, safe to parse and with normal texts; throws a 400 answer, also for a text that cannot be kept. */
export async function readForm(request: Request): Promise<FormData> {
  const { form, problems } = checkForm(await rawForm(request))
  if (Object.keys(problems).length > 0) throw malformed()
  return form
}
