import { setTimeout as pause } from "node:timers/promises"
import type { Installation } from "../installation"
import { headersFor, type Page } from "../rows/pages"

/** What a page costs at one size: the time below which 95 of 100 answers stay, in milliseconds, and the buffers that Postgres touches for it. */
export type Cost = { p95: number; buffers: number }

/** A connection tells what it read at the end of its first transaction a second after it last told. */
const toldAfterMs = 1_100

/** Asks a page so many times, one after the other, while nothing else is asked. */
export async function costOf(installation: Installation, page: Page, times: number): Promise<Cost> {
  for (let at = 0; at < 10; at++) await ask(installation, page)
  const before = await buffersSoFar(installation, page)
  const took: number[] = []
  for (let at = 0; at < times; at++) took.push(await ask(installation, page))
  const after = await buffersSoFar(installation, page)
  const p95 = took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)]!
  return { p95, buffers: (after - before) / (times + 1) }
}

async function ask({ program, ...installation }: Installation, page: Page): Promise<number> {
  const began = performance.now()
  const answer = await fetch(program.url + page.path, { headers: headersFor({ program, ...installation }, page) })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${page.path}: ${answer.status}`)
  return performance.now() - began
}

/** The buffers that were touched in the database so far, hit or read, once the connections have told. */
async function buffersSoFar(installation: Installation, page: Page): Promise<number> {
  await pause(toldAfterMs)
  await ask(installation, page)
  await pause(50)
  const { rows } = await installation.admin.query<{ buffers: string }>(
    "select blks_hit + blks_read as buffers from pg_stat_database where datname = current_database()",
  )
  return Number(rows[0]!.buffers)
}
