import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"

type Member = { id: string; name: string; email: string; role: string; team: string | null; seen: string | null }

type MemberTableProps = { rows: Member[]; me: string; mayEdit: boolean; empty: ReactNode }

/** Who belongs: as what, in which team, and when they were last here. */
export function MemberTable({ rows, me, mayEdit, empty }: MemberTableProps) {
  return (
    <DataTable
      label="Members"
      rows={rows}
      rowKey={({ id }) => id}
      empty={empty}
      rowHref={mayEdit ? ({ id }) => href("/settings/people/members/:memberId/edit", { memberId: id }) : undefined}
      columns={[
        {
          key: "name",
          header: "Name",
          primary: true,
          wraps: true,
          cell: ({ id, name }) => (id === me ? `${name} (you)` : name),
        },
        { key: "email", header: "E-mail", phone: "sub", wraps: true, cell: ({ email }) => email },
        { key: "role", header: "Role", phone: "note", wraps: true, cell: ({ role }) => <Chip>{role}</Chip> },
        { key: "team", header: "Team", phone: "hide", wraps: true, cell: ({ team }) => team ?? "–" },
        {
          key: "seen",
          header: "Last here",
          phone: "hide",
          narrow: "hide",
          wraps: true,
          cell: ({ seen }) => seen ?? "–",
        },
      ]}
    />
  )
}

type Invitation = {
  id: string
  email: string
  role: string
  team: string | null
  invitedBy: string
  until: string | null
  isOver: boolean
  isMailed: boolean
}

const standing = ({ isOver, isMailed, until }: Invitation) => {
  if (isOver) return <Chip tone="rose">Ran out</Chip>
  return isMailed ? `Until ${until}` : <Chip tone="amber">Mail on its way</Chip>
}

type InvitationTableProps = { rows: Invitation[]; mayChange: boolean; isNarrowed: boolean }

/** Who is asked in and has not come yet. */
export function InvitationTable({ rows, mayChange, isNarrowed }: InvitationTableProps) {
  return (
    <DataTable
      label="Invitations"
      rows={rows}
      rowKey={({ id }) => id}
      empty={<p className="hint">{isNarrowed ? "No invitation fits." : "Nobody is invited at the moment."}</p>}
      columns={[
        { key: "email", header: "E-mail", primary: true, wraps: true, cell: ({ email }) => email },
        {
          key: "role",
          header: "Role",
          phone: "sub",
          wraps: true,
          cell: ({ role, team }) => (team ? `${role}, ${team}` : role),
        },
        {
          key: "by",
          header: "Invited by",
          phone: "hide",
          narrow: "hide",
          wraps: true,
          cell: ({ invitedBy }) => invitedBy,
        },
        { key: "until", header: "Standing", phone: "note", wraps: true, cell: standing },
        {
          key: "act",
          header: "What to do",
          phone: "note",
          width: "min",
          cell: ({ id, email }) =>
            mayChange && (
              <div className="flex flex-wrap gap-2">
                <ActionForm action={href("/settings/people/invitations/:invitationId/send", { invitationId: id })}>
                  Send again<span className="sr-only"> to {email}</span>
                </ActionForm>
                <ButtonLink
                  href={href("/settings/people/invitations/:invitationId/revoke", { invitationId: id })}
                  tone="quiet"
                  label={`Take back the invitation of ${email}`}
                >
                  Take back
                </ButtonLink>
              </div>
            ),
        },
      ]}
    />
  )
}

type Former = { id: string; name: string; email: string; role: string; since: string | null }

/** Who belonged once, and can come back. */
export function FormerTable({ rows, mayRestore }: { rows: Former[]; mayRestore: boolean }) {
  return (
    <DataTable
      label="Former members"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", header: "Name", primary: true, wraps: true, cell: ({ name }) => name },
        { key: "email", header: "E-mail", phone: "sub", wraps: true, cell: ({ email }) => email },
        { key: "role", header: "Was", phone: "hide", cell: ({ role }) => role },
        { key: "since", header: "Gone since", phone: "note", cell: ({ since }) => since ?? "–" },
        {
          key: "act",
          header: "What to do",
          phone: "note",
          width: "min",
          cell: ({ id, name }) =>
            mayRestore && (
              <ActionForm action={href("/settings/people/members/:memberId/restore", { memberId: id })}>
                Bring back<span className="sr-only"> {name}</span>
              </ActionForm>
            ),
        },
      ]}
    />
  )
}
