import { pages } from "~/routes"
import { sessionOf } from "../../support/knock"
import type { Asked } from "./asking"
import type { Probe } from "./complaints"
import { dataAddress, type Form, type Path, patternOf } from "./pages"
import { size } from "./proof"
import { a, b, canaries, idsOfA, outsiders, paths, type Viewer } from "./two-sides"

/* What is asked of the walls, generated from the table of pages and from the forms that the pages show. */

const shell = "organizations/routes/shell"

/** Whether an address is opened by what stands in it: a secret, or the name of a form or a way in, which anybody may know. */
export const isBearer = (path: string) => /:(token|formKey|key)\b/.test(path)

/** An address of A's as a stranger can ask for it: a secret of A's only where it opens nothing. */
function addressFor(path: Path): string {
  const { tokens, addresses } = a
  if (!isBearer(path)) return addresses[path]
  const misplaced = path.startsWith("/p/") ? tokens.invoice : tokens.proposal
  return path.replace(/:(token|formKey|key)\b/, misplaced)
}

/** Fields as a form sends them. */
export const encoded = (fields: readonly (readonly [string, string])[]) =>
  new URLSearchParams(fields.map(([...pair]) => pair)).toString()

/** A form of A's with its ids, and nothing of A's own words, which would be told back. */
const withIdsAlone = ({ fields }: Form) =>
  encoded(fields.map(([name, value]) => [name, idsOfA.has(value) || canaries.in(value).length === 0 ? value : "Probe"]))

/** What is sent to an address: the forms of A's own pages, or every id that any of them holds. */
function bodiesFor(path: Path): string[] {
  const forms = a.forms.filter(({ pattern }) => pattern === path)
  if (forms.length > 0) return [...new Set(forms.map(withIdsAlone))].slice(0, size(1, 3))
  const named = new Map(a.forms.flatMap(({ fields }) => fields).filter(([, value]) => idsOfA.has(value)))
  return [encoded([...named])]
}

/** The ways in which one address is asked for. */
function waysTo(path: Path, at: number): Asked[] {
  const address = addressFor(path)
  const { file } = pages[path]
  const shapes = [address, dataAddress(address), dataAddress(address, file), dataAddress(address, `${shell},${file}`)]
  const reads = size(["GET"], ["GET", "HEAD"])
  const writes = size(["POST"], ["POST", "PUT", "PATCH", "DELETE"])
  const bodies = bodiesFor(path)
  const all = shapes.flatMap((shape) => [
    ...reads.map((method) => ({ method, path: shape })),
    ...writes.flatMap((method) => bodies.map((body) => ({ method, path: shape, body }))),
  ])
  return size(
    all.filter((_, place) => place < 2 || place === 2 + (at % (all.length - 2))),
    all,
  )
}

/** Signing out and leaving end the session they are asked with. */
export const isEnd = (path: string) => path.startsWith("/logout") || path === "/organizations/leave"

/** Going to another organization and taking a second factor away begin a new session in the place of the one before. */
const isRenewal = (path: string) => /\/switch$|\/passkeys\/:passkeyId\/delete$/.test(path)

/** Signs B's owner in anew, whose session was ended by what they did. */
export async function comeBack(): Promise<void> {
  outsiders[1]!.cookie = b.cookies.owner = await sessionOf(b.world, b.world.me)
}

/** What is everybody's own to change: their name, how they sign in and are told. */
export const isOneselves = (path: string) =>
  /^\/settings\/(profile|notifications|sessions|security\/factors)(\/|$)/.test(path)

/** Every address in every way, for each viewer. */
export async function probesBy(viewers: readonly Viewer[]): Promise<Probe[]> {
  const all: Probe[] = []
  for (const [at, path] of paths.entries())
    for (const way of waysTo(path, at))
      for (const { who, cookie } of viewers) if (!isEnd(path)) all.push({ ...way, who, cookie })
  return all
}

/** The forms of B's pages with an id of A's in one field, alone and after B's own: of a repeated text the last one holds. */
export function mixedForms(): Probe[] {
  const { who, cookie } = outsiders[1]!
  return b.forms
    .filter(({ pattern }) => !isBearer(pattern) && !isEnd(pattern))
    .flatMap((form) => {
      const twin = a.forms.find(({ pattern, on }) => pattern === form.pattern && on === form.on)
      return form.fields.flatMap(([name, own], at) => {
        const theirs = twin?.fields.find(([other]) => other === name)?.[1] ?? ""
        if (!idsOfA.has(theirs)) return []
        const put = (...values: string[]) =>
          encoded(
            form.fields.flatMap((pair, place) =>
              place === at ? values.map((value) => [name, value] as const) : [pair],
            ),
          )
        const bodies = [put(theirs), ...size([], [put(own, theirs)])]
        return bodies.map((body) => ({ who, cookie, method: "POST", path: form.action, body }))
      })
    })
}

