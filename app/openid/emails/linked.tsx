import { renderToStaticMarkup } from "react-dom/server"
import { Sheet, Small } from "~/identity/emails/letter"

type LinkedMail = { name: string; organization: string; provider: string }

/** The mail to somebody whom an organization's identity provider signs in from now on. */
export function renderSignOnMail(mail: LinkedMail) {
  return {
    subject: `${mail.organization} signs you in by ${mail.provider}`,
    html: `<!doctype html>${renderToStaticMarkup(<Linked {...mail} />)}`,
    text: textOf(mail),
  }
}

const textOf = ({ name, organization, provider }: LinkedMail) => `Hello ${name},

you signed in to ${organization} by its identity provider, ${provider}, for the first time. From now on whoever signs in there as you is you at ${organization}.

It opens ${organization} alone: nothing of any other organization, and neither your password nor your second factor. If it was not you, tell an owner of ${organization}.
`

const Linked = ({ name, organization, provider }: LinkedMail) => (
  <Sheet title={`${organization} signs you in by ${provider}`} heading="A new way to sign in">
    <p>Hello {name},</p>
    <p>
      you signed in to {organization} by its identity provider, {provider}, for the first time. From now on whoever
      signs in there as you is you at {organization}.
    </p>
    <p>
      It opens {organization} alone: nothing of any other organization, and neither your password nor your second
      factor.
    </p>
    <Small>If it was not you, tell an owner of {organization}.</Small>
  </Sheet>
)
