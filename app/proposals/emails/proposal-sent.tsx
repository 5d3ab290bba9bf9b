import { MailButton, MailFigures, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/** What the mail that brings a proposal says; `link` is the address of its page, or what will become it. */
export type ProposalSentWords = {
  brand: string
  title: string
  recipient: string
  sender: string
  /** What the sender wrote to this reader, in paragraphs. */
  message: string[]
  total: string
  validUntil: string | null
  /** Whether the reader had an earlier version. */
  isNewVersion: boolean
  /** Who at the client passed it on to this reader. */
  forwardedBy: string | null
  link: string
}

const opening = ({ title, isNewVersion, forwardedBy }: ProposalSentWords) =>
  forwardedBy
    ? `${forwardedBy} asked us to bring our proposal “${title}” to you.`
    : isNewVersion
      ? `here is a new version of our proposal “${title}”. It replaces the one before.`
      : `here is our proposal “${title}”.`

/** The mail that brings a proposal: what for, how much, until when, and the way to its page. */
export function ProposalSent(words: ProposalSentWords) {
  const { brand, title, recipient, sender, message, total, validUntil, link, forwardedBy } = words
  const because = forwardedBy ? `${forwardedBy} forwarded it to you` : "you are the contact for this proposal"
  return (
    <MailLayout
      brand={brand}
      title={title}
      preview={validUntil ? `${total}, valid until ${validUntil}` : total}
      footer={`${brand} sent you this because ${because}. Reply to this mail to reach ${sender}.`}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>{opening(words)}</MailText>
      {message.map((paragraph) => (
        <MailText key={paragraph}>{paragraph}</MailText>
      ))}
      <MailFigures
        rows={[
          ...(validUntil ? [{ label: "Valid until", value: validUntil }] : []),
          { label: "Total", value: total, strong: true },
        ]}
      />
      <MailButton href={link}>View the proposal</MailButton>
      <MailText quiet>
        You can choose options, ask questions and sign there. The link is made for you: please do not pass it on; the
        page can forward the proposal.
      </MailText>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export const proposalSentText = (words: ProposalSentWords) =>
  [
    `Hello ${words.recipient},`,
    opening(words),
    ...words.message,
    [`Total: ${words.total}`, ...(words.validUntil ? [`Valid until: ${words.validUntil}`] : [])].join("\n"),
    `View the proposal: ${words.link}`,
    "The link is made for you: please do not pass it on.",
    words.brand,
  ].join("\n\n")
