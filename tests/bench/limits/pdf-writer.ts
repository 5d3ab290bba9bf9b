import { readFileSync } from "node:fs"
import { makePdf } from "~/adapters/pdf/make-pdf.server"
import { invoicePdf } from "~/invoices/invoice-pdf"
import { recorded, replayed } from "./recorded-page"

/*
 * One process that makes the same invoice as often as it is told, as the program does or bare. Its argument names a file with
 * the invoice's frozen content and the moment of its issue.
 */

const { snapshot, issuedAt } = JSON.parse(readFileSync(process.argv[2]!, "utf8"))
const document = invoicePdf(snapshot, new Date(issuedAt))
const calls = await recorded(() => makePdf(document))

process.on("message", async ({ how, pieces }: { how: "ours" | "bare"; pieces: number }) => {
  for (let at = 0; at < pieces; at++) await (how === "ours" ? makePdf(document) : replayed(calls))
  process.send!("done")
})
process.send!("ready")
