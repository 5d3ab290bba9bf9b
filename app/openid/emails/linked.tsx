import { MailLayout, MailText } from "~/organizations/emails/mail-layout"
import { mailMarkup } from "~/organizations/mail-look"
import type { PrintedLook } from "~/organizations/printed-look"

type LinkedMail = { name: string; organization: string; provider: string; look: PrintedLook | null }

/** The mail to somebody whom an organization's identity provider signs in from now on. */
export function renderSignOnMail(mail: LinkedMail) {
  return {
    subject: `${mail.organization} signs you in by ${mail.provider}`,
    html: mailMarkup(<Linked {...mail} />, mail.look),
    text: textOf(mail),
  }
}

const textOf = ({ name, organization, provider }: LinkedMail) => `Hello ${name},

you signed in to ${organization} by its identity provider, ${provider}, for the first time. From now on whoever signs in there as you is you at ${organization}.

It opens ${organization} alone: nothing of any other organization, and neither your password nor your second factor. If it was not you, tell an owner of ${organization}.
`

const Linked = ({ name, organization, provider }: LinkedMail) => (
  <MailLayout
    brand={organization}
    title="A new way to sign in"
    preview={`${organization} signs you in by ${provider}`}
    footer={`If it was not you, tell an owner of ${organization}.`}
  >
    <MailText>Hello {name},</MailText>
    <MailText>
      you signed in to {organization} by its identity provider, {provider}, for the first time. From now on whoever
      signs in there as you is you at {organization}.
    </MailText>
    <MailText>
      It opens {organization} alone: nothing of any other organization, and neither your password nor your second
      factor.
    </MailText>
  </MailLayout>
)
