import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { type PerClass, retentionClasses, retentionTable } from "../retention"

type Run = { id: string; at: string; purged: PerClass }

/** "3 invitations, 1 text of a mail" */
const inWords = (purged: PerClass) =>
  retentionClasses
    .filter((name) => purged[name] > 0)
    .map((name) => `${purged[name].toLocaleString("en")} ${retentionTable[name][purged[name] === 1 ? "one" : "many"]}`)
    .join(", ")

/** What the clock purged lately; runs that found nothing are not among them. */
export function Runs({ runs }: { runs: Run[] }) {
  return (
    <DataTable
      label="Runs that purged something"
      rows={runs}
      rowKey={({ id }) => id}
      empty={<Empty title="Nothing was purged yet" text="The clock looks once a day, and found nothing old enough." />}
      columns={[
        { key: "at", header: "When", primary: true, cell: ({ at }) => at },
        { key: "purged", header: "Purged", phone: "sub", width: "wide", cell: ({ purged }) => inWords(purged) },
      ]}
    />
  )
}
