import type { Money } from "~/platform/language/money"
import { depositLines } from "~/pricing/deposit"
import { type RecurringLine, type RecurringTotals, recurringTotals } from "~/pricing/recurring"
import { selectedLines } from "~/pricing/selection"
import { type Totals, totals } from "~/pricing/totals"
import type { SectionName } from "./proposal"

/** A line as it is offered; its id is what the client chooses by. */
export type ContentLine = RecurringLine & {
  id: string
  name: string
  description: string | null
  unit: string | null
  discountPercent: string
  isOptional: boolean
}

/** Who offers: the agency as it introduced itself when the version was frozen. */
export type ContentAgency = {
  name: string
  legalName: string
  lines: string[]
  email: string | null
  vatId: string | null
}

/** To whom it is offered. */
export type ContentClient = { name: string; lines: string[]; contactName: string; contactEmail: string | null }

/** All that a version says, with nothing left to look up: the page, the PDF and the amounts follow from it alone. */
export type ProposalContent = {
  format: 1
  /** The version's number; a draft has the number it would be sent as. */
  number: number
  title: string
  currency: string
  locale: string
  timeZone: string
  agency: ContentAgency
  client: ContentClient
  /** Markdown, merge fields filled in. */
  sections: Record<SectionName, string>
  lines: ContentLine[]
  /** Decimal text, "0" for none. */
  depositPercent: string
  validUntilOn: string | null
}

/** A selection in money: what is paid once and every month, apart, and the deposit on what is paid once. */
export type Offer = RecurringTotals & { lines: ContentLine[]; deposit: Totals | null; total: Money }

type Offered = Pick<ProposalContent, "currency" | "lines" | "depositPercent">

/**
 * What a selection comes to. `total` is the one-off total with tax, the sum that is accepted; monthly lines stand apart.
 * Throws Invalid when something is chosen that was not offered.
 */
export function offerOf(content: Offered, chosenIds: Iterable<string>): Offer {
  const lines = selectedLines(content.lines, chosenIds)
  const reckoned = recurringTotals({ currency: content.currency, lines })
  const deposit = depositOf(reckoned.once, content.depositPercent)
  return { ...reckoned, lines, deposit, total: reckoned.once.total }
}

/** The deposit invoice on an accepted total, or null when there is nothing to ask for. */
export function depositOf(accepted: Totals, percent: string): Totals | null {
  const lines = depositLines(accepted, percent)
  const deposit = totals({ currency: accepted.currency, lines })
  return deposit.total.minor > 0n ? deposit : null
}

/** Each offered line's own amount, net of tax, whether it is chosen or not, by its id. */
export function lineNets({ currency, lines }: Pick<Offered, "currency" | "lines">): Map<string, Money> {
  const nets = totals({ currency, lines }).lines
  return new Map(lines.map((line, at) => [line.id, nets[at]?.net ?? { minor: 0n, currency }]))
}

/** The optional lines of a selection, in the order offered: what is stored of a choice. */
export function chosenOptions({ lines }: Pick<Offered, "lines">, chosenIds: Iterable<string>): string[] {
  const chosen = new Set(chosenIds)
  return lines.filter((line) => line.isOptional && chosen.has(line.id)).map((line) => line.id)
}
