import type { PrintedLook } from "~/organizations/printed-look"
import type { Money } from "~/platform/language/money"
import { depositTotals } from "~/pricing/deposit"
import { type RecurringLine, type RecurringTotals, recurringTotals } from "~/pricing/recurring"
import { selectedLines } from "~/pricing/selection"
import type { Totals } from "~/pricing/totals"
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
  /** Logo and colour as they were then; not there where there were none, and in what was frozen before they were kept. */
  look?: PrintedLook
}

/** To whom it is offered. */
export type ContentClient = { name: string; lines: string[]; contactName: string; contactEmail: string | null }

/** What every form of a version says. */
type Said<Format extends number> = {
  format: Format
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

/** The first form: prices without tax, and every tax is called VAT. */
export type FirstContent = Said<1>

/** The present form; `taxName` is what the tax is called where the agency is: VAT, GST. */
export type PresentContent = Said<2> & { pricesIncludeTax: boolean; taxName: string }

/**
 * All that a version says, with nothing left to look up: the page, the PDF and the amounts follow from it alone. What was
 * frozen in an earlier form is shown as it was.
 */
export type ProposalContent = FirstContent | PresentContent

/** Whether the prices of a version have the tax inside, and what it calls the tax. */
export const taxTermsOf = (content: ProposalContent) =>
  content.format === 1
    ? { pricesIncludeTax: false, taxName: "VAT" }
    : { pricesIncludeTax: content.pricesIncludeTax, taxName: content.taxName }

/** A selection in money: what is paid once and every month, apart, and the deposit on what is paid once. */
export type Offer = RecurringTotals & { lines: ContentLine[]; deposit: Totals | null; total: Money }

type Offered = Pick<ProposalContent, "currency" | "lines" | "depositPercent"> & { pricesIncludeTax?: boolean }

/**
 * What a selection comes to. `total` is the one-off total with tax, the sum that is accepted; monthly lines stand apart.
 * Throws Invalid when something is chosen that was not offered.
 */
export function offerOf(content: Offered, chosenIds: Iterable<string>): Offer {
  const lines = selectedLines(content.lines, chosenIds)
  const reckoned = recurringTotals({ currency: content.currency, pricesIncludeTax: content.pricesIncludeTax, lines })
  const deposit = depositOf(reckoned.once, content.depositPercent)
  return { ...reckoned, lines, deposit, total: reckoned.once.total }
}

/** The deposit invoice on an accepted total, or null when there is nothing to ask for. */
export function depositOf(accepted: Totals, percent: string): Totals | null {
  const deposit = depositTotals(accepted, percent)
  return deposit.total.minor > 0n ? deposit : null
}

/** The optional lines of a selection, in the order offered: what is stored of a choice. */
export function chosenOptions({ lines }: Pick<Offered, "lines">, chosenIds: Iterable<string>): string[] {
  const chosen = new Set(chosenIds)
  return lines.filter((line) => line.isOptional && chosen.has(line.id)).map((line) => line.id)
}
