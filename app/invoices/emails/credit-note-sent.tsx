import { MailButton, MailFigures, MailLayout, MailText } from "~/organizations/emails/mail-layout"
import type { InvoiceSentWords } from "./invoice-sent"

/** What the mail that brings a credit note says; `credited` is the number of the invoice it takes back. */
export type CreditNoteSentWords = Pick<InvoiceSentWords, "brand" | "heading" | "recipient" | "total" | "link"> & {
  credited: string
  reason: string | null
}

/** The mail that brings a credit note: of which invoice, how much, why, and the way to its page. */
export function CreditNoteSent({ brand, heading, recipient, total, link, credited, reason }: CreditNoteSentWords) {
  return (
    <MailLayout
      brand={brand}
      title={heading}
      preview={`${total} of invoice ${credited} credited`}
      footer={`${brand} sent you this because you are the contact for this invoice. Reply to this mail to reach them.`}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>
        here is our credit note. It takes back what follows of invoice {credited}; there is nothing to pay for it.
      </MailText>
      <MailFigures
        rows={[
          { label: "Credits", value: `Invoice ${credited}` },
          ...(reason ? [{ label: "Reason", value: reason }] : []),
          { label: "Credited", value: total, strong: true },
        ]}
      />
      <MailButton href={link}>View the credit note</MailButton>
      <MailText quiet>
        <a href={`${link}/pdf`}>Download the PDF</a>
      </MailText>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export const creditNoteSentText = ({ brand, heading, recipient, total, link, credited, reason }: CreditNoteSentWords) =>
  [
    `Hello ${recipient},`,
    `here is our credit note. It takes back what follows of invoice ${credited}; there is nothing to pay for it.`,
    [heading, ...(reason ? [`Reason: ${reason}`] : []), `Credited: ${total}`].join("\n"),
    `View: ${link}\nPDF: ${link}/pdf`,
    brand,
  ].join("\n\n")
