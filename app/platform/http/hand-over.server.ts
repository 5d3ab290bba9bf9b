import type { EntryContext } from "@remix-run/node"

/**
 * The scripts that hand a page's data over to its script, as they stand after the page; nothing for pages that have none. The
 * data are read to their end first: no page defers any.
 */
export async function handedOver(context: EntryContext, nonce: string): Promise<string> {
  const { serverHandoffStream, renderMeta } = context
  if (!serverHandoffStream || !renderMeta?.didRenderScripts) return ""
  const pieces = await textOf(serverHandoffStream)
  const enqueue = `window.__remixContext.streamController.enqueue(${escaped(JSON.stringify(pieces))});`
  return `<script nonce="${nonce}">${enqueue}window.__remixContext.streamController.close();</script>`
}

async function textOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  const reader = stream.getReader()
  for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value)
  return Buffer.concat(chunks).toString("utf8")
}

const letters: Record<string, string> = {
  "&": "\\u0026",
  ">": "\\u003e",
  "<": "\\u003c",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
}

/** JSON that may stand in a script: no letter of it ends the element (HTML 4.12.1.3, restrictions for contents of script elements). */
const escaped = (json: string) => json.replace(/[&><\u2028\u2029]/g, (letter) => letters[letter]!)
