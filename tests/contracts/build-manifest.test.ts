import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { readManifest } from "../../build-budgets.mjs"
import { folded, unfolded } from "../../build-manifest.mjs"

const facts = { hasAction: false, hasLoader: true, hasClientAction: false, hasClientLoader: false }
const page = (id: string, path: string | undefined, imports: string[], more: object = {}) => ({
  ...{ id, parentId: "root", path, ...facts, hasErrorBoundary: false },
  ...{ module: `/assets/${id}-1.js`, imports: imports.map((name) => `/assets/${name}.js`), css: [] },
  ...more,
})

/** Of more files than there are letters, so that their places need signs of every kind. */
const many = Array.from({ length: 300 }, (_, at) => `part-${at}`)

const manifest = {
  ...{ url: "/assets/manifest-1.js", version: "1" },
  entry: { module: "/assets/entry-1.js", imports: ["/assets/framework.js"], css: [] },
  routes: {
    root: {
      ...{ id: "root", path: "", ...facts, hasErrorBoundary: true },
      ...{ module: "/assets/root-1.js", imports: ["/assets/framework.js"], css: ["/assets/root-1.css"] },
    },
    "today.tsx": { ...page("today.tsx", undefined, ["framework", ...many]), index: true },
    "deals.tsx": page("deals.tsx", "deals/:dealId?", [...many.toReversed(), "framework"], { hasAction: true }),
    "lines.ts": page("lines.ts", 'lines/"*"', [], { parentId: "deals.tsx", hasLoader: false }),
  },
}

it("browsers are told in few words all that the build says of its pages", () => {
  const plain = JSON.parse(JSON.stringify(manifest))
  const script = folded(plain)
  expect(unfolded(script)).toEqual(plain)
  expect(Object.keys(unfolded(script).routes)).toEqual(Object.keys(manifest.routes))
  expect(script.length).toBeLessThan(JSON.stringify(manifest).length)
})

it("a list that says more than the few words can hold is refused", () => {
  const odd = { ...manifest.routes["lines.ts"], caseSensitive: true }
  expect(() => folded({ ...manifest, routes: { ...manifest.routes, "lines.ts": odd } })).toThrow("in few words")
})

it("of the build's pages the document alone names the style sheet, and none names more than forty files", () => {
  const { routes } = readManifest(join(fileURLToPath(new URL("../..", import.meta.url)), "build", "client"))
  const all = Object.values(routes)
  expect(all.filter(({ css }) => css && css.length > 0).map(({ id }) => id)).toEqual(["root"])
  expect(Math.max(...all.map(({ imports }) => imports?.length ?? 0))).toBeLessThan(40)
})
