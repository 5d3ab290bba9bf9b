import { renderToStaticMarkup } from "react-dom/server"
import { Press, Sheet, Small } from "./letter"

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

const ResetPassword = ({ name, link, minutes }: ResetMail) => (
  <Sheet title="Choose a new password">
    <p>Hello {name},</p>
    <p>Somebody, most likely you, asked for a new password.</p>
    <Press href={link}>Choose a new password</Press>
    <p>The link works once, for {minutes} minutes.</p>
    <Small>If it was not you who asked, nothing has changed and you need not do anything.</Small>
  </Sheet>
)
