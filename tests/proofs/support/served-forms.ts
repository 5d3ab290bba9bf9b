/** A form as a page serves it: where it leads, what it would send untouched, what its buttons add, and what a person types into. */
export type ServedForm = {
  page: string
  action: string
  method: string
  fields: [name: string, value: string][]
  buttons: [name: string, value: string][]
  typed: string[]
}

const FORM = /(<form\b[^>]*>)([\s\S]*?)<\/form>/g
const CONTROL =
  /<(?<kind>input|button)\b[^>]*>|<(?<area>textarea)\b[^>]*>(?<text>[\s\S]*?)<\/textarea>|<(?<list>select)\b[^>]*>(?<options>[\s\S]*?)<\/select>/g
const LEFT_OUT = /^(?:checkbox|radio|reset|button)$/
const TYPED = /^(?:text|email|tel|url|search)$/

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'" }

/** Text of HTML as it reads. */
export const decoded = (html: string) =>
  html.replaceAll(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name: string) => entities[name]!)

const attributeOf = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`, "i").exec(tag.slice(0, tag.indexOf(">") + 1))
  return found ? decoded(found[1] ?? "") : undefined
}

const isSent = (form: string) => attributeOf(form, "method") !== "dialog"

/** The forms of a page that are sent somewhere, read from its HTML. */
export function formsIn(html: string, page: string): ServedForm[] {
  const forms = [...html.matchAll(FORM)].filter(([form]) => isSent(form))
  return forms.map(([, tag, inner]) => {
    const controls = [...inner!.matchAll(CONTROL)].filter(([control]) => attributeOf(control, "name"))
    return {
      page,
      action: (attributeOf(tag!, "action") ?? page).split("#", 1)[0]!,
      method: (attributeOf(tag!, "method") ?? "get").toUpperCase(),
      fields: controls.filter((control) => !isButton(control)).flatMap(sentBy),
      buttons: controls.filter(isButton).flatMap(sentBy),
      typed: controls.filter(isTyped).map(([control]) => attributeOf(control, "name")!),
    }
  })
}

const isButton = ([control]: RegExpMatchArray) => control.startsWith("<button")

const isTyped = ([control]: RegExpMatchArray) =>
  control.startsWith("<textarea") ||
  (control.startsWith("<input") && TYPED.test(attributeOf(control, "type") ?? "text"))

function sentBy({ 0: control, groups }: RegExpMatchArray): [string, string][] {
  const name = attributeOf(control, "name")!
  if (groups?.area) return [[name, decoded(groups.text ?? "")]]
  if (groups?.list) return [[name, chosenIn(groups.options ?? "")]]
  const isLeftOut = LEFT_OUT.test(attributeOf(control, "type") ?? "") && attributeOf(control, "checked") === undefined
  return isLeftOut ? [] : [[name, attributeOf(control, "value") ?? ""]]
}

function chosenIn(options: string): string {
  const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([option]) => option)
  const chosen = all.find((option) => attributeOf(option, "selected") !== undefined) ?? all[0]
  return chosen === undefined ? "" : (attributeOf(chosen, "value") ?? "")
}

/** The addresses within the site that a page leads to. */
export const linksIn = (html: string): string[] =>
  [...html.matchAll(/<a\b[^>]*>/g)].flatMap(([tag]) => {
    const to = attributeOf(tag, "href")
    return to && /^\/(?!\/)/.test(to) ? [to.split("#", 1)[0]!] : []
  })

/** What is asked of a served page while looking for forms. */
type Ask = (address: string) => Promise<string | null>

/**
 * Every form that can be reached: those of the given pages and of the states they lead to (`?show=…`). Each state is visited
 * once for each pattern of its path, so that a list's many records count as one.
 */
export async function everyForm(addresses: readonly string[], ask: Ask): Promise<ServedForm[]> {
  const waiting = [...addresses]
  const seen = new Set<string>()
  const forms = new Map<string, ServedForm>()
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (seen.has(kindOf(address))) continue
    seen.add(kindOf(address))
    const html = await ask(address)
    if (html === null) continue
    for (const form of formsIn(html, address)) {
      const kind = `${form.method} ${kindOf(form.action)} ${form.fields.map(([name]) => name).join()}`
      if (!forms.has(kind)) forms.set(kind, form)
    }
    waiting.push(...linksIn(html).filter((link) => link.includes("?") && !seen.has(kindOf(link))))
  }
  return [...forms.values()]
}

/** An address without the ids and values in it. */
const kindOf = (address: string) =>
  address.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id").replaceAll(/\/(p|i|f|reset)\/[\w-]+/g, "/$1/token")
