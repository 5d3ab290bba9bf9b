import { MailButton, MailLayout, MailText } from "~/organizations/emails/mail-layout"
import { mailMarkup } from "~/organizations/mail-look"
import type { PrintedLook } from "~/organizations/printed-look"

type Invitation = {
  organization: string
  inviter: string
  inviterEmail: string
  role: string
  until: string
  email: string
  link: string
  look: PrintedLook | null
}

/** The mail that asks somebody in, in the look of the organization that asks, as its reader gets it. */
export function renderInvitation(mail: Invitation) {
  return {
    subject: `${mail.inviter} invites you to ${mail.organization}`,
    html: mailMarkup(<InvitationMail {...mail} />, mail.look),
    text: textOf(mail),
  }
}

const textOf = ({ organization, inviter, inviterEmail, role, until, email, link }: Invitation) => `Hello,

${inviter} (${inviterEmail}) invites you to work with ${organization} in Signoff, as: ${role}.

See the invitation and accept it here:

${link}

The link is for ${email} alone, works once, and stands open until ${until}. Opening it changes nothing: you join when you say so on the page, and then choose a password, or use the one you have.

If you do not know ${inviter}, leave it: nothing happens.
`

const InvitationMail = ({ organization, inviter, inviterEmail, role, until, email, link }: Invitation) => (
  <MailLayout
    brand={organization}
    title={`Join ${organization}`}
    preview={`${inviter} invites you to work with ${organization} in Signoff`}
    footer={`If you do not know ${inviter}, leave it: nothing happens.`}
  >
    <MailText>
      {inviter} ({inviterEmail}) invites you to work with {organization} in Signoff, as: {role}.
    </MailText>
    <MailButton href={link}>See the invitation</MailButton>
    <MailText>
      Opening it changes nothing: you join when you say so on the page, and then choose a password, or use the one you
      have.
    </MailText>
    <MailText>
      The link is for {email} alone, works once, and stands open until {until}.
    </MailText>
  </MailLayout>
)
