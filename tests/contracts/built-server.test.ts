import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { expect, test } from "vitest"

const root = join(import.meta.dirname, "../..")
const built = readFileSync(join(root, "build/server/index.cjs"), "utf8")
const require = createRequire(import.meta.url)
const versionOf = (name: string) =>
  (JSON.parse(readFileSync(join(root, "node_modules", name, "package.json"), "utf8")) as { version: string }).version

test("what the build changes in libraries stands in the server's code, and was read in these versions", () => {
  expect(built).not.toMatch(/require\("react\/jsx-runtime"\)/)
  expect(built).toMatch(/\.url\.includes\("\?"\) \? stripRoutesParam\(stripIndexParam\(/)
  expect(built).not.toMatch(/require\("react-dom\/server"\)/)
  expect(built).toContain('.push("</" + c + ">")')
  expect([versionOf("react"), versionOf("@remix-run/server-runtime")]).toEqual(["18.3.1", "2.17.5"])
})

test("what the server's code asks for by name is there once, where it asks for it", () => {
  const asked = [...built.matchAll(/\brequire\("([^"./][^"]*)"\)/g)].map(([, name]) => name!)
  for (const name of asked) expect(() => require.resolve(name), name).not.toThrow()
})
