import type { Installation } from "../installation"
import { headersFor, type Page } from "../rows/pages"

/** The time below which 95 of 100 answers stay, in milliseconds, asked one after the other. */
export async function p95Of(installation: Installation, page: Page, times: number): Promise<number> {
  const took: number[] = []
  for (let at = 0; at < times + 10; at++) {
    const began = performance.now()
    const answer = await fetch(installation.program.url + page.path, { headers: headersFor(installation, page) })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${page.path}: ${answer.status}`)
    if (at >= 10) took.push(performance.now() - began)
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)]!
}
