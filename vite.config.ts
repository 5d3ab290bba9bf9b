import { fileURLToPath } from "node:url"
import { vitePlugin as remix } from "@remix-run/dev"
import tailwindcss from "@tailwindcss/vite"
import { defineConfig, type Plugin } from "vite"
import { chunkOf } from "./build-chunks"
import { inFewerPieces, writer } from "./build-markup"
import remixConfig from "./remix.config.js"

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where `~/` and `#db/` point, for the build, the tests and development alike. */
export const alias = [
  { find: /^~\//, replacement: `${at("./app")}/` },
  { find: /^#db\//, replacement: `${at("./db")}/` },
]

/** What the bundled ones of Markdown load in their turn. */
const entities = ["decode-named-character-reference", "character-entities"]

/** Libraries that are modules alone, which not every Node.js lets CommonJS load. */
const modulesAlone = ["openid-client", "oauth4webapi", "jose", "remix-auth", "remix-auth-form"]

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
  ...modulesAlone,
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

/** Markup is written by React's writer of whole texts alone, in fewer pieces. */
const markup: Plugin = {
  name: "markup",
  apply: "build",
  enforce: "pre",
  resolveId: (id, _importer, { ssr = false }) =>
    ssr && id === "react-dom/server" ? at(`./node_modules${writer}`) : undefined,
  transform: (code, id) => (id.endsWith(writer) ? inFewerPieces(code) : undefined),
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

const beyondAscii = /[^\0-\x7f]/g
const escapedOrRaw = /\\[^\0-\x7f]|String\.raw`[^`]*[^\0-\x7f]/

/**
 * V8 keeps a text at one byte a letter if all of them fit, else at two: the server's code would take 3 MB more, for as long as it runs.
 * esbuild writes what strings hold in letters that fit; this does so for expressions, where the same signs mean the same, and comments.
 */
const oneByteCode: Plugin = {
  name: "one-byte-code",
  apply: (_, { command, isSsrBuild }) => command === "build" && isSsrBuild === true,
  config: () => ({ esbuild: { charset: "ascii" } }),
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== "chunk") continue
      if (escapedOrRaw.test(chunk.code))
        throw new Error(`${chunk.fileName} holds a letter that cannot be written in ASCII`)
      chunk.code = chunk.code.replace(beyondAscii, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    }
  },
}

export default defineConfig(({ command, isSsrBuild }) => ({
  plugins: [elements, markup, drizzleEntity, oneRequest, conformFields, oneByteCode, tailwindcss(), remix(remixConfig)],
  resolve: { alias },
  ssr: { noExternal: command === "build" ? bundled : [] },
  build: {
    assetsInlineLimit: 0,
    sourcemap: false,
    target: "es2022",
    rollupOptions: isSsrBuild ? {} : { output: { manualChunks: chunkOf } },
  },
}))
