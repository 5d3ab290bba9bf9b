import { renderToStaticMarkup } from "react-dom/server"

type ResetMail = { name: string; link: string; minutes: number }

/** The mail that leads back in, as its reader gets it. */
export function renderResetMail(mail: ResetMail) {
  return {
    subject: "Choose a new password",
    html: `<!doctype html>${renderToStaticMarkup(<ResetPassword {...mail} />)}`,
    text: textOf(mail),
  }
}

const textOf = ({ name, link, minutes }: ResetMail) => `Hello ${name},

somebody, most likely you, asked for a new password. Choose it here within ${minutes} minutes:

${link}

The link works once. If it was not you who asked, nothing has changed and you need not do anything.
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

function ResetPassword({ name, link, minutes }: ResetMail) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Choose a new password</title>
      </head>
      <body style={page}>
        <div style={card}>
          <h1 style={heading}>Choose a new password</h1>
          <p>Hello {name},</p>
          <p>Somebody, most likely you, asked for a new password.</p>
          <p style={{ margin: "24px 0" }}>
            <a href={link} style={button}>
              Choose a new password
            </a>
          </p>
          <p>The link works once, for {minutes} minutes.</p>
          <p style={small}>If it was not you who asked, nothing has changed and you need not do anything.</p>
        </div>
      </body>
    </html>
  )
}
