import { MailButton, MailFigures, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/** What the mail about a refused payment says. */
export type PaymentFailedWords = { brand: string; heading: string; recipient: string; amount: string; link: string }

const inMiddle = (heading: string) => heading.charAt(0).toLowerCase() + heading.slice(1)
const explanation = "Your bank did not carry it out. Nothing was taken, and the invoice is still to be paid."

/** The mail that tells a client that a payment which looked under way did not arrive. */
export function PaymentFailedMail({ brand, heading, recipient, amount, link }: PaymentFailedWords) {
  return (
    <MailLayout
      brand={brand}
      title="Your payment did not arrive"
      preview={`${amount} for ${heading}`}
      footer={`${brand} sent you this mail. Reply to it to reach them.`}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>
        your payment for {inMiddle(heading)} did not go through. {explanation}
      </MailText>
      <MailFigures rows={[{ label: heading, value: amount, strong: true }]} />
      <MailText>You can pay again by card, or by bank transfer to the account on the invoice.</MailText>
      <MailButton href={link}>View and pay the invoice</MailButton>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export function paymentFailedText({ brand, heading, recipient, amount, link }: PaymentFailedWords): string {
  return [
    `Hello ${recipient},`,
    `your payment of ${amount} for ${inMiddle(heading)} did not go through. ${explanation}`,
    `View and pay the invoice: ${link}`,
    brand,
  ].join("\n\n")
}
