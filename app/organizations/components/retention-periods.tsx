import { DataTable } from "~/ui/data-table"
import { mostCounted, type PerClass, retentionClasses, retentionTable } from "../retention"

/** How many are due, and from a thousand on only that there are more. */
function dueInWords(due: number): string {
  if (due === 0) return "None due"
  return due > mostCounted ? `More than ${mostCounted.toLocaleString("en")} due` : `${due.toLocaleString("en")} due`
}

/** The period of each class, and how much of it the next run purges. */
export function Periods({ days, due }: { days: PerClass; due: PerClass }) {
  return (
    <DataTable
      label="Periods"
      rows={retentionClasses}
      rowKey={(name) => name}
      columns={[
        { key: "what", header: "What", primary: true, cell: (name) => retentionTable[name].title },
        { key: "line", header: "That is", width: "wide", phone: "note", cell: (name) => retentionTable[name].line },
        { key: "days", header: "Kept", align: "end", phone: "end", cell: (name) => `${days[name]} days` },
        { key: "due", header: "Next run", align: "end", phone: "sub", cell: (name) => dueInWords(due[name]) },
      ]}
    />
  )
}
