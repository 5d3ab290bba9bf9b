import { useId } from "react"

type Bar = { label: string; value: number; text: string }
type BarsProps = { label: string; description?: string; data: Bar[]; tableLabels?: [string, string] }

const rowHeight = 40

const shareOf = (value: number, most: number) => Math.max((Math.abs(value) / most) * 100, 0.6).toFixed(2)

/** A bar for each figure, named and numbered in place; the same figures stand in a table below. */
export function Bars({ label, description, data, tableLabels = ["Name", "Amount"] }: BarsProps) {
  const id = useId()
  const most = Math.max(...data.map((bar) => Math.abs(bar.value)), 1)
  return (
    <figure className="bars">
      <svg
        role="img"
        aria-labelledby={`${id}title ${id}text`}
        width="100%"
        height={data.length * rowHeight - 8}
        className="bars-chart"
      >
        <title id={`${id}title`}>{label}</title>
        <desc id={`${id}text`}>{description ?? data.map((bar) => `${bar.label} ${bar.text}`).join(", ")}</desc>
        {data.map((bar, row) => (
          <g key={bar.label} transform={`translate(0 ${row * rowHeight})`}>
            <text x="0" y="14" className="bars-label">
              {bar.label}
            </text>
            <text x="100%" y="14" className="bars-value">
              {bar.text}
            </text>
            <rect y="22" rx="3" width="100%" height="6" className="bars-track" />
            <rect y="22" rx="3" width={`${shareOf(bar.value, most)}%`} height="6" className="bars-bar" />
          </g>
        ))}
      </svg>
      <details className="bars-table">
        <summary>Show as a table</summary>
        <table className="table" aria-label={label}>
          <thead>
            <tr>
              <th scope="col">{tableLabels[0]}</th>
              <th scope="col" data-align="end">
                {tableLabels[1]}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((bar) => (
              <tr key={bar.label}>
                <td>{bar.label}</td>
                <td data-align="end">{bar.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}
