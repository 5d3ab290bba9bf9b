import { appendFileSync, mkdirSync } from "node:fs"
import { dirname, join } from "node:path"

const isLong = process.env.PROOFS === "long"
const began = performance.now()

/** Where what was done is written down; the test command prints it. */
const accountOfProofs =
  process.env.PROOFS_ACCOUNT ?? join(import.meta.dirname, "../../../.cache/test-reports/proofs.txt")

/** How much a proof does: little in the ordinary suite, all of it in the long one. */
export const size = <Amount>(short: Amount, full: Amount): Amount => (isLong ? full : short)

/** This process's share of a proof's items: with PART=2/4 every fourth from the second on, all of them without. */
export function part<Item>(items: readonly Item[]): Item[] {
  const [mine, of] = share(process.env.PART ?? "1/1")
  return items.filter((_, at) => at % of === mine - 1)
}

function share(written: string): [mine: number, of: number] {
  const [mine, of] = (/^(\d+)\/(\d+)$/.exec(written) ?? []).slice(1).map(Number)
  if (!mine || !of || mine > of) throw new Error(`PART says which share of how many, such as 2/4, and not ${written}.`)
  return [mine, of]
}

/** Says what a proof did, in figures, with the seconds since its file began. */
export function tell(claim: string, figures: Record<string, number | string>): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const words = Object.entries({ ...figures, seconds }).map(([name, figure]) => `${name} ${spoken(figure)}`)
  mkdirSync(dirname(accountOfProofs), { recursive: true })
  appendFileSync(accountOfProofs, `${claim}: ${words.join(", ")}\n`)
}

const spoken = (figure: number | string) => (typeof figure === "number" ? figure.toLocaleString("en-GB") : figure)
