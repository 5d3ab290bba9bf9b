import { renderToStaticMarkup } from "react-dom/server"

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

const page = { margin: 0, padding: "32px 16px", background: "#eff5f2", color: "#12221f" }
const card = {
  maxWidth: 520,
  margin: "0 auto",
  padding: 32,
  background: "#ffffff",
  border: "1px solid #dae2de",
  borderRadius: 8,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif",
  fontSize: 16,
  lineHeight: 1.5,
}
const heading = { margin: "0 0 16px", fontFamily: "Georgia, 'Times New Roman', serif", fontSize: 24, fontWeight: 600 }
const small = { margin: "24px 0 0", color: "#5a6866", fontSize: 14 }

function Linked({ name, organization, provider }: LinkedMail) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${organization} signs you in by ${provider}`}</title>
      </head>
      <body style={page}>
        <div style={card}>
          <h1 style={heading}>A new way to sign in</h1>
          <p>Hello {name},</p>
          <p>
            you signed in to {organization} by its identity provider, {provider}, for the first time. From now on
            whoever signs in there as you is you at {organization}.
          </p>
          <p>
            It opens {organization} alone: nothing of any other organization, and neither your password nor your second
            factor.
          </p>
          <p style={small}>If it was not you, tell an owner of {organization}.</p>
        </div>
      </body>
    </html>
  )
}
