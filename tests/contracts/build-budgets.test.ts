import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import { excesses, keepBudgets, type Manifest } from "../../build-budgets.mjs"

const root = join(fileURLToPath(new URL("../..", import.meta.url)))

it("the build is within its budgets", () => {
  expect(() => keepBudgets(root)).not.toThrow()
})

it("a page that needs more script, more styles or another font than is budgeted is told", () => {
  const page = (id: string) => ({ id, parentId: "root", path: id, module: `/${id}.js`, imports: ["/shared.js"] })
  const manifest: Manifest = {
    ...{ url: "/manifest.js", entry: { module: "/entry.js", imports: ["/framework.js"] }, fonts: ["/font.woff2"] },
    routes: {
      root: { id: "root", module: "/root.js", css: ["/root.css"] },
      "deals/routes/list.tsx": page("deals/routes/list.tsx"),
      "proposals/routes/client.tsx": page("proposals/routes/client.tsx"),
    },
  }
  const weights: Record<string, number> = { "/framework.js": 80, "/shared.js": 10, "/root.css": 15, "/font.woff2": 38 }
  const told = (more: Record<string, number>) =>
    excesses(
      manifest,
      (path) => ({ ...weights, ...more })[path] ?? 1,
      (id) => id.endsWith("client.tsx"),
    )
  expect(told({})).toEqual([])
  expect(told({ "/shared.js": 30 })).toEqual(["Script of deals/routes/list.tsx: 114.0 kB, 102 kB are budgeted."])
  expect(told({ "/root.css": 19 })).toEqual([
    "Styles of deals/routes/list.tsx: 19.0 kB, 18 kB are budgeted.",
    "Styles and fonts of proposals/routes/client.tsx: 57.0 kB, 56.5 kB are budgeted.",
  ])
})
