import type { ReactNode } from "react"
import { DocumentHeader, DocumentMeta, DocumentSection, DocumentSheet, Parties } from "~/ui/document"
import { type PricingLine, PricingTable, TotalsTable } from "~/ui/pricing-table"
import { Prose } from "~/ui/prose"
import type { DocumentView, MoneyView, PricedRow, SectionView } from "./document-view"

type ProposalDocumentProps = {
  view: DocumentView
  /** What stands beside the name of the agency, such as "Signed". */
  chip?: ReactNode
  lead?: ReactNode
  /** Dates and references besides the version and its validity. */
  meta?: { label: string; value: ReactNode }[]
  /** Whether long sections are folded, and options can be ticked. */
  interactive?: boolean
  /** Below the options: the button that reckons anew. */
  choices?: ReactNode
  /** The last part, below the terms: consent and signature, or who signed. */
  children?: ReactNode
}

/** A proposal as the client reads it, from the head to the terms. The same for page, preview and frozen copy. */
export function ProposalDocument(props: ProposalDocumentProps) {
  const { view, chip, lead, meta = [], interactive = false, choices, children } = props
  const validity = view.validUntil ? [{ label: "Valid until", value: view.validUntil }] : []
  return (
    <DocumentSheet>
      <DocumentHeader from={view.agency} title={view.title} chip={chip} lead={lead} />
      <DocumentMeta items={[{ label: "Version", value: view.number }, ...meta, ...validity]} />
      <Parties parties={view.parties} />
      {view.sections.map((section) => (
        <DocumentSection key={section.name} title={section.title} id={section.name}>
          <SectionText section={section} folds={interactive} />
        </DocumentSection>
      ))}
      <DocumentSection title="Pricing" id="pricing">
        <Pricing money={view.money} interactive={interactive} choices={choices} />
      </DocumentSection>
      {view.terms && (
        <DocumentSection title="Terms" id="terms">
          <Prose html={view.terms} />
        </DocumentSection>
      )}
      {children}
    </DocumentSheet>
  )
}

function SectionText({ section, folds }: { section: SectionView; folds: boolean }) {
  if (!folds || section.rest === null) return <Prose html={section.html + (section.rest ?? "")} />
  return (
    <>
      <Prose html={section.html} />
      <details className="group mt-3">
        <summary className="cursor-pointer py-1 text-primary-text underline underline-offset-4 group-open:hidden">
          Read all of {section.title.toLowerCase()}
        </summary>
        <Prose html={section.rest} />
      </details>
    </>
  )
}

type PricingProps = { money: MoneyView; interactive: boolean; choices?: ReactNode }

/** The table of lines and what a selection comes to. */
export function Pricing({ money, interactive, choices }: PricingProps) {
  const groups = money.groups.map(({ title, note, rows }) => ({
    title,
    note,
    lines: rows.map((row) => pricingLine(row, interactive)),
  }))
  return (
    <>
      <PricingTable label="Pricing" labels={money.columns} groups={groups} />
      {choices}
      <TotalsTable label="Total" rows={money.once} />
      {money.deposit && (
        <p className="mt-3 text-end text-ink-2">
          Deposit on signature ({money.deposit.percent}):{" "}
          <span className="num" data-live="deposit">
            {money.deposit.amount}
          </span>
        </p>
      )}
      {money.monthly && (
        <div className="mt-6">
          <TotalsTable label="Total per month" rows={money.monthly} />
        </div>
      )}
    </>
  )
}

function pricingLine(row: PricedRow, interactive: boolean): PricingLine {
  const { option } = row
  return {
    id: row.id,
    title: row.title,
    description: (row.description || row.note) && (
      <>
        {row.description && <Prose html={row.description} size="compact" />}
        {row.note && <p>{row.note}</p>}
      </>
    ),
    quantity: row.quantity,
    unitPrice: row.unitPrice,
    amount: row.amount,
    muted: !interactive && option !== null && !option.isChosen,
    optional: option
      ? {
          name: "lines",
          value: row.id,
          checked: option.isChosen,
          disabled: !interactive,
        }
      : undefined,
  }
}
