import { MailButton, MailFigures, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/** What both sides are told of a signature; `link` leads each to their own page. */
export type ProposalSignedWords = {
  brand: string
  title: string
  recipient: string
  signer: string
  /** When, in the agency's time zone, in words. */
  when: string
  total: string
  monthly: string | null
  deposit: string | null
  /** The head of the evidence: whoever keeps this mail can tell that nothing was changed later. */
  chainHead: string
  link: string
}

const figures = ({ total, monthly, deposit }: ProposalSignedWords) => [
  ...(monthly ? [{ label: "Every month", value: monthly }] : []),
  ...(deposit ? [{ label: "Deposit", value: deposit }] : []),
  { label: "Accepted in total", value: total, strong: true },
]

const facts = ({ signer, when }: ProposalSignedWords) =>
  `${signer} signed it on ${when} with a simple electronic signature.`

/** The client's copy: what was signed, by whom and when, and where page and PDF are. */
export function ProposalSignedForClient(words: ProposalSignedWords) {
  const { brand, title, recipient, link, chainHead } = words
  return (
    <MailLayout
      brand={brand}
      title="Signed. Thank you!"
      preview={`${title}: signed and accepted`}
      footer={<>Document record: {chainHead}. Keep this mail with your papers.</>}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>
        “{title}” is signed and accepted. {facts(words)}
      </MailText>
      <MailFigures rows={figures(words)} />
      <MailButton href={link}>View what was signed</MailButton>
      <MailText quiet>
        <a href={`${link}/pdf`}>Download the signed PDF</a>
      </MailText>
    </MailLayout>
  )
}

/** The owner's copy. */
export function ProposalSignedForOwner(words: ProposalSignedWords) {
  const { brand, title, recipient, signer, link, chainHead } = words
  return (
    <MailLayout
      brand={brand}
      title={`${signer} signed “${title}”`}
      preview={figures(words).at(-1)?.value ?? ""}
      footer={<>Document record: {chainHead}</>}
    >
      <MailText>Hello {recipient},</MailText>
      <MailText>{facts(words)}</MailText>
      <MailFigures rows={figures(words)} />
      <MailButton href={link}>Open the proposal</MailButton>
    </MailLayout>
  )
}

/** Either copy for readers of plain text; the PDF's address only where the link has one. */
export const proposalSignedText = (words: ProposalSignedWords, { withPdf }: { withPdf: boolean }) =>
  [
    `Hello ${words.recipient},`,
    `“${words.title}” is signed and accepted. ${facts(words)}`,
    figures(words)
      .map(({ label, value }) => `${label}: ${value}`)
      .join("\n"),
    `View what was signed: ${words.link}${withPdf ? `\nPDF: ${words.link}/pdf` : ""}`,
    `Document record: ${words.chainHead}`,
    words.brand,
  ].join("\n\n")
