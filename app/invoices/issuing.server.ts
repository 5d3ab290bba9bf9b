import { and, eq } from "drizzle-orm"
import { invoiceLines, invoiceSettlements, invoices, invoiceTaxes } from "#db/schema/invoices"
import { canonicalJson } from "~/platform/data/json.server"
import { transition } from "~/platform/data/transition.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { pricingVersion } from "~/pricing/totals"
import type { SeriesKind } from "./invoice"
import { aboutInvoice } from "./invoice-events"
import { amountsOf, linesOf } from "./invoice-lines.server"
import { queueInvoiceMail } from "./invoice-mail.server"
import type { Invoice } from "./invoice-queries.server"
import type { IssueCandidate } from "./issue-candidate.server"
import { takeInvoiceNumber } from "./number-series.server"
import { renderInvoice } from "./render-invoice.server"
import type { InvoiceSnapshot } from "./snapshot"

/**
 * Issues a held draft as its candidate says: stores the taxes, takes the number, freezes what is printed with its digest,
 * opens its settlement, and has the PDF made, after which the mail goes out if it is to be sent.
 */
export async function issueHeld(ctx: Work, draft: Invoice, candidate: IssueCandidate, send: boolean): Promise<Invoice> {
  const { totals, issueOn, dueOn } = candidate
  await storeTotals(ctx, draft.id, candidate)
  const { snapshot } = candidate
  const issued = await freeze(ctx, draft.id, {
    ...{ series: "invoice", issueOn, dueOn, snapshot },
    amounts: amountsOf(totals),
  })
  const totalMinor = totals.total.minor
  const settledAt = totalMinor === 0n ? ctx.now : null
  await ctx.db.insert(invoiceSettlements).values({ invoiceId: draft.id, totalMinor, settledAt })
  const { kind, currency } = issued
  ctx.record("invoice.issued", {
    ...aboutInvoice(issued),
    kind,
    number: issued.number ?? "",
    totalMinor,
    currency,
    dueOn,
  })
  await prepare(ctx, issued, send)
  return issued
}

type Frozen = {
  series: SeriesKind
  issueOn: string
  dueOn: string | null
  snapshot: InvoiceSnapshot
  amounts: ReturnType<typeof amountsOf>
}

/** Gives a draft the next number of its series and freezes what it prints with its digest. */
export async function freeze(ctx: Work, draftId: Id<"invoices">, { series, ...frozen }: Frozen): Promise<Invoice> {
  const { issueOn, dueOn, amounts } = frozen
  const taken = await takeInvoiceNumber(ctx, issueOn, series)
  const snapshot: InvoiceSnapshot = { ...frozen.snapshot, number: taken.number }
  return transition(ctx, invoices, draftId, "draft → issued", {
    ...{ ...taken, ...amounts, issueOn, dueOn, snapshot },
    contentHash: sha256(canonicalJson(snapshot)).toString("hex"),
    engineVersion: pricingVersion,
    issuedAt: ctx.now,
  })
}

/** Has the PDF made; the mail waits for it. In a story told about the past the mail is only kept, so it waits for nothing. */
export async function prepare(ctx: Work, issued: Invoice, send: boolean) {
  const later = send && ctx.mails === "send"
  await ctx.enqueue({ command: renderInvoice.definition, input: { invoiceId: issued.id, send: later } })
  if (send && !later) await queueInvoiceMail(ctx, issued, { again: false })
}

async function storeTotals(ctx: Work, invoiceId: Id<"invoices">, { totals }: IssueCandidate) {
  const lines = await linesOf(ctx, invoiceId)
  for (const [at, line] of lines.entries()) {
    const netMinor = totals.lines[at]?.net.minor ?? 0n
    if (line.netMinor === netMinor) continue
    await ctx.db
      .update(invoiceLines)
      .set({ netMinor })
      .where(and(eq(invoiceLines.invoiceId, invoiceId), eq(invoiceLines.id, line.id)))
  }
  const taxes = totals.taxes.map(({ category, rate, reason, base, tax }, position) => ({
    ...{ invoiceId, position, category, rate, reason },
    baseMinor: base.minor,
    taxMinor: tax.minor,
  }))
  if (taxes.length > 0) await ctx.db.insert(invoiceTaxes).values(taxes)
}
