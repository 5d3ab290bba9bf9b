import type pg from "pg"
import { type Ground, id, patternsOf } from "./ground"
import { multiply, type Span } from "./multiply"
import { currency, day, isPaid, owner, past } from "./spread"

/** Issued invoices with their frozen content, lines, taxes and settlement; numbers go on where those of the agency end. */
export async function loadInvoices(client: pg.Client, ground: Ground, span: Span) {
  const patterns = patternsOf(ground, "invoices", "and status = 'issued' and kind = 'invoice'")
  const number = "'LOAD-' || lpad(g::text, 7, '0')"
  const [issuedOn, dueOn] = [day(ground, "invoice"), day(ground, "invoice", 14)]
  const frozen = `jsonb_build_object('number', ${number}, 'currency', ${currency}, 'issueOn', ${issuedOn}, 'dueOn', ${dueOn})`
  const change = {
    ...{ id: id("invoice"), number, sequence: "1000 + g", company_id: id("company"), contact_id: id("contact") },
    ...{
      deal_id: id("deal"),
      proposal_id: "null",
      owner_id: owner(ground),
      currency,
      issue_on: issuedOn,
      due_on: dueOn,
    },
    ...{ created_at: past(ground, "invoice"), issued_at: past(ground, "invoice"), snapshot: `p.snapshot || ${frozen}` },
  }
  await multiply(client, { table: "invoices", patterns, change, span })
  const parts = (table: string, own: Record<string, string>) =>
    multiply(client, {
      ...{ table, span, change: { invoice_id: id("invoice"), ...own } },
      patterns: `select * from ${table} where organization_id = '${ground.organizationId}'`,
      partsOf: { table, on: "part.invoice_id = p.id", patterns },
    })
  await parts("invoice_lines", { id: id("invoiceLine", "g * 10 + part.position") })
  await parts("invoice_taxes", {})
  await parts("invoice_settlements", {
    allocated_minor: `case when ${isPaid} then part.total_minor - part.credited_minor else 0 end`,
    ...{ invoice_created_at: past(ground, "invoice"), due_on: dueOn, owner_id: owner(ground) },
    settled_at: `case when ${isPaid} then ${past(ground, "invoice", 20)} end`,
  })
}
