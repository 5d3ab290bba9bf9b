import { fileURLToPath } from "node:url"
import { vitePlugin as remix } from "@remix-run/dev"
import tailwindcss from "@tailwindcss/vite"
import { defineConfig, type Plugin } from "vite"
import remixConfig from "./remix.config.js"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where `~/` and `#db/` point, for the build, the tests and development alike. */
export const alias = [
  { find: /^~\//, replacement: `${at("./app")}/` },
  { find: /^#db\//, replacement: `${at("./db")}/` },
]

/** What the bundled ones of Markdown load in their turn. */
const entities = ["decode-named-character-reference", "character-entities"]

/** Libraries of many small modules, which the server's bundle takes in: found and read one by one they are half of the program's start. */
const bundled = [
  "stripe",
  "drizzle-orm",
  "zod",
  "nodemailer",
  /^micromark/,
  /^@conform-to\//,
  /^temporal-/,
  ...entities,
]

/** Drizzle asks of what kind a value is thousands of times for a page; ours answers the same and looks each class through once. */
const drizzleEntity: Plugin = {
  name: "drizzle-entity",
  apply: "build",
  transform: (_code, id) =>
    id.endsWith("/drizzle-orm/entity.js") ? `export * from ${JSON.stringify(at("./db/drizzle-entity.ts"))}` : undefined,
}

export default defineConfig(({ command }) => ({
  plugins: [drizzleEntity, tailwindcss(), remix(remixConfig)],
  resolve: { alias },
  ssr: { noExternal: command === "build" ? bundled : [] },
  build: { assetsInlineLimit: 0, sourcemap: false, target: "es2022" },
}))
