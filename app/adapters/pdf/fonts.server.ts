import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { create } from "fontkit"
import { unpackWoff } from "./woff.server"

/** The seven looks of text in a document. */
export type Face = "sans" | "sans-medium" | "sans-bold" | "sans-italic" | "serif" | "serif-bold" | "serif-italic"

/** Neighbouring characters shown by one font file, which goes by its path; `original` is there where something else is shown in their stead. */
export type Run = { font: string; text: string; original?: string }

const weights: Record<Face, { weight: string; serif: boolean }> = {
  sans: { weight: "400-normal", serif: false },
  "sans-medium": { weight: "500-normal", serif: false },
  "sans-bold": { weight: "600-normal", serif: false },
  "sans-italic": { weight: "400-italic", serif: false },
  serif: { weight: "400-normal", serif: true },
  "serif-bold": { weight: "600-normal", serif: true },
  "serif-italic": { weight: "400-italic", serif: true },
}

const resolve = createRequire(import.meta.url).resolve
const sans = (subset: string, weight: string) =>
  `@fontsource/instrument-sans/files/instrument-sans-${subset}-${weight}.woff`
const serif = (subset: string, weight: string) =>
  `@fontsource/source-serif-4/files/source-serif-4-${subset}-${weight}.woff`

/** The files that can show a face, the face's own first; the serif knows scripts that the sans does not. */
function filesOf(face: Face): string[] {
  const { weight, serif: isSerif } = weights[face]
  const own = isSerif ? [] : [sans("latin", weight), sans("latin-ext", weight)]
  const subsets = ["latin", "latin-ext", "cyrillic", "cyrillic-ext", "greek", "vietnamese"]
  return [...own, ...subsets.map((subset) => serif(subset, weight))]
}

const chains = new Map<Face, string[]>()
const coverage = new Map<string, Set<number>>()
const unpacked = new Map<string, Buffer>()

/** The bytes of a font file, as TrueType. */
export function fontBytes(font: string): Buffer {
  let bytes = unpacked.get(font)
  if (!bytes) {
    bytes = unpackWoff(readFileSync(font))
    unpacked.set(font, bytes)
  }
  return bytes
}

function chainOf(face: Face): string[] {
  let chain = chains.get(face)
  if (!chain) {
    chain = filesOf(face).map((file) => resolve(file))
    chains.set(face, chain)
  }
  return chain
}

function characters(font: string): Set<number> {
  let known = coverage.get(font)
  if (!known) {
    known = new Set(create(fontBytes(font)).characterSet)
    coverage.set(font, known)
  }
  return known
}

const covers = (font: string, text: string) => {
  const known = characters(font)
  for (const character of text) if (!known.has(character.codePointAt(0)!)) return false
  return true
}

/** Height above and depth below the baseline, as a share of the size. */
export const metricsOf = (face: Face) =>
  weights[face].serif ? { ascent: 1.036, descent: 0.335 } : { ascent: 0.97, descent: 0.25 }

const invisible = /[\p{Cc}\p{Cf}\p{Variation_Selector}\u2028\u2029]/u
const allInvisible = new RegExp(invisible, "gu")
const standIns: Record<string, string> = {
  "\u2007": "\u00a0",
  "\u2009": "\u00a0",
  "\u202f": "\u00a0",
  "\u2010": "-",
  "\u2011": "-",
  "→": "->",
  "←": "<-",
  "✓": "v",
}
const unshowable = "?"

/** What can be shown of a cluster that no font has as it stands: a near equal, its base letters, else a question mark. */
function* nearEquals(cluster: string): Generator<string> {
  if (standIns[cluster] !== undefined) yield standIns[cluster]
  yield cluster.normalize("NFKC")
  yield cluster.normalize("NFKD").replace(/\p{M}/gu, "")
  yield unshowable
}

function showCluster(cluster: string, chain: string[]): Run {
  const visible = cluster.replace(allInvisible, "")
  if (visible === "") return { font: chain[0]!, text: "" }
  const font = chain.find((file) => covers(file, visible))
  if (font) return { font, text: visible }
  for (const text of nearEquals(visible)) {
    const near = text === "" ? undefined : chain.find((file) => covers(file, text))
    if (near) return { font: near, text, original: cluster }
  }
  return { font: chain[0]!, text: unshowable, original: cluster }
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" })

/** The visible characters of a text, one entry each. */
export const clusters = (text: string) => Array.from(graphemes.segment(text), (part) => part.segment)

/** Splits a text into runs that one font file each can show. Never fails: what no font has becomes a near equal or a question mark. */
export function runsOf(text: string, face: Face): Run[] {
  const chain = chainOf(face)
  if (!invisible.test(text) && covers(chain[0]!, text)) return text === "" ? [] : [{ font: chain[0]!, text }]
  const runs: Run[] = []
  for (const cluster of clusters(text)) {
    const run = showCluster(cluster, chain)
    const last = runs.at(-1)
    if (run.text === "") continue
    if (!last || last.font !== run.font || (last.original === undefined) !== (run.original === undefined))
      runs.push(run)
    else {
      last.text += run.text
      if (last.original !== undefined) last.original += run.original
    }
  }
  return runs
}
