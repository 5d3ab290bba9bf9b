import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"

/** A legal hold as its page shows it: who placed and lifted it and when, in words. */
export type ShownHold = { id: string; reason: string; placed: string; lifted: string | null }

/** The legal holds there were, the newest first. */
export function Holds({ holds }: { holds: ShownHold[] }) {
  return (
    <DataTable
      label="Legal holds"
      rows={holds}
      rowKey={({ id }) => id}
      empty={<Empty title="No hold was ever placed" text="Old data is purged as its periods say." />}
      columns={[
        { key: "reason", header: "What for", primary: true, width: "wide", cell: ({ reason }) => reason },
        { key: "placed", header: "Placed by", phone: "sub", width: "min", cell: ({ placed }) => placed },
        {
          key: "lifted",
          header: "Lifted by",
          phone: "note",
          width: "min",
          cell: ({ lifted }) => lifted ?? <Chip tone="amber">Stands</Chip>,
        },
      ]}
    />
  )
}
