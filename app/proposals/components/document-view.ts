import type { SectionName } from "../proposal"

/*
 * What the client's page, the preview and the frozen copy draw: finished words and figures, made on the server.
 */

/** A line that may be ticked. */
export type PricedOption = { isChosen: boolean }

export type PricedRow = {
  id: string
  title: string
  /** Rendered Markdown. */
  description: string | null
  quantity: string
  unitPrice: string
  amount: string
  note: string | null
  option: PricedOption | null
}

export type PricedGroup = { title?: string; note?: string; rows: PricedRow[] }
export type TotalRow = { id: string; label: string; amount: string; kind?: "total" }

/** What the columns of the lines are called: where prices include the tax, they say so. */
export type PricedColumns = { description: string; quantity: string; unitPrice: string; amount: string }

/** A selection in money. */
export type MoneyView = {
  columns: PricedColumns
  groups: PricedGroup[]
  hasOptions: boolean
  once: TotalRow[]
  monthly: TotalRow[] | null
  /** What is accepted by signing, with tax. */
  total: string
  totalMinor: string
  monthlyTotal: string | null
  deposit: { amount: string; percent: string } | null
  /** For the page's script, as JSON; null when there is nothing to choose. */
  live: string | null
}

/** A section as rendered Markdown; of a long one `html` is the beginning, and `rest` what may be folded. */
export type SectionView = { name: SectionName; title: string; html: string; rest: string | null }

/** A proposal as it is read. */
export type DocumentView = {
  title: string
  number: number
  agency: string
  /** Day and time zone. */
  validUntil: string | null
  parties: { label: string; name: string; lines: string[] }[]
  sections: SectionView[]
  /** Rendered Markdown; null when there are none. */
  terms: string | null
  money: MoneyView
}
