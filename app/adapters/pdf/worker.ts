import { parentPort } from "node:worker_threads"
import type { PdfDocument } from "./document"
import { makePdf } from "./make-pdf.server"

/** What the thread is asked and what it answers; `id` ties the two. */
export type PdfQuestion = { id: number; document: PdfDocument }
export type PdfAnswer = { id: number; bytes: Uint8Array } | { id: number; error: string }

parentPort?.on("message", async ({ id, document }: PdfQuestion) => {
  try {
    const bytes = new Uint8Array(await makePdf(document))
    parentPort?.postMessage({ id, bytes } satisfies PdfAnswer, [bytes.buffer])
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error)
    parentPort?.postMessage({ id, error: said } satisfies PdfAnswer)
  }
})
