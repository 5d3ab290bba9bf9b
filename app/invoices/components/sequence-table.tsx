import type { ReactNode } from "react"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"

type Row = {
  name: string
  first: string
  last: string
  count: number
  gaps: number
  backwards: number
  altered: number
  head: string
}

/** Each series of numbers with what an auditor asks of it. */
export function SequenceTable({ rows, empty }: { rows: Row[]; empty: ReactNode }) {
  return (
    <DataTable
      label="Series of numbers"
      rows={rows}
      rowKey={(row) => row.name}
      columns={[
        { key: "name", header: "Series", primary: true, cell: (row) => row.name },
        { key: "first", header: "First", phone: "hide", cell: (row) => row.first },
        { key: "last", header: "Last", phone: "sub", cell: (row) => row.last },
        { key: "count", header: "Documents", align: "end", phone: "hide", cell: (row) => row.count },
        { key: "gaps", header: "Gaps", align: "end", phone: "end", cell: (row) => row.gaps },
        { key: "verdict", header: "Finding", phone: "note", width: "min", cell: (row) => <Verdict {...row} /> },
      ]}
      empty={empty}
    />
  )
}

function Verdict({ gaps, backwards, altered }: Row) {
  if (altered > 0)
    return (
      <Chip tone="rose" glyph="cross">
        {altered === 1 ? "1 altered" : `${altered} altered`}
      </Chip>
    )
  if (gaps > 0)
    return (
      <Chip tone="rose" glyph="cross">
        {gaps === 1 ? "1 number missing" : `${gaps} numbers missing`}
      </Chip>
    )
  if (backwards > 0)
    return (
      <Chip tone="rose" glyph="cross">
        Dates run backwards
      </Chip>
    )
  return (
    <Chip tone="moss" glyph="full">
      Complete
    </Chip>
  )
}
