import type { z } from "zod"
import { issueCreditNote } from "~/invoices/credit-note.server"
import { creditableOf } from "~/invoices/creditable.server"
import { aboutInvoice } from "~/invoices/invoice-events"
import { creditableOnly, getInvoice, organizationToday } from "~/invoices/invoice-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { formatMoney, parseMoney } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { type Asked, type Creditable, type CreditProblem, creditNote, quantityLeft } from "~/pricing/credit-note"
import { release } from "./client-credit.server"
import { CreditInvoiceInput } from "./inputs.server"
import { changeSettlement, closeOpenCheckouts, holdSettlement } from "./settlement.server"

type Input = z.output<typeof CreditInvoiceInput>

/**
 * Takes an issued invoice back, in whole or by quantities and net amounts of its lines, with a credit note of its own number:
 * so much less is owed, and what was paid beyond that is the client's credit. Never more than is left.
 */
export const creditInvoice = command({
  name: "credit-invoice",
  actors: ["staff", "system"],
  input: CreditInvoiceInput,
  async step(ctx, { invoiceId, reason, send, ...input }) {
    const invoice = creditableOnly(await getInvoice(ctx, { invoiceId }))
    const { locale } = await getOrganization(ctx, {})
    const { balanceMinor, creditedMinor, totalMinor: billedMinor } = await holdSettlement(ctx, invoiceId)
    const { lines, creditable } = await creditableOf(ctx, invoice)
    const lineIds = lines.map(({ id }) => id as string)
    const note = creditNote(creditable, askedOf(input, lineIds, creditable.currency, locale))
    if ("problem" in note) throw refusalOf(note, input, creditable, { lineIds, locale })
    const { totalMinor } = note
    const releasedMinor = totalMinor > balanceMinor ? totalMinor - balanceMinor : 0n
    await release(ctx, invoiceId, releasedMinor)
    await changeSettlement(ctx, invoiceId, 0n, totalMinor)
    await closeOpenCheckouts(ctx, invoiceId)
    const issueOn = await organizationToday(ctx)
    const issued = await issueCreditNote(ctx, invoice, lines, { note, reason, issueOn, send })
    ctx.record("invoice.credited", {
      ...{ ...aboutInvoice(invoice), creditNoteId: issued.id },
      ...{ number: invoice.number ?? "", creditNumber: issued.number ?? "" },
      ...{ totalMinor, releasedMinor, currency: invoice.currency },
      isWhole: creditedMinor + totalMinor === billedMinor,
    })
    return { invoiceId, creditNoteId: issued.id, number: issued.number ?? "" }
  },
})

/** What is asked of each line of the invoice, in their order. */
function askedOf(
  { scope, lines }: Pick<Input, "scope" | "lines">,
  ids: string[],
  currency: string,
  locale: string,
): Asked[] {
  const given = lines.map(({ quantity, amount }) => Number(quantity) !== 0 || amount !== null)
  if (scope === "all") {
    if (given.includes(true)) throw new Invalid("scope", "Choose parts of it, or empty what is entered at the lines.")
    return ids.map(() => "all")
  }
  const asked: Asked[] = ids.map(() => null)
  for (const [at, { lineId, quantity, amount }] of lines.entries()) {
    if (!given[at]) continue
    const place = ids.indexOf(lineId)
    if (place === -1 || asked[place] !== null)
      throw new Invalid(`lines[${at}].amount`, "Choose a line of this invoice.")
    if (amount === null) asked[place] = { quantity }
    else if (Number(quantity) !== 0)
      throw new Invalid(`lines[${at}].amount`, "Enter a quantity or an amount, not both.")
    else {
      const typed = parseMoney(amount, currency, locale)
      if (!typed.ok) throw new Invalid(`lines[${at}].amount`, typed.reason)
      asked[place] = { amountMinor: typed.money.minor }
    }
  }
  return asked
}

type Where = { lineIds: string[]; locale: string }

/** Why it cannot be credited so, at the field that asks for too much. */
function refusalOf(
  problem: CreditProblem,
  { scope, lines }: Pick<Input, "scope" | "lines">,
  invoice: Creditable,
  where: Where,
) {
  switch (problem.problem) {
    case "quantity":
    case "amount": {
      const at = lines.findIndex(({ lineId }) => lineId === where.lineIds[problem.at])
      const line = invoice.lines[problem.at]!
      const left = line.netMinor - line.credited.netMinor
      const money = formatMoney({ minor: left < 0n ? -left : left, currency: invoice.currency }, where.locale)
      const words = problem.problem === "amount" ? money : formatNumber(quantityLeft(line), where.locale)
      return new Invalid(
        `lines[${at}].${problem.problem}`,
        `Enter more than nothing, and no more than is left: ${words}.`,
      )
    }
    case "tax":
      return new Invalid(
        "",
        "This takes back more than was billed at one of the tax rates; credit deductions there with it.",
      )
    case "total":
      return new Invalid("", "This is more than is left to credit of the invoice.")
    case "nothing":
      return scope === "all"
        ? new Conflict("Nothing is left to credit of this invoice.")
        : new Invalid(
            "",
            "Enter a quantity or an amount for what is credited; together it must come to more than nothing.",
          )
  }
}
