import type { Chance } from "./chance"
import { hostileValues, type Raw } from "./hostile-values"
import type { ServedForm } from "./served-forms"

/** What there is to be attacked. */
export type Targets = {
  origin: string
  addresses: readonly string[]
  forms: readonly ServedForm[]
  /** Names of query parameters that some page reads. */
  parameters: readonly string[]
  /** Cookies of those who attack. */
  cookies: Record<Attacker, string>
}

/** Who sends it: nobody, or somebody signed in. Whoever holds a client's link has it in the address. */
export type Attacker = "nobody" | "owner"

/** A request that is put together, still in parts that can be spoiled. */
export type Draft = {
  attacker: Attacker
  method: string
  path: string
  query: [Raw, Raw][]
  headers: [string, string | Buffer][]
  fields: [Raw, Raw][]
  encoding: "urlencoded" | "multipart" | "none"
  contentType: string | null
  body: Buffer | null
  /** What is said of the body's length, when it is not the truth. */
  length: ((bytes: number) => [string, string][]) | null
  chunked: boolean
  hangsUp: boolean
}

/** One way to spoil a request. */
export type Spoil = (draft: Draft, chance: Chance, targets: Targets) => void

/** What stands between the parts of a form in parts. */
export const BOUNDARY = "----boundary7d3a"

/** Any hostile value. */
export const valueFor = (chance: Chance): Raw => hostileValues[chance.pick(Object.keys(hostileValues))]!
/** Puts one of some values into a header. */
export const header =
  (name: string, values: readonly (string | Buffer)[]): Spoil =>
  (draft, chance) => {
    draft.headers = draft.headers.filter(([each]) => each.toLowerCase() !== name.toLowerCase())
    draft.headers.push([name, chance.pick(values)])
  }
/** A value short enough that several of it fit beside each other. */
export const shortened = (value: Raw, most = 12_000): Raw =>
  value.length > most ? (value.slice(0, most) as Raw) : value
