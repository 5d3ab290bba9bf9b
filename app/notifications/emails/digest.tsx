import { MailButton, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/** What waited for a member, the oldest first. */
export type DigestWords = {
  brand: string
  recipient: string
  lines: readonly { sentence: string; link: string }[]
  /** Where everything they were told stands. */
  all: string
}

const footer =
  "You get this because you asked for your notifications once a day, or outside of your quiet hours. Change that under Settings, My notifications."

/** What the mail is called: its one sentence, or how many there are. */
export const digestTitle = ({ brand, lines }: DigestWords) =>
  lines.length === 1 ? lines[0]!.sentence : `${lines.length} things happened at ${brand}`

/** One mail for all that waited, a line each that leads to its record. */
export function DigestMail(words: DigestWords) {
  const { brand, recipient, lines, all } = words
  return (
    <MailLayout brand={brand} title={digestTitle(words)} preview={lines[0]!.sentence} footer={footer}>
      <MailText>Hello {recipient},</MailText>
      <MailText>{lines.length === 1 ? "this happened:" : "this happened, in its order:"}</MailText>
      {lines.map(({ sentence, link }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one mail have no other name
        <MailText key={at}>
          <a href={link} style={{ color: "#015c59" }}>
            {sentence}
          </a>
        </MailText>
      ))}
      <MailButton href={all}>See all notifications</MailButton>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export const digestText = ({ brand, recipient, lines, all }: DigestWords) =>
  [
    `Hello ${recipient},`,
    ...lines.map(({ sentence, link }) => `${sentence}.\n${link}`),
    `All notifications: ${all}`,
    footer,
    brand,
  ].join("\n\n")
