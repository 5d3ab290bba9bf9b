import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { tones } from "./tones"

const css = readFileSync(new URL("./css/tokens.css", import.meta.url), "utf8")
const pairs = [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)]
const light = Object.fromEntries(pairs.map(([, name, value]) => [name, value]))
const dark = Object.fromEntries(pairs.map(([, name, , value]) => [name, value]))
const fallback = Object.fromEntries(
  [...css.slice(css.indexOf("@supports not")).matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [
    name,
    value,
  ]),
)

type Palette = Record<string, string | undefined>

/** Relative luminance of an sRGB colour, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(palette: Palette, one: string, other: string): number {
  const [a, b] = [one, other].map((name) => {
    const value = palette[name]
    if (!value) throw new Error(`no token --${name}`)
    return luminance(value)
  }) as [number, number]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const grounds = ["bg", "surface", "sunken", "spine", "hover", "selected"]

const atLeast: { ratio: number; pairs: [string, string][] }[] = [
  { ratio: 7, pairs: grounds.map((ground) => ["ink", ground]) },
  {
    ratio: 4.5,
    pairs: [
      ...grounds.map((ground): [string, string] => ["ink-2", ground]),
      ...grounds.map((ground): [string, string] => ["ink-3", ground]),
      ...grounds.map((ground): [string, string] => ["primary-text", ground]),
      ...["primary", "primary-hover"].map((ground): [string, string] => ["primary-ink", ground]),
      ...["danger", "danger-hover"].map((ground): [string, string] => ["danger-ink", ground]),
      ...["ok", "warn", "danger", "info"].flatMap((name): [string, string][] => [
        [`${name}-text`, `${name}-soft`],
        [`${name}-text`, "surface"],
        [`${name}-text`, "bg"],
        [`${name}-text`, "hover"],
      ]),
      ...tones.map((tone): [string, string] => [`${tone}-text`, `${tone}-soft`]),
      ["inverse-ink", "inverse"],
      ["inverse-accent", "inverse"],
      ["ink", "primary-soft"],
    ],
  },
  {
    ratio: 3,
    pairs: [
      ...["bg", "surface", "sunken"].map((ground): [string, string] => ["line-strong", ground]),
      ...grounds.map((ground): [string, string] => ["focus", ground]),
      ...["primary", "danger", "ok", "warn", "info"].map((name): [string, string] => [name, "surface"]),
      ...[1, 2, 3, 4, 5].map((series): [string, string] => [`series-${series}`, "surface"]),
    ],
  },
]

describe("colours", () => {
  for (const [theme, palette] of [
    ["light", light],
    ["dark", dark],
  ] as const) {
    for (const { ratio, pairs: wanted } of atLeast) {
      it(`in the ${theme} theme keep ${ratio}:1 where they must be told apart`, () => {
        const short = wanted
          .map(([one, other]) => ({ pair: `${one} on ${other}`, ratio: contrast(palette, one, other) }))
          .filter((found) => found.ratio < ratio)
        expect(short).toEqual([])
      })
    }
  }

  it("are the light ones in browsers that know no light-dark()", () => {
    expect(fallback).toEqual(light)
  })
})
