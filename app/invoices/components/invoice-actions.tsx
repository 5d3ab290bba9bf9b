import type { NextAct } from "~/invoices/next-act"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Menu, MenuAction, MenuLink } from "~/ui/menu"

type InvoiceActionsProps = {
  invoiceId: string
  submission: string
  next: NextAct
  isDraft: boolean
  isIssued: boolean
  hasPdf: boolean
  balance: string | null
  sent: object | null
  canCredit: boolean
  may: { edit: boolean; issue: boolean; send: boolean; void: boolean; record: boolean }
}

/** What can be done with an invoice; the act that brings it on stands out. */
export function InvoiceActions(props: InvoiceActionsProps) {
  const { invoiceId, submission, next, isDraft, isIssued, hasPdf, balance, sent, canCredit, may } = props
  const send = href("/invoices/:invoiceId/send", { invoiceId })
  const canRecord = may.record && balance !== null
  const canSendAgain = may.send && isIssued && sent !== null
  return (
    <>
      {isDraft && may.edit && (
        <ButtonLink href={href("/invoices/:invoiceId/edit", { invoiceId })} shortcut="e">
          Edit
        </ButtonLink>
      )}
      {hasPdf && (
        <ButtonLink href={href("/invoices/:invoiceId/pdf", { invoiceId })} icon="download" reload>
          PDF
        </ButtonLink>
      )}
      {canRecord && (
        <ButtonLink
          href={href("/invoices/:invoiceId/payments", { invoiceId })}
          tone={next === "record" ? "primary" : "plain"}
        >
          Record payment
        </ButtonLink>
      )}
      {next === "send" && may.send && (
        <ActionForm action={send} fields={{ submission }} label="Send" tone="primary" icon="send" />
      )}
      {next === "issue" && may.issue && (
        <ButtonLink href={href("/invoices/:invoiceId/issue", { invoiceId })} tone="primary">
          Issue
        </ButtonLink>
      )}
      {(canSendAgain || canCredit || (isDraft && may.void)) && (
        <Menu label="More">
          {canSendAgain && (
            <MenuAction action={send} fields={{ submission }} icon="send">
              Send again
            </MenuAction>
          )}
          {canCredit && <MenuLink href={href("/invoices/:invoiceId/credit", { invoiceId })}>Credit invoice</MenuLink>}
          {isDraft && may.void && (
            <MenuLink href={href("/invoices/:invoiceId/void", { invoiceId })}>Void draft</MenuLink>
          )}
        </Menu>
      )}
    </>
  )
}
