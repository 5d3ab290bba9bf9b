import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Installation } from "../installation"
import type { Row } from "../measure/row"

/** An invoice's PDF, made in one thread by the code that the program's thread runs, against pdfkit alone with the same texts, fonts and lines. */
export async function pdfRow(installation: Installation, pieces: number): Promise<{ row: Row; stop(): void }> {
  const writer = fork("tests/bench/limits/pdf-writer.ts", [await invoiceFile(installation)], {
    execArgv: ["--import", "tsx"],
  })
  await once(writer, "message")
  const pids = { program: writer.pid!, postgres: installation.postgresPid }
  const made = (how: "ours" | "bare") => ({
    pids,
    pieces,
    prepare: async () => undefined,
    work: () => told(writer, how, pieces),
  })
  return {
    row: { name: "PDF of an invoice", aim: 0.7, ours: made("ours"), limit: made("bare") },
    stop: () => void writer.kill(),
  }
}

async function told(writer: ChildProcess, how: string, pieces: number) {
  writer.send({ how, pieces })
  await once(writer, "message")
}

/** An invoice of the demo agency, as it was frozen when it was issued. */
async function invoiceFile({ admin, ground }: Installation): Promise<string> {
  const { rows } = await admin.query(
    `select snapshot, issued_at as "issuedAt" from invoices
     where organization_id = $1 and status = 'issued' and kind = 'invoice' and id::text not like '01900000-%' order by id limit 1`,
    [ground.organizationId],
  )
  const file = join(mkdtempSync(join(tmpdir(), "signoff-invoice-")), "invoice.json")
  writeFileSync(file, JSON.stringify(rows[0]))
  return file
}
