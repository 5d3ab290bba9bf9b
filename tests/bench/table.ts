import { readFileSync, writeFileSync } from "node:fs"
import { cpus, totalmem } from "node:os"
import type { Cost } from "./measure/growth"
import type { Outcome } from "./measure/row"
import type { Weight } from "./measure/weight"
import type { Weighed } from "./rows/weights"

/** Everything one run found out. */
export type Found = {
  rows: Outcome[]
  growth: { name: string; small: Cost; large: Cost }[]
  weights: Weighed[]
  facts: { name: string; figure: number; unit: string; aim: number }[]
}

const number = (value: number, digits = 2) =>
  value.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits })
const line = (cells: string[]) => `| ${cells.join(" | ")} |`
const table = (head: string[], rows: string[][]) =>
  rows.length === 0 ? "" : [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")

const held = (isGood: boolean, text: string) => (isGood ? text : `**${text}**`)

const figures = ({ name, ours, limit, ratio, aim }: Outcome) => [
  ...[name, number(ours.perSecond, 0), number(limit.perSecond, 0)],
  ...[held(aim === null || ratio >= aim, number(ratio)), aim === null ? "–" : number(aim, 1)],
  Number.isNaN(ours.p50) ? "–" : `${number(ours.p50, 0)} / ${number(ours.p99, 0)}`,
  ...[ours, limit].map(({ program, postgres }) => `${number(program)} + ${number(postgres)}`),
]

/** A row whose limits kept differing is no figure, and says so. */
const thrownAway = ({ name, aim, spread }: Outcome) => [
  ...[name, "thrown away", `the limits differed by ${number(spread * 100, 0)} %`, "–"],
  ...[aim === null ? "–" : number(aim, 1), "–", "–", "–"],
]

/** A page's weight, with the most it may be beside each. */
function weighed({ name, weight, most, together }: Weighed): string[] {
  const part = (key: keyof Weight) => ofMost(weight[key], most[key])
  const all = ofMost(weight.html + weight.css + weight.fonts, together)
  return [name, part("html"), part("css"), part("fonts"), all, part("script"), number(weight.requests, 0)]
}

const ofMost = (value: number, most: number | undefined) =>
  most === undefined ? number(value, 1) : `${held(value <= most, number(value, 1))} of ${number(most, 0)}`

/** The run as Markdown tables, a figure that misses its aim in bold. */
export function written({ rows, growth, weights, facts }: Found): string {
  return [
    table(
      [
        "row",
        "ours, a second",
        "limit, a second",
        "ratio",
        "aim",
        "p50 / p99, ms",
        "CPU-ms: ours, program + Postgres",
        "limit, program + Postgres",
      ],
      rows.map((row) => (row.isThrownAway ? thrownAway(row) : figures(row))),
    ),
    table(
      [
        ...["growth", "95th percentile at 1,000, ms", "at the full size, ms", "ratio", "aim"],
        ...["buffers at 1,000", "at the full size"],
      ],
      growth.map(({ name, small, large }) => [
        ...[name, number(small.p95, 1), number(large.p95, 1)],
        ...[held(large.p95 <= small.p95 * 1.1, number(large.p95 / small.p95)), "1.1"],
        ...[number(small.buffers, 0), number(large.buffers, 0)],
      ]),
    ),
    table(
      ["first view", "HTML, kB", "CSS, kB", "fonts, kB", "these together, kB", "script, kB", "requests"],
      weights.map(weighed),
    ),
    table(
      ["process", "figure", "aim"],
      facts.map(({ name, figure, unit, aim }) => [
        ...[name, `${held(figure <= aim, number(figure, 0))} ${unit}`, `${number(aim, 0)} ${unit}`],
      ]),
    ),
  ]
    .filter((each) => each !== "")
    .join("\n\n")
}

/** The machine in words. */
export function machine(postgres: string): string {
  const [cpu] = cpus()
  return `${cpus().length} virtual cores (${cpu!.model.trim()}), ${Math.round(totalmem() / 1e9)} GB, Node ${process.versions.node}, ${postgres}`
}

const start = "<!-- figures -->"
const end = "<!-- /figures -->"

/** Puts a run's tables into the benchmark page, between its two marks. */
export function keep(page: string, words: string): void {
  const text = readFileSync(page, "utf8")
  const [before, rest] = [text.slice(0, text.indexOf(start) + start.length), text.slice(text.indexOf(end))]
  writeFileSync(page, `${before}\n${words}\n${rest}`)
}
