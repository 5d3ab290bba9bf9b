import type { pages } from "~/routes"

/** Every address of the product, as written in the table of pages. */
export type Path = keyof typeof pages

type Parameter<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parameter<Rest>
  : P extends `${string}:${infer Name}`
    ? Name
    : never

type Parameters<P extends string> = [Parameter<P>] extends [never]
  ? []
  : [parameters: { [Name in Parameter<P>]: string }]

/** The address of a page. A path that is not in the table, or a missing parameter, does not compile. */
export function href<P extends Path>(path: P, ...[parameters]: Parameters<P>): string {
  const given: Record<string, string> = parameters ?? {}
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given[name] ?? ""))
}

/** An address with its query; what is undefined, null or empty is left out. */
export function withQuery(address: string, query: Record<string, string | number | null | undefined>): string {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "")
  if (kept.length === 0) return address
  return `${address}?${new URLSearchParams(kept.map(([key, value]) => [key, String(value)]))}`
}
