import { type ReactNode, useContext } from "react"
import { MailLookContext } from "../mail-look"

/*
 * Mails are read by programs that know neither stylesheets nor our policy, so styles stand in the elements, in one place.
 */

const ink = "#12221f"
const quiet = "#5a6866"
const sans = "'Instrument Sans', 'Helvetica Neue', Helvetica, Arial, sans-serif"
const serif = "'Source Serif 4', Georgia, 'Times New Roman', serif"

/** The sheet every mail is written on: whose it is, what it says first, and why it came. */
export function MailLayout(props: {
  brand: string
  title: string
  preview: string
  children: ReactNode
  footer?: ReactNode
}) {
  return (
    <html lang="en">
      <head>
        <meta httpEquiv="Content-Type" content="text/html; charset=utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light" />
        <title>{props.title}</title>
      </head>
      <body style={{ margin: 0, padding: 0, background: "#eff5f2", color: ink }}>
        <div style={{ display: "none", maxHeight: 0, overflow: "hidden" }}>{props.preview}</div>
        <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ background: "#eff5f2" }}>
          <tbody>
            <tr>
              <td align="center" style={{ padding: "32px 12px" }}>
                <table
                  role="presentation"
                  width="100%"
                  cellPadding={0}
                  cellSpacing={0}
                  style={{ maxWidth: 560, background: "#ffffff", border: "1px solid #dae2de", borderRadius: 4 }}
                >
                  <tbody>
                    <tr>
                      <td style={{ padding: "28px 32px 8px", font: `600 14px/20px ${sans}`, color: quiet }}>
                        <MailBrand name={props.brand} />
                      </td>
                    </tr>
                    <tr>
                      <td style={{ padding: "0 32px 28px", font: `400 16px/25px ${sans}`, color: ink }}>
                        <h1 style={{ font: `600 25px/32px ${serif}`, margin: "4px 0 16px", color: ink }}>
                          {props.title}
                        </h1>
                        {props.children}
                      </td>
                    </tr>
                    {props.footer && (
                      <tr>
                        <td
                          style={{
                            padding: "16px 32px 24px",
                            borderTop: "1px solid #dae2de",
                            font: `400 13px/20px ${sans}`,
                            color: quiet,
                          }}
                        >
                          {props.footer}
                        </td>
                      </tr>
                    )}
                  </tbody>
                </table>
              </td>
            </tr>
          </tbody>
        </table>
      </body>
    </html>
  )
}

/** Who the mail is from: the logo, whose words are the name and look as it would without one; else the name. */
function MailBrand({ name }: { name: string }) {
  const { logo } = useContext(MailLookContext)
  if (!logo) return name
  const sized = { maxWidth: 200, maxHeight: 56, border: 0 }
  return <img src={logo} alt={name} style={{ ...sized, font: `600 14px/20px ${sans}`, color: quiet }} />
}

/** A paragraph of a mail. */
export const MailText = ({ children, quiet: isQuiet }: { children: ReactNode; quiet?: boolean }) => (
  <p
    style={{
      margin: "0 0 16px",
      overflowWrap: "anywhere",
      ...(isQuiet ? { color: quiet, fontSize: 14, lineHeight: "21px" } : {}),
    }}
  >
    {children}
  </p>
)

/** The one thing a mail asks for. */
export function MailButton({ href, children }: { href: string; children: ReactNode }) {
  const { button } = useContext(MailLookContext)
  return (
    <p style={{ margin: "24px 0" }}>
      <a
        href={href}
        style={{
          display: "inline-block",
          background: button.ground,
          color: button.ink,
          font: `600 16px/24px ${sans}`,
          padding: "11px 22px",
          borderRadius: 6,
          textDecoration: "none",
        }}
      >
        {children}
      </a>
    </p>
  )
}

/** Figures of a mail, a name and an amount a row; the last one may be the sum. */
export const MailFigures = ({ rows }: { rows: { label: string; value: string; strong?: boolean }[] }) => (
  <table
    role="presentation"
    width="100%"
    cellPadding={0}
    cellSpacing={0}
    style={{ margin: "0 0 16px", borderTop: "1px solid #dae2de" }}
  >
    <tbody>
      {rows.map((row) => (
        <tr key={row.label}>
          <td
            style={{
              padding: "8px 0",
              borderBottom: "1px solid #dae2de",
              font: `${row.strong ? 600 : 400} 15px/22px ${sans}`,
            }}
          >
            {row.label}
          </td>
          <td
            align="right"
            style={{
              padding: "8px 0",
              borderBottom: "1px solid #dae2de",
              font: `${row.strong ? 600 : 400} 15px/22px ${sans}`,
              whiteSpace: "nowrap",
            }}
          >
            {row.value}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)
