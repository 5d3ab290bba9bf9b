// Makes public/icons.svg, one symbol for each name in the type `IconName` of icon.tsx, from the package lucide-static (ISC licence):
//   node app/ui/icons.mjs
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const at = (path) => fileURLToPath(new URL(path, import.meta.url))

const names = [...readFileSync(at("./icon.tsx"), "utf8").matchAll(/^ {2}\| "([a-z0-9-]+)"$/gm)].map(([, name]) => name)

const symbols = names.map((name) => {
  const svg = readFileSync(at(`../../node_modules/lucide-static/icons/${name}.svg`), "utf8")
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "").replaceAll(" />", "/>")}</symbol>`
})

writeFileSync(
  at("../../public/icons.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">\n${symbols.join("\n")}\n</svg>\n`,
)
process.stdout.write(`${names.length} icons\n`)
