// Makes app/ui/fonts/*.woff2 from the packages @fontsource (SIL Open Font License, whose text stands in each): the Latin file of each
// face in two, what English, German and French are written with and the rest, as the ranges in css/fonts.css say:
//   node app/ui/fonts.mjs
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { create } from "fontkit"
import subset from "subset-font"

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

/** The file of a package that each face is made from. */
const sources = {
  "instrument-sans": "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  "source-serif-4-400": "@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
  "source-serif-4-600": "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
  "source-serif-4-400-italic": "@fontsource/source-serif-4/files/source-serif-4-latin-400-italic.woff2",
}

/** What a browser applies by itself, and the digits of one width that the style sheets ask for. */
const keepFeatures = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum", "lnum"]

const css = readFileSync(at("./css/fonts.css"), "utf8")

/** The characters in the range of the @font-face that names a file. */
function isInRangeOf(file) {
  const face = css.split("@font-face").find((rule) => rule.includes(`/${file}"`))
  const ranges = [...face.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(([, from, to = from]) =>
    [from, to].map((hex) => Number.parseInt(hex, 16)),
  )
  return (character) => ranges.some(([from, to]) => from <= character && character <= to)
}

mkdirSync(at("./fonts"), { recursive: true })
for (const [name, path] of Object.entries(sources)) {
  const source = readFileSync(at(`../../node_modules/${path}`))
  const isCommon = isInRangeOf(`${name}-common.woff2`)
  const { characterSet } = create(source)
  const files = { common: characterSet.filter(isCommon), rare: characterSet.filter((sign) => !isCommon(sign)) }
  for (const [part, characters] of Object.entries(files)) {
    const made = await subset(source, String.fromCodePoint(...characters), { targetFormat: "woff2", keepFeatures })
    writeFileSync(at(`./fonts/${name}-${part}.woff2`), made)
    process.stdout.write(`${name}-${part}: ${characters.length} characters, ${made.length} bytes\n`)
  }
}
