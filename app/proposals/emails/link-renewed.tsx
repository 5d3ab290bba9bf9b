import { MailButton, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/** What the mail with a new link says. */
export type LinkRenewedWords = { brand: string; recipient: string; document: string; link: string }

/** The mail that brings a new link in the place of one that no longer works. */
export function LinkRenewed({ brand, recipient, document, link }: LinkRenewedWords) {
  return (
    <MailLayout
      brand={brand}
      title="Your new link"
      preview={`It leads to ${document}`}
      footer="You get this because a new link was asked for on our page. If it was not you, nothing has changed and you need not do anything."
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>this link leads to {document}. The one you had before no longer works.</MailText>
      <MailButton href={link}>Open {document}</MailButton>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export const linkRenewedText = ({ brand, recipient, document, link }: LinkRenewedWords) =>
  [
    `Hello ${recipient},`,
    `this link leads to ${document}. The one you had before no longer works.`,
    link,
    "If you did not ask for it, nothing has changed and you need not do anything.",
    brand,
  ].join("\n\n")
