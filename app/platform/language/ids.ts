import { NotFound } from "./errors"

/** The id of a row, branded by its table so that one table's id does not pass for another's. */
export type Id<Table extends string> = string & { readonly __table: Table }

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const counterLimit = 0xfff
let last = { time: 0, counter: 0 }

/**
 * A new UUIDv7 (RFC 9562). Without `at`, ids of this process sort in the order they were made, also within one
 * millisecond and when the clock steps back; with `at`, the id carries that time and nothing else is promised.
 */
export function newId<Table extends string>(at?: Date): Id<Table> {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(10))
  const seed = ((random[0]! << 8) | random[1]!) & counterLimit
  if (at) return encode(at.getTime(), seed, random)
  last = following(Date.now(), seed >> 1)
  return encode(last.time, last.counter, random)
}

/** Takes the next place: a fresh counter in a new millisecond (its top bit clear, to leave room), else one more. */
function following(now: number, seed: number) {
  if (now > last.time) return { time: now, counter: seed }
  if (last.counter < counterLimit) return { time: last.time, counter: last.counter + 1 }
  return { time: last.time + 1, counter: seed }
}

function encode<Table extends string>(time: number, counter: number, random: Uint8Array): Id<Table> {
  const head = time.toString(16).padStart(12, "0")
  const tail = Array.from(random.subarray(2), (byte) => byte.toString(16).padStart(2, "0")).join("")
  const variant = 8 | ((random[2]! >> 4) & 3)
  const third = `7${counter.toString(16).padStart(3, "0")}`
  const fourth = `${variant.toString(16)}${tail.slice(1, 4)}`
  return `${head.slice(0, 8)}-${head.slice(8)}-${third}-${fourth}-${tail.slice(4, 16)}` as Id<Table>
}

/** The instant that an id carries: when its row was made, by the clock of whoever made it. */
export const madeAt = (id: Id<string>): Date => new Date(Number.parseInt(id.replace("-", "").slice(0, 12), 16))

/** Whether a text has the form of an id: a UUIDv7 in lower case. */
export function isId(text: string): boolean {
  return form.test(text)
}

/** Reads an id at a door. A text that is none names nothing, so it throws NotFound for `noun`, never a database error. */
export function asId<Table extends string>(text: string | undefined, noun = "record"): Id<Table> {
  if (text === undefined || !isId(text)) throw new NotFound(noun)
  return text as Id<Table>
}
