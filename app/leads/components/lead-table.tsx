import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Icon } from "~/ui/icon"
import { ticksOf } from "~/ui/tick-form"
import { When } from "~/ui/when"
import { type LeadStatus, leadStatusLooks, leadStatusNames } from "../lead"

/** A lead in the inbox; `at` is the ISO instant of its arrival, `waiting` how long ago that is. */
export type LeadLine = {
  id: string
  name: string
  companyName: string | null
  email: string | null
  message: string | null
  status: LeadStatus
  lostReason: string | null
  ownerName: string | null
  at: string
  waiting: string
  isLate: boolean
}

type LeadTableProps = { rows: LeadLine[]; isWaiting: boolean; hasTicks: boolean; empty: ReactNode }

/** The inbox: who asks for what, where it stands, and how long they have been waiting. */
export function LeadTable({ rows, isWaiting, hasTicks, empty }: LeadTableProps) {
  return (
    <DataTable
      label="Leads"
      rows={rows}
      rowKey={(row) => row.id}
      ticks={ticksOf(hasTicks, (row: LeadLine) => row.name)}
      rowHref={(row) => href("/leads/:leadId", { leadId: row.id })}
      empty={empty}
      columns={[
        { key: "name", header: "Name", primary: true, cell: (row) => row.name },
        { key: "company", header: "Company", phone: "sub", cell: (row) => row.companyName ?? row.email ?? "–" },
        {
          key: "message",
          header: "Message",
          width: "wide",
          narrow: "hide",
          phone: "hide",
          cell: (row) => <span className="muted truncate block">{row.message ?? "–"}</span>,
        },
        { key: "status", header: "Status", width: "min", phone: "note", cell: StatusChip },
        { key: "owner", header: "Owner", phone: "hide", cell: (row) => row.ownerName ?? "–" },
        { key: "waiting", header: isWaiting ? "Waiting" : "Received", align: "end", cell: Waiting },
      ]}
    />
  )
}

/** Where a lead stands. */
export function StatusChip({ status }: { status: LeadStatus }) {
  return <Chip {...leadStatusLooks[status]}>{leadStatusNames[status]}</Chip>
}

function Waiting({ at, waiting, isLate }: Pick<LeadLine, "at" | "waiting" | "isLate">) {
  if (!isLate) return <When at={at}>{waiting}</When>
  return (
    <span className="inline-flex items-center gap-1 font-medium text-warn-text">
      <Icon name="arrow-up" size="sm" label="Waits too long" />
      <time dateTime={at}>{waiting}</time>
    </span>
  )
}
