import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Notice } from "~/ui/notices"
import type { RecordView } from "../record-view.server"
import { ObstacleNotice } from "./obstacle-notice"

export type RecordRights = { edit: boolean; send: boolean; withdraw: boolean; link: boolean; draft: boolean }

type NextStepProps = { record: RecordView; may: RecordRights; submission: string }

/** What this proposal waits for, in a sentence, and what there is to say about it. */
export function RecordNextStep({ record, may, submission }: NextStepProps) {
  const { proposalId, nextStep, names, sentVersion, nextVersion, validUntil, firstOpened, declineReason, standing } =
    record
  switch (nextStep) {
    case "complete":
      return <ObstacleNotice proposalId={proposalId} obstacles={record.obstacles} title="Before it can be sent" />
    case "send":
      return (
        <Notice title="Ready to be sent">
          It goes to {names.contact} of {names.company}.
        </Notice>
      )
    case "send-again":
      return (
        <Notice tone="warn" title={`Version ${nextVersion} is not sent yet`}>
          The client still sees version {sentVersion}.
        </Notice>
      )
    case "wait":
      return (
        <Notice title={`Waiting for ${names.contact}`}>
          {firstOpened ? `First opened ${firstOpened.text}.` : "Nobody has opened it yet."}
        </Notice>
      )
    case "extend":
      return (
        <Notice tone="warn" title={`It was valid until ${validUntil}`}>
          The client can read it and no longer sign. Set a later day and send it again.
        </Notice>
      )
    case "follow-up":
      return (
        <Notice tone="ok" title={`Signed by ${record.signature?.name ?? names.contact}`}>
          The deal is won{record.money.deposit ? ", and the deposit invoice is issued" : ""}.
        </Notice>
      )
    case "draft-anew":
      return (
        <Notice
          tone="info"
          title={standing === "declined" ? `${names.company} declined` : "This proposal was withdrawn"}
          action={may.draft && <DraftAnew dealId={record.dealId} submission={submission} />}
        >
          {standing === "declined" ? (declineReason ?? "No reason was given.") : "Its links say so."}
        </Notice>
      )
  }
}

function DraftAnew({ dealId, submission }: { dealId: string; submission: string }) {
  return (
    <ActionForm
      action={href("/deals/:dealId/proposals", { dealId })}
      label="Draft a new proposal"
      tone="primary"
      fields={{ submission }}
    />
  )
}

/** The one prominent button for that step; none where the client is next. */
export function NextStepButton({ record, may }: Omit<NextStepProps, "submission">) {
  const { proposalId, nextStep, nextVersion, dealId } = record
  const edit = href("/proposals/:proposalId/edit", { proposalId })
  const send = href("/proposals/:proposalId/send", { proposalId })
  const primary = (to: string, label: string) => (
    <ButtonLink href={to} tone="primary" shortcut="c">
      {label}
    </ButtonLink>
  )
  if (nextStep === "complete" && may.edit) return primary(edit, "Complete proposal")
  if (nextStep === "extend" && may.edit) return primary(edit, "Set a later day")
  if (nextStep === "send" && may.send) return primary(send, "Send proposal")
  if (nextStep === "send-again" && may.send) return primary(send, `Send version ${nextVersion}`)
  if (nextStep === "wait" && may.link) return primary(href("/proposals/:proposalId/link", { proposalId }), "Copy link")
  if (nextStep === "follow-up") return primary(href("/deals/:dealId", { dealId }), "Open the deal")
  return null
}
