import { MailButton, MailFigures, MailLayout, MailText } from "~/activities/emails/mail-layout"

/** What a receipt says; `rest` is what is still to be paid, null when nothing is. */
export type ReceiptWords = {
  brand: string
  heading: string
  recipient: string
  amount: string
  method: string
  receivedOn: string
  reference: string | null
  rest: string | null
  link: string
}

/** The mail that confirms a payment: how much, how, when and for which invoice. */
export function ReceiptMail(words: ReceiptWords) {
  const { brand, heading, recipient, amount, rest, link } = words
  return (
    <MailLayout
      brand={brand}
      title="Thank you for your payment"
      preview={`${amount} for ${heading}`}
      footer={`${brand} sent you this receipt. Reply to this mail to reach them.`}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>your payment for {lowerFirst(heading)} has arrived.</MailText>
      <MailFigures rows={[...factsOf(words), { label: "Received", value: amount, strong: true }]} />
      <MailText>{rest ? `${rest} of the invoice is still open.` : "The invoice is paid in full."}</MailText>
      <MailButton href={link}>View the invoice</MailButton>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export function receiptText(words: ReceiptWords): string {
  const facts = [...factsOf(words), { label: "Received", value: words.amount }]
  return [
    `Hello ${words.recipient},`,
    `your payment for ${lowerFirst(words.heading)} has arrived.`,
    facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
    words.rest ? `${words.rest} of the invoice is still open.` : "The invoice is paid in full.",
    `View the invoice: ${words.link}`,
    words.brand,
  ].join("\n\n")
}

function factsOf({ heading, method, receivedOn, reference }: ReceiptWords) {
  return [
    { label: "For", value: heading },
    { label: "Paid by", value: method },
    { label: "On", value: receivedOn },
    ...(reference ? [{ label: "Reference", value: reference }] : []),
  ]
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
