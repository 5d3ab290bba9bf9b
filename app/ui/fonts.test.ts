import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { create } from "fontkit"
import { expect, it } from "vitest"

const require = createRequire(import.meta.url)
const css = readFileSync(new URL("./css/fonts.css", import.meta.url), "utf8")

const sources: Record<string, string> = {
  "instrument-sans": "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  "source-serif-4-400": "@fontsource/source-serif-4/files/source-serif-4-latin-400-normal.woff2",
  "source-serif-4-600": "@fontsource/source-serif-4/files/source-serif-4-latin-600-normal.woff2",
  "source-serif-4-400-italic": "@fontsource/source-serif-4/files/source-serif-4-latin-400-italic.woff2",
}

const read = (file: string | URL) => create(readFileSync(file))
const made = (name: string) => read(new URL(`./fonts/${name}.woff2`, import.meta.url))

/** The ranges under which the style sheet names a file. */
function rangesOf(name: string): [number, number][] {
  const face = css.split("@font-face").find((rule) => rule.includes(`/${name}.woff2"`))!
  return [...face.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g)].map(([, from, to = from]) => [
    Number.parseInt(from!, 16),
    Number.parseInt(to!, 16),
  ])
}

for (const [name, source] of Object.entries(sources)) {
  it(`the common and the rare file of ${name} hold together what its package holds, each character once`, () => {
    const whole = read(require.resolve(source)).characterSet.filter((character) => character < 0xffff)
    const common = made(`${name}-common`).characterSet
    const rare = made(`${name}-rare`).characterSet
    expect([...common, ...rare].filter((character) => character < 0xffff).toSorted((a, b) => a - b)).toEqual(whole)
    const isIn = (ranges: [number, number][]) => (character: number) =>
      ranges.some(([from, to]) => from <= character && character <= to)
    expect(common.filter((character) => character < 0xffff)).toEqual(whole.filter(isIn(rangesOf(`${name}-common`))))
  })

  it(`whatever English, German and French are written with is in the common file of ${name}`, () => {
    const texts = [
      "Zwölf große Übungen für „Ärger“ …",
      "Où a été le bœuf ? « Là, garçon, à l’île. » Naïve, sûr",
      "€ 1,200 – £ 30 · 3 × 4",
    ]
    const common = new Set(made(`${name}-common`).characterSet)
    const missing = [...texts.join("")].filter((sign) => !common.has(sign.codePointAt(0)!))
    expect(missing).toEqual([])
  })

  it(`${name} has kept its kerning, and digits of one width for columns`, () => {
    const common = made(`${name}-common`)
    expect(common.availableFeatures).toEqual(expect.arrayContaining(["kern", "liga"]))
    const widths = common.layout("0123456789", ["tnum"]).positions.map(({ xAdvance }) => xAdvance)
    expect(new Set(widths).size).toBe(1)
  })
}

it("names of Western Europe are in the common file of the sans", () => {
  const common = new Set(made("instrument-sans-common").characterSet)
  const names = "García Núñez João Sørensen Håkan Çelik Óscar Þór"
  const missing = [...names].filter((sign) => !common.has(sign.codePointAt(0)!))
  expect(missing).toEqual(["Ó", "Þ"])
})
