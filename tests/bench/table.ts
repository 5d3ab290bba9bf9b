import { readFileSync, writeFileSync } from "node:fs"
import { cpus, totalmem } from "node:os"
import type { Outcome } from "./measure/row"
import type { Weight } from "./measure/weight"

/** Everything one run found out. */
export type Found = {
  rows: Outcome[]
  growth: { name: string; small: number; large: number }[]
  weights: { name: string; weight: Weight }[]
  facts: { name: string; figure: string; aim: string }[]
}

const number = (value: number, digits = 2) =>
  value.toLocaleString("en-GB", { maximumFractionDigits: digits, minimumFractionDigits: digits })
const line = (cells: string[]) => `| ${cells.join(" | ")} |`
const table = (head: string[], rows: string[][]) =>
  [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")

/** The run as Markdown tables, a figure that misses its aim in bold. */
export function written({ rows, growth, weights, facts }: Found): string {
  const held = (isGood: boolean, text: string) => (isGood ? text : `**${text}**`)
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
      rows.map(({ name, ours, limit, ratio, aim }) => [
        ...[name, number(ours.perSecond, 0), number(limit.perSecond, 0)],
        ...[held(aim === null || ratio >= aim, number(ratio)), aim === null ? "–" : number(aim, 1)],
        `${number(ours.p50, 0)} / ${number(ours.p99, 0)}`,
        ...[ours, limit].map(({ program, postgres }) => `${number(program)} + ${number(postgres)}`),
      ]),
    ),
    table(
      ["growth", "95th percentile at 1,000, ms", "at the full size, ms", "ratio", "aim"],
      growth.map(({ name, small, large }) => [
        ...[name, number(small, 1), number(large, 1), held(large <= small * 1.1, number(large / small)), "1.1"],
      ]),
    ),
    table(
      ["first view", "HTML, kB", "CSS, kB", "script, kB", "fonts, kB", "requests"],
      weights.map(({ name, weight: { html, css, script, fonts, requests } }) => [
        ...[name, number(html, 1), number(css, 1), number(script, 1), number(fonts, 1), String(requests)],
      ]),
    ),
    table(
      ["process", "figure", "aim"],
      facts.map(({ name, figure, aim }) => [name, figure, aim]),
    ),
  ].join("\n\n")
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
