import { brotliCompressSync, gzipSync } from "node:zlib"
import type { Installation } from "../installation"
import { headersFor, type Page } from "../rows/pages"

/** What a first view of a page weighs as it goes over the wire, in kB, and how many requests it takes. */
export type Weight = { html: number; css: number; script: number; fonts: number; requests: number }

/** Fetches a page and everything it names, compressed as browsers ask for it. */
export async function weightOf(installation: Installation, page: Page): Promise<Weight> {
  const { url } = installation.program
  const html = await fetched(url + page.path, headersFor(installation, page))
  const named = [...html.text.matchAll(/(?:href|src|import)\s*=?\s*"(\/assets\/[^"]+)"/g)].map(([, path]) => path!)
  const styles = named.filter((path) => path.endsWith(".css"))
  const parts = await Promise.all(
    [...new Set(named)].map(async (path) => ({ path, ...(await fetched(url + path, {})) })),
  )
  const fonts = await fontsOf(
    url,
    parts.filter(({ path }) => styles.includes(path)).map(({ text }) => text),
    html.text,
  )
  const sum = (ending: string) =>
    parts.filter(({ path }) => path.endsWith(ending)).reduce((all, { size }) => all + size, 0) / 1000
  return {
    ...{
      html: html.size / 1000,
      css: sum(".css"),
      script: sum(".js"),
      fonts: fonts.reduce((all, { size }) => all + size, 0) / 1000,
    },
    requests: 1 + parts.length + fonts.length,
  }
}

async function fetched(url: string, headers: Record<string, string>) {
  const answer = await fetch(url, { headers: { ...headers, "Accept-Encoding": "br, gzip" } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const told = Number(answer.headers.get("content-length"))
  const encoding = answer.headers.get("content-encoding")
  const size = encoding && !told ? sizeAs(encoding, bytes) : told || bytes.byteLength
  return { size, text: bytes.toString("utf8") }
}

/** The length of an answer whose length was not said: what its encoding makes of it. */
const sizeAs = (encoding: string, bytes: Buffer) =>
  (encoding === "br" ? brotliCompressSync(bytes) : gzipSync(bytes)).byteLength

/** The fonts of the Latin letters that a page's styles name: those that a browser fetches for it. */
async function fontsOf(url: string, styles: string[], _html: string) {
  const named = styles.flatMap((text) => [...text.matchAll(/url\(["']?([^)"']+\.woff2)/g)].map(([, path]) => path!))
  const latin = [...new Set(named)].filter((path) => !path.includes("latin-ext"))
  return Promise.all(latin.map((path) => fetched(url + path, {})))
}
