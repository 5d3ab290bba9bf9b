import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { isDeepStrictEqual } from "node:util"
import { runInNewContext } from "node:vm"

// The list of all pages and the files each needs, which the build writes for browsers and every staff page carries. Each route tells
// the same six facts and names the same few files; said once, the list is a third smaller as it is sent.

const FACTS = ["index", "hasAction", "hasLoader", "hasClientAction", "hasClientLoader", "hasErrorBoundary"]

/** Makes of the short list what browsers expect; its text is sent as it is, so it uses nothing but what it is given. */
const unfold = (rest, facts, files, rows) => {
  const named = (places) => [...(places ?? "")].map((place) => `/assets/${files[place.codePointAt(0) - 35]}`)
  const routes = {}
  for (const [id, parent, path, flags, module, imports, css] of rows) {
    const route = { id, module: `/assets/${module}`, imports: named(imports), css: named(css) }
    if (parent >= 0) route.parentId = rows[parent][0]
    if (path !== 0) route.path = path
    facts.forEach((fact, at) => {
      const holds = (flags >> at) % 2 === 1
      if (holds || at > 0) route[fact] = holds
    })
    routes[id] = route
  }
  return { ...rest, routes }
}

const fileOf = (path) => path.replace(/^\/assets\//, "")

/** The script that gives browsers a manifest, in few words; it is read back, and the build fails if it said anything else. */
export function folded(manifest) {
  const { routes, ...rest } = manifest
  const listed = Object.values(routes)
  const files = [...new Set(listed.flatMap(({ imports, css }) => [...imports, ...css]))]
  const places = (paths) => paths.map((path) => String.fromCodePoint(35 + files.indexOf(path))).join("")
  const ids = Object.keys(routes)
  const rows = listed.map((route) => [
    ...[route.id, ids.indexOf(route.parentId), route.path ?? 0],
    FACTS.reduce((flags, fact, at) => flags + (route[fact] ? 2 ** at : 0), 0),
    ...[fileOf(route.module), places(route.imports), ...(route.css.length > 0 ? [places(route.css)] : [])],
  ])
  const told = [rest, FACTS, files.map(fileOf), rows].map((part) => JSON.stringify(part)).join()
  const script = `window.__remixManifest=(${unfold.toString().replace(/\n\s+/g, "\n")})(${told});`
  if (!isDeepStrictEqual(unfolded(script), manifest)) throw new Error("The list of pages cannot be said in few words.")
  return script
}

/** The manifest that a browser has of such a script, whichever way it is written. */
export function unfolded(script) {
  const window = {}
  runInNewContext(script, { window })
  return JSON.parse(JSON.stringify(window.__remixManifest))
}

/** Where a build keeps its list. */
export function manifestFile(folder) {
  const assets = join(folder, "assets")
  return join(
    assets,
    readdirSync(assets).find((file) => /^manifest-\w+\.js$/.test(file)),
  )
}

/** Writes a build's list anew, in few words. */
export function foldManifest(folder) {
  if (!existsSync(folder)) return
  const path = manifestFile(folder)
  writeFileSync(path, folded(unfolded(readFileSync(path, "utf8"))))
}
