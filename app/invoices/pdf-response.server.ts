import type { documents } from "#db/schema/invoices"
import { files } from "~/adapters/files.server"

type Document = typeof documents.$inferSelect

/**
 * A kept document as an answer: the same bytes at each asking, shown in the browser under its own name and kept by none. Fails
 * with OutsideFailure when the file store does.
 */
export async function pdfResponse(document: Document): Promise<Response> {
  const bytes = await files().get(document.fileKey)
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Cache-Control": "private, no-store",
      "Content-Type": document.contentType,
      "Content-Length": String(bytes.byteLength),
      "Content-Disposition": `inline; filename="${document.fileName}"`,
    },
  })
}
