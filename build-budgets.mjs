import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"

// What a browser may have to fetch for a page, in kB as it is sent (Brotli). The build fails when a page needs more: either it
// is made lighter, or the figure here is raised, knowingly. The figures are those of UX 6.2 and PERFORMANCE, aim 6.

/** Script of a staff page in all, by the first area that fits its file. */
const scripts = [
  {
    of: /^proposals\/routes\/show\.tsx$/,
    kB: 127,
    why: "A proposal's page holds its form, its prices and the document.",
  },
  {
    of: /\/(new|edit|create|lines|send|convert|link|record|credit|refund|reverse|disqualify|lose|delete|invite|remove|leave|rotate|brand)(-\w+)?\.tsx$/,
    kB: 120,
    why: "Editors; 6 kB above UX 6.2, since every page is given the list of all pages, which has grown to half as many again.",
  },
  { of: /\/board\.tsx$/, kB: 111, why: "Boards; the same" },
  { of: /./, kB: 107, why: "Lists, records and settings; the same" },
]

/** The one style sheet, and what pages for clients, for signing in and public forms take of styles and the fonts of text and titles. */
const styles = 18
const plain = 60 - 3.5
/** The modules of its own that such a page may load; it needs none. */
const modules = 10

/** Which files each page needs: the build's own list, as browsers are given it. */
export function readManifest(folder) {
  const name = readdirSync(join(folder, "assets")).find((file) => /^manifest-\w+\.js$/.test(file))
  const text = readFileSync(join(folder, "assets", name), "utf8")
  return JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1))
}

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
