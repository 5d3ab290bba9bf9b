import { expect, test } from "vitest"
import { MailButton, MailFigures, MailLayout, MailText } from "~/organizations/emails/mail-layout"
import { mailMarkup } from "~/organizations/mail-look"

const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>`

test("whatever people typed is text in a mail, wherever it stands", () => {
  const html = mailMarkup(
    <MailLayout brand={hostile} title={hostile} preview={hostile} footer={hostile}>
      <MailText>{hostile}</MailText>
      <MailButton href={`https://signoff.example/p/x?${hostile}`}>{hostile}</MailButton>
      <MailFigures rows={[{ label: hostile, value: hostile }]} />
    </MailLayout>,
    null,
  )
  expect(html.startsWith("<!doctype html><html")).toBe(true)
  expect(html).not.toMatch(/<script|<img/)
  expect(html.match(/&lt;script&gt;/g)!.length).toBeGreaterThanOrEqual(9)
})
