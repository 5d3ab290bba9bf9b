import { renderToStaticMarkup } from "react-dom/server"
import { Sheet } from "./letter"

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

const link = { color: "#015c59", fontWeight: 600 }

const FactorChange = (mail: FactorChangeMail) => (
  <Sheet title="How you sign in was changed">
    <p>Hello {mail.name},</p>
    <p>{mail.change}</p>
    <p>
      If it was you, there is nothing to do. If not,{" "}
      <a href={mail.link} style={link}>
        choose a new password
      </a>{" "}
      at once and tell an owner of your organization.
    </p>
  </Sheet>
)
