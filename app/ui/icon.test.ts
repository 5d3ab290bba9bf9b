import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8")

it("every icon that can be named stands in the sprite, and no other", () => {
  const named = [...read("./icon.tsx").matchAll(/^ {2}\| "([a-z0-9-]+)"$/gm)].map(([, name]) => name)
  const drawn = [...read("../../public/icons.svg").matchAll(/<symbol id="([a-z0-9-]+)"/g)].map(([, name]) => name)
  expect(drawn).toEqual(named)
})
