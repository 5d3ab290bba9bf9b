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

/** Something that a field takes which must not be empty. */
function filled(tag: string, name: string): string {
  if (/type="email"/.test(tag)) return "probe@visitor.example"
  if (/type="date"/.test(tag)) return "2026-12-01"
  return /inputmode="(?:decimal|numeric)"|type="number"/i.test(tag) || /amount|price/i.test(name) ? "1" : "Probe"
}

/** What a browser would send of a form: its fields, filled in where they must be, and the first button of each name. */
function fieldsOf(inner: string): [string, string][] {
  const fields: [string, string][] = []
  const put = (tag: string, name: string, value: string) =>
    fields.push([name, value === "" && /\srequired/.test(tag) ? filled(tag, name) : value])
  for (const [tag] of inner.matchAll(/<input\b[^>]*>/gi)) {
    const name = attribute(tag, "name")
    const isChosen = /\schecked/.test(tag) || (/type="checkbox"/.test(tag) && /\srequired/.test(tag))
    const isUnchecked = /type="(?:radio|checkbox)"/.test(tag) && !isChosen
    if (name && !isUnchecked) put(tag, name, attribute(tag, "value") ?? (/checkbox/.test(tag) ? "on" : ""))
  }
  for (const [tag] of inner.matchAll(/<button\b[^>]*>/gi)) {
    const name = attribute(tag, "name")
    if (name && name !== "__intent__" && !fields.some(([known]) => known === name))
      fields.push([name, attribute(tag, "value") ?? ""])
  }
  for (const [, tag, options] of inner.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/gi)) {
    const name = attribute(tag!, "name")
    const all = [...options!.matchAll(/<option\b[^>]*>/gi)].map(([option]) => option)
    const chosen = all.find((option) => /\sselected/.test(option)) ?? all.at(-1)
    if (name) fields.push([name, (chosen && attribute(chosen, "value")) ?? ""])
  }
  for (const [, tag, text] of inner.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/gi)) {
    const name = attribute(tag!, "name")
    if (name) put(tag!, name, plain(text!))
  }
  return fields
}

/** The forms on a page that post. */
export function formsOn(html: string, address: string): Form[] {
  const found = [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)]
  return found.flatMap(([, tag, inner]) => {
    if (attribute(tag!, "method")?.toLowerCase() !== "post") return []
    const action = (attribute(tag!, "action") ?? address).replace(/#.*$/, "")
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
