import { fileURLToPath } from "node:url"
import { vitePlugin as remix } from "@remix-run/dev"
import tailwindcss from "@tailwindcss/vite"
import { defineConfig, type Plugin } from "vite"
import { chunkOf } from "./build-chunks"
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
  "@remix-run/node",
  "@remix-run/server-runtime",
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

/** The server's markup is made into elements without copying what each of them is given. */
const elements: Plugin = {
  name: "elements",
  apply: "build",
  enforce: "pre",
  resolveId: (id, _importer, { ssr = false }) =>
    ssr && id === "react/jsx-runtime" ? at("./app/platform/http/elements.ts") : undefined,
}

/** Remix (2.17) makes an address and a request anew, twice, for each loader and action, to take out of it what it put in itself. */
const strippedTwice = "stripRoutesParam(stripIndexParam(request))"

/** Where an address asks for nothing there is nothing to take out: all that read one request are given that one. */
const oneRequest: Plugin = {
  name: "one-request",
  apply: "build",
  transform(code, id) {
    if (!id.endsWith("/@remix-run/server-runtime/dist/esm/data.js")) return undefined
    if (code.split(strippedTwice).length !== 3) throw new Error("Remix asks loaders in another way now")
    return code.replaceAll(strippedTwice, `(request.url.includes("?") ? ${strippedTwice} : request)`)
  },
}

/** Conform (1.21) notes which fields a page reads, and copies all that it noted so far for each: long forms take their square. */
const readFields =
  /(ref\.current\[subject\]) = _objectSpread2\(_objectSpread2\(\{\}, ref\.current\[subject\]\), \{\}, \{\s*\[scope\]: [^\n]+\.concat\(name\)\s*\}\);/

/** It makes a field's facts anew for each one that is read; on the server a form stays as it is while its page is rendered. */
const factsOfField = "get(_, key, receiver) {\n      var _state$constraint$nam;\n      var metadata ="

/** What Conform does per field that is read, done once: a page of two hundred lines is rendered in a fraction of the time. */
const conformFields: Plugin = {
  name: "conform-fields",
  apply: "build",
  transform(code, id, { ssr = false } = {}) {
    if (!id.endsWith("/@conform-to/react/dist/context.mjs")) return undefined
    if (!readFields.test(code) || !code.includes(factsOfField))
      throw new Error("Conform reads fields in another way now")
    const noted = code.replace(readFields, "(($1 ??= {})[scope] ??= []).push(name);")
    return ssr ? noted.replace(factsOfField, `metadata: null,\n    ${factsOfField} this.metadata ??=`) : noted
  },
}

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [elements, drizzleEntity, oneRequest, conformFields, tailwindcss(), remix(remixConfig)],
  resolve: { alias },
  ssr: { noExternal: command === "build" ? bundled : [] },
  build: {
    assetsInlineLimit: 0,
    sourcemap: false,
    target: "es2022",
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } },
  },
}))
