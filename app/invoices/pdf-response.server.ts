import type { documents } from "#db/schema/invoices"
import { files } from "~/adapters/files.server"

type Document = typeof documents.$inferSelect

/**
 * A kept document as an answer: the same bytes at each asking, shown in the browser under its own name. A reader who has
 * them already is told so. Fails with OutsideFailure when the file store does.
 */
export async function pdfResponse(request: Request, document: Document): Promise<Response> {
  const etag = `"${document.sha256}"`
  const caching = { ETag: etag, "Cache-Control": "private, no-cache" }
  if (request.headers.get("If-None-Match") === etag) return new Response(null, { status: 304, headers: caching })
  const bytes = await files().get(document.fileKey)
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...caching,
      "Content-Type": document.contentType,
      "Content-Length": String(bytes.byteLength),
      "Content-Disposition": `inline; filename="${document.fileName}"`,
    },
  })
}
