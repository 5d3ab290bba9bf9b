import { fileURLToPath } from "node:url"
import { vitePlugin as remix } from "@remix-run/dev"
import tailwindcss from "@tailwindcss/vite"
import { defineConfig } from "vite"
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

export default defineConfig(({ command }) => ({
  plugins: [tailwindcss(), remix(remixConfig)],
  resolve: { alias },
  ssr: { noExternal: command === "build" ? bundled : [] },
  build: { assetsInlineLimit: 0, sourcemap: false, target: "es2022" },
}))
