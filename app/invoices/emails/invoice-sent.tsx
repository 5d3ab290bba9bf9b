import { MailButton, MailFigures, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/** What the mail that brings an invoice says; `link` is the address of its page, or what will become it. */
export type InvoiceSentWords = {
  brand: string
  heading: string
  title: string
  recipient: string
  total: string
  /** What the total is made of, down to each tax. */
  parts: { label: string; amount: string }[]
  due: string
  link: string
}

/** The mail that brings an invoice: what for, how much, until when, and the way to its page. */
export function InvoiceSent({ brand, heading, title, recipient, total, parts, due, link }: InvoiceSentWords) {
  return (
    <MailLayout
      brand={brand}
      title={heading}
      preview={`${total}, due ${due}`}
      footer={`${brand} sent you this because you are the contact for this invoice. Reply to this mail to reach them.`}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>here is our invoice for “{title}”.</MailText>
      <MailFigures
        rows={[
          ...parts.map(({ label, amount }) => ({ label, value: amount })),
          { label: "Due", value: due },
          { label: "Amount due", value: total, strong: true },
        ]}
      />
      <MailButton href={link}>View and pay the invoice</MailButton>
      <MailText quiet>
        You can pay there by card or bank. <a href={`${link}/pdf`}>Download the PDF</a>
      </MailText>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export const invoiceSentText = ({ brand, heading, title, recipient, total, parts, due, link }: InvoiceSentWords) =>
  [
    `Hello ${recipient},`,
    `here is our invoice for “${title}”.`,
    [heading, ...parts.map(({ label, amount }) => `${label}: ${amount}`), `Amount due: ${total}`, `Due: ${due}`].join(
      "\n",
    ),
    `View and pay: ${link}\nPDF: ${link}/pdf`,
    brand,
  ].join("\n\n")
