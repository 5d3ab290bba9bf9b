import { renderToStaticMarkup } from "react-dom/server"
import { Press, Sheet, Small } from "~/identity/emails/letter"

type Invitation = {
  organization: string
  inviter: string
  inviterEmail: string
  role: string
  until: string
  email: string
  link: string
}

/** The mail that asks somebody in, as its reader gets it. */
export function renderInvitation(mail: Invitation) {
  return {
    subject: `${mail.inviter} invites you to ${mail.organization}`,
    html: `<!doctype html>${renderToStaticMarkup(<InvitationMail {...mail} />)}`,
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
  <Sheet title={`${inviter} invites you to ${organization}`} heading={`Join ${organization}`}>
    <p>
      {inviter} ({inviterEmail}) invites you to work with {organization} in Signoff, as: {role}.
    </p>
    <Press href={link}>See the invitation</Press>
    <p>
      Opening it changes nothing: you join when you say so on the page, and then choose a password, or use the one you
      have.
    </p>
    <p>
      The link is for {email} alone, works once, and stands open until {until}.
    </p>
    <Small>If you do not know {inviter}, leave it: nothing happens.</Small>
  </Sheet>
)
