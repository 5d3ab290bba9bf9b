import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Notice } from "~/ui/notices"
import type { MailTrouble } from "../mail-trouble-page.server"
import { AddressTrouble, type AddressWords } from "./address-trouble"

type Actions = Pick<MailTrouble, "id" | "subject" | "contact" | "maySend" | "mayDismiss"> & {
  returnTo: string
  submission: string
}

/** What can be done about a mail that did not reach its reader. */
export function MailTroubleActions({ id: mailId, subject, contact, maySend, mayDismiss, ...fields }: Actions) {
  const about = <span className="sr-only">: {subject}</span>
  return (
    <div className="flex flex-wrap gap-2">
      {contact && (
        <ButtonLink href={contact} tone="quiet">
          Correct the address{about}
        </ButtonLink>
      )}
      {maySend && (
        <ActionForm action={href("/mails/:mailId/send", { mailId })} fields={fields}>
          Try again{about}
        </ActionForm>
      )}
      {mayDismiss && (
        <ActionForm action={href("/mails/:mailId/dismiss", { mailId })} fields={fields} tone="quiet">
          Set aside{about}
        </ActionForm>
      )}
    </div>
  )
}

type MailTroublesProps = {
  mails: readonly MailTrouble[]
  /** What is wrong with the mailbox that the next mail would go to. */
  address?: AddressWords | null
  returnTo: string
  submission: string
}

/** Mails about a record that did not reach their reader, with the answer of the server that refused them. */
export function MailTroubles({ mails, address, returnTo, submission }: MailTroublesProps) {
  if (mails.length === 0 && !address?.bounced) return null
  return (
    <div className="mb-6 grid gap-3">
      {address?.bounced && (
        <Notice tone="warn" title={`${address.email} takes no mail`}>
          <AddressTrouble {...address} />
        </Notice>
      )}
      {mails.map(({ id, subject, to, what, words, when, waits, ...mail }) => (
        <Notice
          key={id}
          tone={waits ? "warn" : "danger"}
          title={`The mail to ${to} ${what}`}
          action={<MailTroubleActions {...{ id, subject, returnTo, submission }} {...mail} />}
        >
          <p className="break-words">
            “{subject}”, {when}. {words && (waits ? words : <>The answer was: {words}</>)}
          </p>
        </Notice>
      ))}
    </div>
  )
}
