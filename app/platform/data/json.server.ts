/** A value as JSON keeps it: bigint and dates are marked so that `fromJson` gives them back as they were. */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return { $bigint: value.toString() }
  if (value instanceof Date) return { $date: value.toISOString() }
  if (Array.isArray(value)) return value.map(toJson)
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, v]) => v !== undefined)
        .map(([k, v]) => [k, toJson(v)]),
    )
  }
  return value
}

/** The inverse of `toJson`. */
export function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson)
  if (value === null || typeof value !== "object") return value
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first?.[0] === "$bigint") return BigInt(first[1] as string)
  if (entries.length === 1 && first?.[0] === "$date") return new Date(first[1] as string)
  return Object.fromEntries(entries.map(([k, v]) => [k, fromJson(v)]))
}

/** JSON with its keys in order and no spaces (RFC 8785 for the values used here): the same content gives the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(toJson(value)))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  )
}