/** B's own addresses with A's ids in the question, among B's own; and pressed with both in the form. */
export function polluted(): { reads: Probe[]; writes: Probe[]; renewals: Probe[] } {
  const { who, cookie } = outsiders[1]!
  const each = paths
    .filter((path) => !isBearer(path) && !isEnd(path))
    .flatMap((path) => {
      const address = b.addresses[path]
      return [...path.matchAll(/:(\w+)/g)].map(([parameter, name]) => {
        const at = path.split("/").indexOf(parameter)
        const [own, theirs] = [address, a.addresses[path]].map((whole) => whole.split("/")[at]!)
        const [first, both] = [
          encoded([[name!, theirs!]]),
          encoded([
            [name!, own!],
            [name!, theirs!],
          ]),
        ]
        return { path, address, first, both }
      })
    })
  const write = ({ address, first, both }: (typeof each)[number]): Probe => {
    return { who, cookie, own: true, method: "POST", path: `${address}?${first}`, body: both }
  }
  const asked = each.map(({ address, both }) => `${address}?${both}`)
  return {
    reads: asked.flatMap((path) => size([path], [path, dataAddress(path)])).map((path) => ({ who, cookie, path })),
    writes: each.filter(({ path }) => !isRenewal(path)).map(write),
    renewals: each.filter(({ path }) => isRenewal(path)).map(write),
  }
}

/** What A's pages lead to by a question in the address: filters, places in lists, records that a form begins with. */
export const questions = (): Probe[] =>
  outsiders.slice(size(1, 0), size(2, outsiders.length)).flatMap(({ who, cookie }) =>
    a.queries
      .filter((path) => !isBearer(patternOf(path)))
      .flatMap((path) => [
        { who, cookie, path },
        { who, cookie, path: dataAddress(path) },
      ]),
  )

/** Secrets of A's at every page that is opened by one of another kind, and as a session. */
export function secretsElsewhere(): Probe[] {
  const kinds: Record<keyof typeof a.tokens, string> = {
    ...{ proposal: "/p/", invoice: "/i/", form: "/f/", reset: "/reset/", email: "/email/" },
    ...{ invitation: "/invitation/", key: "/login/sso/" },
  }
  const misplaced = paths.filter(isBearer).flatMap((path) =>
    Object.entries(a.tokens).flatMap(([kind, secret]) => {
      if (path.startsWith(kinds[kind as keyof typeof kinds])) return []
      const address = path.replace(/:(token|formKey|key)\b/, secret)
      const read = { who: "nobody", path: address }
      const change = { ...read, method: "POST", body: bodiesFor(path)[0] ?? "" }
      return [read, { ...read, path: dataAddress(address, pages[path].file) }, change]
    }),
  )
  const asSession = Object.values(a.tokens).map((secret) => {
    const cookie = `signoff=${encodeURIComponent(Buffer.from(JSON.stringify(secret)).toString("base64"))}`
    return { who: "somebody with a link for a session", path: "/leads", cookie }
  })
  return [...misplaced, ...asSession]
}

/** B's links, asked with ids of A's in their forms and questions; A's versions, links and options are named by it. */
export function linksAgainst(): Probe[] {
  const ids = [...new Map(a.forms.flatMap(({ fields }) => fields).filter(([, value]) => idsOfA.has(value)))]
  const lines = a.forms
    .filter(({ on }) => on === "/p/:token")
    .flatMap(({ fields }) => fields.filter(([, value]) => idsOfA.has(value)))
  const named = encoded([...ids, ...lines])
  const who = "the holder of B's link"
  return b.forms
    .filter(({ pattern }) => /^\/[pi]\//.test(pattern))
    .flatMap(({ action, fields }) => [
      { who, path: `${action}?${named}` },
      { who, method: "POST", path: `${action}?${named}`, body: `${named}&intent=choose` },
      { who, own: true as const, method: "POST", path: action, body: `${encoded(fields)}&${named}` },
    ])
}
