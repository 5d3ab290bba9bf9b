import type { ReactNode } from "react"
import { ButtonLink } from "~/ui/button"
import { Notice } from "~/ui/notices"
import type { ClientPage } from "./client-page-view"

type ClosedNoticeProps = { page: ClientPage; askAddress: string }

/** Why a proposal cannot be signed, and what its reader can do now. Draws nothing while it can be, or once it is signed. */
export function ClosedNotice({ page, askAddress }: ClosedNoticeProps) {
  const ask = (
    <ButtonLink href={askAddress} tone="primary" reload>
      {page.state === "expired" ? "Ask for a new offer" : "Write to us"}
    </ButtonLink>
  )
  switch (page.state) {
    case "open":
    case "signed":
      return null
    case "replaced":
      return <Replaced successor={page.successor} ask={ask} />
    case "expired":
      return (
        <Closed title="This offer has run out" tone="warn" action={ask}>
          It was valid until {page.document.validUntil} and can no longer be signed.
        </Closed>
      )
    case "withdrawn":
      return (
        <Closed title="This proposal was withdrawn" tone="warn" action={ask}>
          {page.agency.name} withdrew it{page.decidedOn && ` on ${page.decidedOn}`}. It can no longer be signed.
        </Closed>
      )
    case "declined":
      return (
        <Closed title="This proposal was declined" tone="info" action={ask}>
          You declined it{page.decidedOn && ` on ${page.decidedOn}`}. If that has changed, tell us.
          {page.declineReason && <q className="mt-1 block whitespace-pre-line">{page.declineReason}</q>}
        </Closed>
      )
  }
}

type ClosedProps = { title: string; tone: "info" | "warn"; action: ReactNode; children: ReactNode }

function Closed({ title, tone, action, children }: ClosedProps) {
  return (
    <div className="mb-4">
      <Notice tone={tone} title={title} action={action}>
        <div>{children}</div>
      </Notice>
    </div>
  )
}

function Replaced({ successor, ask }: { successor: ClientPage["successor"]; ask: ReactNode }) {
  const newer = successor
    ? `Version ${successor.number}${successor.sentOn ? `, sent on ${successor.sentOn},` : ""}`
    : "A newer version"
  const open = successor?.address && (
    <ButtonLink href={successor.address} tone="primary" reload>
      Open version {successor.number}
    </ButtonLink>
  )
  return (
    <Closed title="There is a newer version" tone="warn" action={open ?? ask}>
      {newer} replaces this one, which can no longer be signed.
    </Closed>
  )
}
