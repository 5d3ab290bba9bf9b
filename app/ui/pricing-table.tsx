import type { ReactNode } from "react"

type OptionalLine = {
  name: string
  value?: string
  checked: boolean
  disabled?: boolean
  form?: string
  hint?: string
}

export type PricingLine = {
  id: string
  title: string
  description?: ReactNode
  quantity?: string
  unitPrice?: string
  amount: string
  optional?: OptionalLine
  muted?: boolean
}

type PricingGroup = { title?: string; note?: string; lines: PricingLine[] }
type Labels = { description: string; quantity: string; unitPrice: string; amount: string }

const english: Labels = { description: "Description", quantity: "Quantity", unitPrice: "Unit price", amount: "Amount" }

type PricingTableProps = { label: string; labels?: Labels; groups: PricingGroup[] }

/** What is offered or billed, line by line; optional lines carry a box that the client ticks. */
export function PricingTable({ label, labels = english, groups }: PricingTableProps) {
  return (
    <table className="pricing" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{labels.description}</th>
          <th scope="col" data-align="end">
            {labels.quantity}
          </th>
          <th scope="col" data-align="end">
            {labels.unitPrice}
          </th>
          <th scope="col" data-align="end">
            {labels.amount}
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.title ?? "lines"}>
          {group.title && (
            <tr className="pricing-group">
              <th scope="rowgroup" colSpan={4}>
                {group.title}
                {group.note && <span className="pricing-note">{group.note}</span>}
              </th>
            </tr>
          )}
          {group.lines.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      ))}
    </table>
  )
}

function Line({ line }: { line: PricingLine }) {
  return (
    <tr data-muted={line.muted || undefined} data-optional={line.optional ? "" : undefined}>
      <td className="pricing-what">
        {line.optional ? (
          <OptionalTitle line={line} optional={line.optional} />
        ) : (
          <p className="pricing-title">{line.title}</p>
        )}
        {line.description && <div className="pricing-description">{line.description}</div>}
      </td>
      <td className="pricing-quantity" data-align="end">
        {line.quantity}
      </td>
      <td className="pricing-price" data-align="end">
        {line.unitPrice}
      </td>
      <td className="pricing-amount" data-align="end">
        {line.amount}
      </td>
    </tr>
  )
}

function OptionalTitle({ line, optional }: { line: PricingLine; optional: OptionalLine }) {
  const id = `line-${line.id}`
  return (
    <div className="choice">
      <input
        className="check"
        type="checkbox"
        id={id}
        name={optional.name}
        value={optional.value ?? "on"}
        defaultChecked={optional.checked}
        disabled={optional.disabled}
        form={optional.form}
      />
      <label className="pricing-title" htmlFor={id}>
        {line.title} <span className="pricing-optional">{optional.hint ?? "Optional"}</span>
      </label>
    </div>
  )
}

type TotalRow = { label: ReactNode; amount: ReactNode; note?: ReactNode; kind?: "line" | "sum" | "total"; id?: string }

/** What the lines come to; the total stands on the double rule. */
export function TotalsTable({ label = "Totals", rows }: { label?: string; rows: TotalRow[] }) {
  return (
    <table className="totals" aria-label={label}>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a total have no identity of their own and never move
          <tr key={at} data-kind={row.kind ?? "line"}>
            <th scope="row">
              {row.label}
              {row.note && <span className="totals-note">{row.note}</span>}
            </th>
            <td id={row.id} data-align="end">
              {row.amount}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
