import { MailButton, MailFigures, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/**
 * What a receipt says; `shares` is what each invoice got, the one of the heading first, `credit` what is kept for later
 * invoices, and `rest` what is still to be paid of the heading's invoice, null when nothing is.
 */
export type ReceiptWords = {
  brand: string
  heading: string
  recipient: string
  amount: string
  method: string
  receivedOn: string
  reference: string | null
  shares: { what: string; amount: string }[]
  credit: string | null
  rest: string | null
  link: string
}

/** The mail that confirms a payment: how much, how, when and for which invoice. */
export function ReceiptMail(words: ReceiptWords) {
  const { brand, recipient, amount, link } = words
  return (
    <MailLayout
      brand={brand}
      title="Thank you for your payment"
      preview={`${amount} for ${forWhat(words)}`}
      footer={`${brand} sent you this receipt. Reply to this mail to reach them.`}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>your payment for {lowerFirst(forWhat(words))} has arrived.</MailText>
      <MailFigures rows={[...factsOf(words), { label: "Received", value: amount, strong: true }]} />
      <MailText>{stillOpen(words)}</MailText>
      <MailButton href={link}>View the invoice</MailButton>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export function receiptText(words: ReceiptWords): string {
  const facts = [...factsOf(words), { label: "Received", value: words.amount }]
  return [
    `Hello ${words.recipient},`,
    `your payment for ${lowerFirst(forWhat(words))} has arrived.`,
    facts.map(({ label, value }) => `${label}: ${value}`).join("\n"),
    stillOpen(words),
    `View the invoice: ${words.link}`,
    words.brand,
  ].join("\n\n")
}

/** The invoice, or all of them where the payment settles several. */
function forWhat({ heading, shares }: ReceiptWords): string {
  const names = shares.map(({ what }) => what)
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : heading
}

/** What is left to pay of the invoice that the payment was recorded for; it is named where there are several. */
function stillOpen({ heading, shares, rest }: ReceiptWords): string {
  const which = shares.length > 1 ? heading : "The invoice"
  return rest ? `${rest} of ${lowerFirst(which)} is still open.` : `${which} is paid in full.`
}

function factsOf({ heading, shares, credit, method, receivedOn, reference }: ReceiptWords) {
  const several = shares.length > 1
  return [
    ...(several
      ? shares.map(({ what, amount }) => ({ label: what, value: amount }))
      : [{ label: "For", value: heading }]),
    ...(credit ? [{ label: "Kept as your credit", value: credit }] : []),
    { label: "Paid by", value: method },
    { label: "On", value: receivedOn },
    ...(reference ? [{ label: "Reference", value: reference }] : []),
  ]
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
