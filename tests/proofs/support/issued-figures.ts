import { expect } from "vitest"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { webPool } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { decimalOf } from "~/platform/language/money"
import { aClient, aRate } from "../../support/billing"
import type { Program } from "../../support/program"
import { type Agency, rows } from "../../support/world"
import { untilNoJobWaits } from "./jobs"
import { readPdf } from "./pdf-text"

type Draft = Partial<Parameters<typeof draftInvoice>[1]>
type Row = [label: string, amount: string]

/** An issued invoice as it stands in the tables, in exact decimals. */
export type Stored = {
  net: string
  tax: string
  total: string
  lines: string[]
  taxes: [rate: string, base: string, tax: string][]
}

/** What a reader sees: the sums, and the lines as detail, quantity, price, amount. */
export type Shown = { totals: Row[]; lines: string[][] }

/** Issues invoices and looks at them through the running program, as somebody who is signed in. */
export function looker(agency: Agency, program: Program, cookie: string) {
  const get = (path: string) => fetch(`${program.url}${path}`, { headers: { Cookie: cookie }, redirect: "manual" })
  return {
    /** Issues a draft for a client of its own. */
    async issue(draft: Draft, { companyId }: { companyId?: Id<"companies"> } = {}) {
      const client = companyId ?? (await aClient(agency.owner)).companyId
      const facts = {
        title: "Money",
        currency: "EUR",
        termsDays: 14,
        ...aRate(draft.currency),
        ...draft,
        companyId: client,
      }
      const { invoiceId } = await draftInvoice(agency.owner, facts)
      const { number } = await issueInvoice(agency.owner, { invoiceId, version: 1, send: false })
      return { invoiceId, number }
    },
    /** What the page, the PDF and the tables say of an invoice once its PDF is kept. */
    async look(invoiceId: Id<"invoices">) {
      await untilNoJobWaits()
      await webPool().query("delete from limits")
      const [page, pdf] = [await get(`/invoices/${invoiceId}`), await get(`/invoices/${invoiceId}/pdf`)]
      expect([page.status, pdf.status]).toEqual([200, 200])
      const bytes = Buffer.from(await pdf.arrayBuffer())
      return { page: shownOn(await page.text()), pdf: readPdf(bytes), bytes, stored: await storedOf(agency, invoiceId) }
    },
  }
}

/** Everything a reader sees says what is stored: each line, each tax on its base, and the sums; and the PDF says what the page says. */
export function assertAgrees({ page, pdf, stored }: { page: Shown; pdf: { compact: string }; stored: Stored }) {
  const amount = (label: string) => page.totals.find(([each]) => each === label)?.[1]
  expect(figureOf(amount("Total"))).toBe(stored.total)
  expect(figureOf(amount("Net"))).toBe(stored.net)
  const taxes = page.totals.flatMap(([label, tax]) => {
    const on = /([\d.,]+) % on (.+)$/.exec(label)
    return on ? [[figureOf(on[1]), figureOf(on[2]), figureOf(tax)]] : []
  })
  expect(taxes).toEqual(stored.taxes)
  const nets = page.lines.map(([details = "", , , priced]) => figureOf(/\bnet (.+)$/.exec(details)?.[1] ?? priced))
  expect(nets).toEqual(stored.lines)
  let from = 0
  for (const row of [...page.lines, ...page.totals]) {
    const wanted = row.join("").normalize("NFC").replace(/\s/g, "")
    const at = pdf.compact.indexOf(wanted, from)
    if (at < 0) expect.fail(`The PDF lacks “${row.join(" | ")}” where the page has it; it says ${pdf.compact}`)
    from = at + wanted.length
  }
}

/** A shown amount as exact decimal text: "€2,416.70" is "2416.70". */
export const figureOf = (text: string | undefined) => (text ?? "").replace(/[^\d.-]/g, "")

async function storedOf(agency: Agency, invoiceId: Id<"invoices">): Promise<Stored> {
  const one = "select currency, net_minor, tax_minor, total_minor from invoices where id = $1"
  const [sums] = await rows<{ currency: string } & Record<"net_minor" | "tax_minor" | "total_minor", string>>(
    agency,
    one,
    [invoiceId],
  )
  const { currency, net_minor: net, tax_minor: tax, total_minor: total } = sums!
  const text = (minor: string) => decimalOf({ minor: BigInt(minor), currency })
  const lines = await rows<{ net_minor: string }>(
    agency,
    "select net_minor from invoice_lines where invoice_id = $1 order by position",
    [invoiceId],
  )
  const taxes = await rows<{ rate: string; base_minor: string; tax_minor: string }>(
    agency,
    "select trim_scale(rate)::text as rate, base_minor, tax_minor from invoice_taxes where invoice_id = $1 order by position",
    [invoiceId],
  )
  return {
    ...{ net: text(net), tax: text(tax), total: text(total) },
    lines: lines.map((line) => text(line.net_minor)),
    taxes: taxes.map((each) => [each.rate, text(each.base_minor), text(each.tax_minor)]),
  }
}

function shownOn(html: string): Shown {
  const table = (label: string) =>
    new RegExp(`<table[^>]*aria-label="${label}"[^>]*>([\\s\\S]*?)</table>`).exec(html)?.[1]
  const bodyRows = (label: string) =>
    [...(table(label) ?? "").replace(/<thead>[\s\S]*?<\/thead>/, "").matchAll(/<tr[^>]*>([\s\S]*?)<\/tr>/g)].map(
      ([, row]) => [...row!.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => plain(cell!)),
    )
  return { totals: bodyRows("Totals") as Row[], lines: bodyRows("What is billed") }
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'" }

const plain = (html: string) =>
  html
    .replace(/<span class="totals-note">[\s\S]*?<\/span>/g, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(amp|lt|gt|quot|#x27);/g, (_, name: string) => entities[name]!)
    .replace(/\s+/g, " ")
    .trim()
