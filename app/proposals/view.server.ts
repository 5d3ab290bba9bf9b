import { calendarDate, formatDate } from "~/platform/language/dates"
import { renderMarkdown } from "~/platform/language/markdown.server"
import { exponentOf, formatMoney, type Money } from "~/platform/language/money"
import { formatNumber } from "~/platform/language/numbers"
import { lineAmount, taxesOf } from "~/pricing/line"
import { type SettledTax, settledTax } from "~/pricing/tax"
import type { TaxTotal, Totals } from "~/pricing/totals"
import type { LiveOffer } from "./components/client-page.mjs"
import type {
  DocumentView,
  MoneyView,
  PricedColumns,
  PricedGroup,
  PricedRow,
  TotalRow,
} from "./components/document-view"
import { type ContentLine, offerOf, type ProposalContent, taxTermsOf } from "./content"
import { sectionNames, sectionTitles } from "./proposal"

/** Sections longer than this (in letters) are folded on the client's page behind their beginning; the terms never are. */
const longSection = 1_500
const beginning = 500

/** A long text is cut between two paragraphs, never within a list, a table or a block of code. */
function folded(text: string): { html: string; rest: string | null } {
  if (text.length <= longSection) return { html: renderMarkdown(text), rest: null }
  for (const gap of text.matchAll(/\n\n(?=[\p{L}#])/gu)) {
    const [head, rest] = [text.slice(0, gap.index), text.slice(gap.index + 2)]
    const isInCode = (head.match(/^(```|~~~)/gm)?.length ?? 0) % 2 === 1
    if (head.length >= beginning && !isInCode) return { html: renderMarkdown(head), rest: renderMarkdown(rest) }
  }
  return { html: renderMarkdown(text), rest: null }
}

/** A version as it is read, for a selection: every date, figure and text in words. */
export function documentView(content: ProposalContent, chosenIds: Iterable<string>): DocumentView {
  const { agency, title, number } = content
  const sections = sectionNames
    .filter((name) => name !== "terms" && content.sections[name].trim() !== "")
    .map((name) => ({ name, title: sectionTitles[name], ...folded(content.sections[name]) }))
  return {
    title,
    number,
    agency: agency.name,
    validUntil: validityOf(content),
    parties: partiesOf(content),
    sections,
    terms: content.sections.terms.trim() === "" ? null : renderMarkdown(content.sections.terms),
    money: moneyView(content, chosenIds),
  }
}

/** Until when an offer holds, with the zone in which that day ends; null when it has no end. */
export function validityOf({ validUntilOn, locale, timeZone }: ProposalContent): string | null {
  return validUntilOn && `${formatDate(calendarDate(validUntilOn), locale)} (${timeZone})`
}

/** Who offers and who is offered. */
export const partiesOf = ({ agency, client }: ProposalContent): DocumentView["parties"] => [
  { label: "From", name: agency.legalName, lines: [...agency.lines, ...(agency.vatId ? [`VAT ${agency.vatId}`] : [])] },
  { label: "For", name: client.name, lines: [...client.lines, client.contactName] },
]

/** The amounts of a selection, as the page shows them. */
export function moneyView(content: ProposalContent, chosenIds: Iterable<string>): MoneyView {
  const chosen = new Set(chosenIds)
  const [offer, all] = [offerOf(content, chosen), offerOf(content, optionsOf(content))]
  const { locale, depositPercent } = content
  const show = (money: Money) => formatMoney(money, locale)
  const hasMonthly = all.monthly.lines.length > 0
  const { taxName } = taxTermsOf(content)
  return {
    columns: columnsOf(content),
    groups: pricedGroups(content, chosen),
    hasOptions: optionsOf(content).length > 0,
    once: totalRows(offer.once, all.once, show, { id: "once", label: "Total", taxName }),
    monthly: hasMonthly
      ? totalRows(offer.monthly, all.monthly, show, { id: "monthly", label: "Total per month", taxName })
      : null,
    total: show(offer.total),
    totalMinor: offer.total.minor.toString(),
    monthlyTotal: offer.monthly.total.minor === 0n ? null : show(offer.monthly.total),
    deposit: offer.deposit && {
      amount: show(offer.deposit.total),
      percent: `${formatNumber(depositPercent, locale)} %`,
    },
    live: liveOf(content),
  }
}

const optionsOf = (content: ProposalContent) => content.lines.filter((line) => line.isOptional).map((line) => line.id)

/** The columns' names, which say so where the tax is inside the prices. */
function columnsOf(content: ProposalContent): PricedColumns {
  const { pricesIncludeTax, taxName } = taxTermsOf(content)
  const inside = pricesIncludeTax ? ` incl. ${taxName}` : ""
  return {
    ...{ description: "Description", quantity: "Quantity" },
    ...{ unitPrice: `Unit price${inside}`, amount: `Amount${inside}` },
  }
}

type Shown = { id: string; label: string; taxName: string }

/** Every tax that the offer could bring has its row, so that choosing changes figures and never the table. */
function totalRows(chosen: Totals, all: Totals, show: (money: Money) => string, shown: Shown): TotalRow[] {
  const { id, label, taxName } = shown
  const taxes = all.taxes.map((offered) => {
    const tax = chosen.taxes.find((each) => taxKey(each) === taxKey(offered))
    const amount = show(tax?.tax ?? { minor: 0n, currency: all.currency })
    return { id: `${id}-${taxKey(offered)}`, label: taxLabel(offered, taxName), amount }
  })
  return [
    { id: `${id}-net`, label: all.pricesIncludeTax ? "Net" : "Subtotal", amount: show(chosen.net) },
    ...taxes,
    { id: `${id}-total`, label, amount: show(chosen.total), kind: "total" },
  ]
}

/** How a tax is told from the others in ids and in the page's script: "standard-19". */
const taxKey = ({ category, rate }: Pick<SettledTax, "category" | "rate">) =>
  `${category}-${rate}`.replace(/[^\w-]/g, "_")

function taxLabel({ category, rate, reason }: TaxTotal, taxName: string): string {
  return category === "standard" ? `${taxName} ${rate} %` : (reason ?? `${taxName} 0 %`)
}

/** The offered lines, what is paid once and what is paid every month apart. */
export function pricedGroups(content: ProposalContent, chosen: ReadonlySet<string>): PricedGroup[] {
  const rows = (recurrence: ContentLine["recurrence"]) =>
    content.lines.filter((line) => line.recurrence === recurrence).map((line) => rowOf(content, line, chosen))
  const [once, monthly] = [rows("once"), rows("monthly")]
  return [
    ...(once.length > 0 ? [{ title: monthly.length > 0 ? "One-off" : undefined, rows: once }] : []),
    ...(monthly.length > 0
      ? [{ title: "Every month", note: "Billed separately, not part of the total", rows: monthly }]
      : []),
  ]
}

/** A line's amount is as priced: with the tax inside where the prices include it. */
function rowOf({ currency, locale }: ProposalContent, line: ContentLine, chosen: ReadonlySet<string>): PricedRow {
  const { amount, discount } = lineAmount(line, currency)
  const quantity = formatNumber(line.quantity, locale)
  return {
    id: line.id,
    title: line.name,
    description: line.description ? renderMarkdown(line.description) : null,
    quantity: line.unit ? `${quantity} ${line.unit}` : quantity,
    unitPrice: priceOf(line, currency, locale),
    amount: formatMoney(amount, locale),
    note: discount.minor !== 0n ? `Less ${formatNumber(line.discountPercent, locale)} %` : null,
    option: line.isOptional ? { isChosen: chosen.has(line.id) } : null,
  }
}

/** A price may be finer than the currency's own units. */
function priceOf(line: ContentLine, currency: string, locale: string): string {
  const finest = Math.max(exponentOf(currency), line.unitPrice.split(".")[1]?.length ?? 0)
  const digits = { minimumFractionDigits: exponentOf(currency), maximumFractionDigits: finest }
  return new Intl.NumberFormat(locale, { style: "currency", currency, ...digits }).format(
    line.unitPrice as Intl.StringNumericLiteral,
  )
}

/** What the page's script needs to reckon the same total while boxes are ticked; the server's own total decides. */
function liveOf(content: ProposalContent): string | null {
  const { currency, locale, depositPercent } = content
  if (optionsOf(content).length === 0) return null
  const taxes = content.lines.map((line) => taxesOf(line).map(settledTax))
  const live: LiveOffer = {
    lines: content.lines.map((line, at) => ({
      option: line.isOptional ? line.id : null,
      amount: lineAmount(line, currency).amount.minor.toString(),
      every: line.recurrence,
      taxes: taxes[at]!.map(taxKey),
    })),
    rates: Object.fromEntries(taxes.flat().map((tax) => [taxKey(tax), tax.rate])),
    inside: taxTermsOf(content).pricesIncludeTax,
    deposit: depositPercent,
    ...{ currency, locale, exponent: exponentOf(currency) },
  }
  return JSON.stringify(live)
}
