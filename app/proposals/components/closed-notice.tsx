import type { ReactNode } from "react"
import { Notice } from "~/ui/notices"
import type { ClientPage } from "./client-page-view"

/** How a proposal that cannot be signed (any more) stands, as its reader is told. Draws nothing while it can be. */
export function ClosedNotice({ page }: { page: ClientPage }) {
  const { state, document, agency, signed } = page
  const on = page.decidedOn && ` on ${page.decidedOn}`
  switch (state) {
    case "open":
      return null
    case "signed":
      return (
        <Closed title="Signed and accepted" tone="ok">
          {signed?.name} signed this proposal for {document.money.total}
          {signed && ` on ${signed.when}`}. A copy was sent by mail.
        </Closed>
      )
    case "replaced":
      return (
        <Closed title="There is a newer version" tone="warn">
          {newer(page.successor)} replaces this one, which can no longer be signed.
        </Closed>
      )
    case "expired":
      return (
        <Closed title="This offer has run out" tone="warn">
          It was valid until {document.validUntil} and can no longer be signed.
        </Closed>
      )
    case "withdrawn":
      return (
        <Closed title="This proposal was withdrawn" tone="warn">
          {agency.name} withdrew it{on}. It can no longer be signed.
        </Closed>
      )
    case "declined":
      return (
        <Closed title="This proposal was declined" tone="info">
          It was declined{on}. If that has changed, write to us.
          {page.declineReason && <q className="mt-1 block whitespace-pre-line">{page.declineReason}</q>}
        </Closed>
      )
  }
}

function newer(successor: ClientPage["successor"]): string {
  if (!successor) return "A newer version"
  return `Version ${successor.number}${successor.sentOn ? `, sent on ${successor.sentOn},` : ""}`
}

type ClosedProps = { title: string; tone: "info" | "warn" | "ok"; children: ReactNode }

function Closed({ title, tone, children }: ClosedProps) {
  return (
    <div className="mb-4">
      <Notice tone={tone} title={title}>
        <div>{children}</div>
      </Notice>
    </div>
  )
}
