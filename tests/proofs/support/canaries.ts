import { everythingOf } from "../../support/wall"

const PREFIX = 8

/** Finds in a text what only one organization could have written. */
export type Canaries = { count: number; in(text: string): string[] }

type Organization = { organizationId: string }

/** The texts that stand in the rows of one organization and nowhere in those of another. */
export async function canariesOf(mine: Organization, other: Organization): Promise<Canaries> {
  const [ours, theirs] = [textsIn(await everythingOf(mine)), textsIn(await everythingOf(other))]
  const common = [...theirs].join("\n")
  const telling = [...ours].filter((text) => text.length >= PREFIX && !common.includes(text))
  const byPrefix = new Map<string, string[]>()
  for (const text of telling)
    byPrefix.set(text.slice(0, PREFIX), [...(byPrefix.get(text.slice(0, PREFIX)) ?? []), text])
  return {
    count: telling.length,
    in(text) {
      const found = new Set<string>()
      for (let at = 0; at <= text.length - PREFIX; at++) {
        for (const canary of byPrefix.get(text.slice(at, at + PREFIX)) ?? [])
          if (text.startsWith(canary, at)) found.add(canary)
      }
      return [...found]
    },
  }
}

/** Every text in rows, however deep; days and instants are nobody's. */
function textsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === "string" && !/^\d{4}-\d\d-\d\d/.test(value)) found.add(value)
  else if (value !== null && typeof value === "object") for (const part of Object.values(value)) textsIn(part, found)
  return found
}
