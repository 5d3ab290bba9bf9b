import { renderToStaticMarkup } from "react-dom/server"

type FactorChangeMail = { name: string; change: string; link: string }

/** The mail that tells somebody that how they sign in was changed, as its reader gets it. */
export function renderFactorChangeMail(mail: FactorChangeMail) {
  return {
    subject: "How you sign in was changed",
    html: `<!doctype html>${renderToStaticMarkup(<FactorChange {...mail} />)}`,
    text: textOf(mail),
  }
}

const textOf = ({ name, change, link }: FactorChangeMail) => `Hello ${name},

${change}

If it was you, there is nothing to do. If not, choose a new password at once and tell an owner of your organization:

${link}
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
const link = { color: "#015c59", fontWeight: 600 }

function FactorChange(mail: FactorChangeMail) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>How you sign in was changed</title>
      </head>
      <body style={page}>
        <div style={card}>
          <h1 style={heading}>How you sign in was changed</h1>
          <p>Hello {mail.name},</p>
          <p>{mail.change}</p>
          <p>
            If it was you, there is nothing to do. If not,{" "}
            <a href={mail.link} style={link}>
              choose a new password
            </a>{" "}
            at once and tell an owner of your organization.
          </p>
        </div>
      </body>
    </html>
  )
}
