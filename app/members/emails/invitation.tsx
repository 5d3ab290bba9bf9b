import { renderToStaticMarkup } from "react-dom/server"

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
const button = {
  display: "inline-block",
  padding: "12px 20px",
  background: "#015c59",
  color: "#ffffff",
  borderRadius: 6,
  fontWeight: 600,
  textDecoration: "none",
}
const small = { margin: "24px 0 0", color: "#5a6866", fontSize: 14 }

function InvitationMail({ organization, inviter, inviterEmail, role, until, email, link }: Invitation) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${inviter} invites you to ${organization}`}</title>
      </head>
      <body style={page}>
        <div style={card}>
          <h1 style={heading}>{`Join ${organization}`}</h1>
          <p>
            {inviter} ({inviterEmail}) invites you to work with {organization} in Signoff, as: {role}.
          </p>
          <p style={{ margin: "24px 0" }}>
            <a href={link} style={button}>
              See the invitation
            </a>
          </p>
          <p>
            Opening it changes nothing: you join when you say so on the page, and then choose a password, or use the one
            you have.
          </p>
          <p>
            The link is for {email} alone, works once, and stands open until {until}.
          </p>
          <p style={small}>If you do not know {inviter}, leave it: nothing happens.</p>
        </div>
      </body>
    </html>
  )
}
