import { MailButton, MailLayout, MailText } from "~/organizations/emails/mail-layout"

/** What a member is told by mail: one sentence, perhaps the client's own words, and the way to the record. */
export type NoticeWords = { brand: string; recipient: string; sentence: string; quote: string | null; link: string }

const footer = "You get this because you look after it. Everything you are told stands under Notifications, too."

/** The mail that tells a member what happened. */
export function NoticeMail({ brand, recipient, sentence, quote, link }: NoticeWords) {
  return (
    <MailLayout brand={brand} title={sentence} preview={quote ?? sentence} footer={footer}>
      <MailText>Hello {recipient},</MailText>
      {quote?.split(/\n+/).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text have no other name
        <MailText key={at} quiet>
          {line}
        </MailText>
      ))}
      <MailButton href={link}>Have a look</MailButton>
    </MailLayout>
  )
}

/** The same for readers of plain text. */
export const noticeText = ({ brand, recipient, sentence, quote, link }: NoticeWords) =>
  [`Hello ${recipient},`, `${sentence}.`, ...(quote ? [quote] : []), link, footer, brand].join("\n\n")
