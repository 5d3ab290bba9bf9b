import type { ReactNode } from "react"
import { renderToStaticMarkup } from "react-dom/server"

/** A short mail of the program to a person: what happened, at most one thing to press, and what to do if it was not them. */
export type Letter = {
  subject: string
  name: string
  paragraphs: readonly string[]
  link?: { label: string; href: string }
  small?: string
}

/** The mail as its reader gets it, with and without markup. */
export const renderLetter = (letter: Letter) => ({
  subject: letter.subject,
  html: `<!doctype html>${renderToStaticMarkup(<Page {...letter} />)}`,
  text: textOf(letter),
})

const textOf = ({ name, paragraphs, link, small }: Letter) =>
  `${[`Hello ${name},`, ...paragraphs, ...(link ? [`${link.label}:\n${link.href}`] : []), ...(small ? [small] : [])].join("\n\n")}\n`

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
const headline = { margin: "0 0 16px", fontFamily: "Georgia, 'Times New Roman', serif", fontSize: 24, fontWeight: 600 }
const button = {
  display: "inline-block",
  padding: "12px 20px",
  background: "#015c59",
  color: "#ffffff",
  borderRadius: 6,
  fontWeight: 600,
  textDecoration: "none",
}
const note = { margin: "24px 0 0", color: "#5a6866", fontSize: 14 }

/** The sheet that mails of the program to a person are written on; `heading` is the title unless another is given. */
export function Sheet({ title, heading, children }: { title: string; heading?: string; children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
      </head>
      <body style={page}>
        <div style={card}>
          <h1 style={headline}>{heading ?? title}</h1>
          {children}
        </div>
      </body>
    </html>
  )
}

/** The one thing to press in such a mail. */
export const Press = ({ href, children }: { href: string; children: ReactNode }) => (
  <p style={{ margin: "24px 0" }}>
    <a href={href} style={button}>
      {children}
    </a>
  </p>
)

/** What stands small at its end. */
export const Small = ({ children }: { children: ReactNode }) => <p style={note}>{children}</p>

const Page = ({ subject, name, paragraphs, link, small }: Letter) => (
  <Sheet title={subject}>
    <p>Hello {name},</p>
    {paragraphs.map((paragraph) => (
      <p key={paragraph}>{paragraph}</p>
    ))}
    {link && <Press href={link.href}>{link.label}</Press>}
    {small && <Small>{small}</Small>}
  </Sheet>
)
