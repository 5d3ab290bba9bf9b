import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { manifestFile, unfolded } from "./build-manifest.mjs"

// What a browser may have to fetch for a page, in kB as it is sent (Brotli). The build fails when a page needs more: either it
// is made lighter, or the figure here is raised, knowingly. The figures are those of UX 6.2 and PERFORMANCE, aim 6.

/** Script of a staff page in all, by the first area that fits its file. */
const scripts = [
  {
    of: /^proposals\/routes\/show\.tsx$/,
    kB: 121,
    why: "A proposal's page holds its form, its prices and the document.",
  },
  {
    of: /\/(new|edit|create|lines|send|convert|link|record|credit|refund|reverse|disqualify|lose|delete|invite|remove|leave|rotate|brand)(-\w+)?\.tsx$/,
    kB: 114,
    why: "Editors; the proposal's text before it is sent is the heaviest.",
  },
  { of: /\/board\.tsx$/, kB: 95, why: "Boards" },
  { of: /./, kB: 102, why: "Lists, records and settings; a team's members are the heaviest." },
]

/** The one style sheet, and what pages for clients, for signing in and public forms take of styles and the fonts of text and titles. */
const styles = 18
const plain = 60 - 3.5
/** The modules of its own that such a page may load; it needs none. */
const modules = 10

/** Which files each page needs: the build's own list, as browsers are given it. */
export const readManifest = (folder) => unfolded(readFileSync(manifestFile(folder), "utf8"))

/** What a file weighs as it is sent. */
export function weigher(folder) {
  return (path) => statSync(join(folder, existsSync(join(folder, `${path}.br`)) ? `${path}.br` : path)).size / 1000
}

/** What is over its budget, as sentences. `shipsNone`: the pages that ship no framework, by their files. */
export function excesses(manifest, weigh, shipsNone) {
  const sum = (paths) => [...new Set(paths)].reduce((all, path) => all + weigh(path), 0)
  const over = (what, kB, budget) => (kB > budget ? [`${what}: ${kB.toFixed(1)} kB, ${budget} kB are budgeted.`] : [])
  const pages = Object.values(manifest.routes).filter(({ path, index, id }) => (path || index) && id.endsWith(".tsx"))
  return pages.flatMap(({ id }) => {
    const branch = branchOf(manifest, id)
    const css = sum(branch.flatMap((route) => route.css ?? []))
    if (shipsNone(id)) return over(`Styles and fonts of ${id}`, css + sum(manifest.fonts), plain)
    const first = [manifest.url, manifest.entry.module, ...manifest.entry.imports]
    const script = sum([...first, ...branch.flatMap((route) => [route.module, ...(route.imports ?? [])])])
    const { kB } = scripts.find(({ of }) => of.test(id))
    return [...over(`Styles of ${id}`, css, styles), ...over(`Script of ${id}`, script, kB)]
  })
}

/** A page and the layouts it stands in. */
function branchOf({ routes }, id) {
  const route = routes[id]
  return route ? [route, ...branchOf({ routes }, route.parentId)] : []
}

/** Fails with a sentence for each page of a build that is too heavy. */
export function keepBudgets(root) {
  const folder = join(root, "build", "client")
  if (!existsSync(folder)) return
  const assets = readdirSync(join(folder, "assets"))
  const weigh = weigher(folder)
  const fonts = ["instrument-sans-common-", "source-serif-4-600-common-"].map(
    (face) => `/assets/${assets.find((file) => file.startsWith(face))}`,
  )
  const shipsNone = (id) => /hydrate: false/.test(readFileSync(join(root, "app", id), "utf8"))
  const own = assets.filter((file) => file.endsWith(".mjs"))
  const found = [
    ...excesses({ ...readManifest(folder), fonts }, weigh, shipsNone),
    ...own.flatMap((file) => (weigh(`/assets/${file}`) > modules ? [`${file} is more than ${modules} kB.`] : [])),
  ]
  if (found.length > 0) throw new Error(`The build is over its budgets (build-budgets.mjs):\n${found.join("\n")}`)
}
