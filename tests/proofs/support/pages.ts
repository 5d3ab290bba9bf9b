import { pages } from "~/routes"

/** The pattern of a page's address, as in the table of pages. */
export type Path = keyof typeof pages

/** A form of a served page: where it is sent, and what stands in it. */
export type Form = { pattern: Path; action: string; fields: [name: string, value: string][]; on: Path }

const patterns = (Object.keys(pages) as Path[])
  .filter((path) => path !== "/*")
  .sort((one, other) => one.split(":").length - other.split(":").length)
  .map((path) => ({ path, form: new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`) }))

/** The page that an address belongs to; the words of an address go before its parameters. */
export const patternOf = (address: string): Path =>
  patterns.find(({ form }) => form.test(new URL(address, "http://here.invalid").pathname))?.path ?? "/*"

const plain = (text: string) =>
  text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")

const attribute = (tag: string, name: string) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`, "i").exec(tag)
  return found ? plain(found[1]!) : null
}

/** What a browser would send of a form; of a choice without a chosen one the last, and every button. */
function fieldsOf(inner: string): [string, string][] {
  const fields: [string, string][] = []
  for (const [tag] of inner.matchAll(/<(?:input|button)\b[^>]*>/gi)) {
    const name = attribute(tag, "name")
    const isUnchecked = /type="radio"/.test(tag) && !/\schecked/.test(tag)
    if (name && !isUnchecked) fields.push([name, attribute(tag, "value") ?? (/checkbox/.test(tag) ? "on" : "")])
  }
  for (const [, tag, options] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)) {
    const name = attribute(tag!, "name")
    const all = [...options!.matchAll(/<option\b[^>]*>/gi)].map(([option]) => option)
    const chosen = all.find((option) => /\sselected/.test(option)) ?? all.at(-1)
    if (name) fields.push([name, (chosen && attribute(chosen, "value")) ?? ""])
  }
  for (const [, tag, text] of inner.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)) {
    const name = attribute(tag!, "name")
    if (name) fields.push([name, plain(text!)])
  }
  return fields
}

/** The forms on a page that post. */
export function formsOn(html: string, address: string): Form[] {
  const found = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)]
  return found.flatMap(([, tag, inner]) => {
    if (attribute(tag!, "method")?.toLowerCase() !== "post") return []
    const action = attribute(tag!, "action") ?? address
    return [{ pattern: patternOf(action), action, fields: fieldsOf(inner!), on: patternOf(address) }]
  })
}

/** The addresses of our own that a page leads to with something asked in them. */
export const queriesOn = (html: string): string[] => [
  ...new Set([...html.matchAll(/\shref="(\/[^"]*\?[^"]+)"/g)].map(([, address]) => plain(address!))),
]

/** How a page's data are asked for without the page: as a script does on moving about. */
export function dataAddress(address: string, routes?: string): string {
  const [path, query] = address.split("?") as [string, string | undefined]
  const asked = [...(query ? [query] : []), ...(routes ? [`_routes=${encodeURIComponent(routes)}`] : [])]
  return `${path === "/" ? "/_root" : path}.data${asked.length > 0 ? `?${asked.join("&")}` : ""}`
}
