import { randomBytes } from "node:crypto"
import { sandboxMails } from "#db/schema/sandbox"
import { sendOff } from "./mail-events.server"
import type { Answer, Call } from "./request.server"
import type { Store } from "./store.server"

/** What the mail API needs to answer. */
export type SendgridApi = { store: Store; key: string; now(): Date }

type Person = { email?: unknown; name?: unknown }
type Sending = {
  personalizations?: {
    to?: Person[]
    subject?: unknown
    headers?: Record<string, unknown>
    custom_args?: Record<string, unknown>
  }[]
  from?: Person
  reply_to?: Person
  subject?: unknown
  content?: { type?: unknown; value?: unknown }[]
  attachments?: { content?: unknown; type?: unknown; disposition?: unknown; content_id?: unknown }[]
  headers?: Record<string, unknown>
  custom_args?: Record<string, unknown>
}

/** Answers POST /v3/mail/send as SendGrid does: 202 and the mail is in the mailbox. Null for any other address. */
export async function answerSendgrid({ store, key, now }: SendgridApi, call: Call): Promise<Answer | null> {
  if (call.path !== "/v3/mail/send" || call.method !== "POST") return null
  if (call.headers.authorization !== `Bearer ${key}`) {
    return refusal(401, "The provided authorization grant is invalid, expired, or revoked", null)
  }
  const sending = parse(call.body)
  if (!sending) return refusal(400, "Bad Request", null)
  const mails = mailsOf(sending)
  if (typeof mails === "string") return refusal(400, `The ${mails} is required.`, mails)
  const receivedAt = now()
  const rows = mails.map((mail) => ({ ...mail, id: randomBytes(12).toString("base64url"), receivedAt }))
  await store.transaction(async (kept) => {
    await kept.insert(sandboxMails).values(rows)
    for (const row of rows) await sendOff(kept, row, receivedAt)
  })
  return { status: 202, headers: { "X-Message-Id": rows[0]!.id } }
}

const refusal = (status: number, message: string, field: string | null): Answer => ({
  status,
  json: { errors: [{ message, field, help: null }] },
})

function parse(body: string): Sending | null {
  try {
    const sending: unknown = JSON.parse(body)
    return typeof sending === "object" && sending !== null ? (sending as Sending) : null
  } catch {
    return null
  }
}

const text = (value: unknown) => (typeof value === "string" ? value.replaceAll("\u0000", "") : "")
const texts = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)]))
const shown = (person: Person | undefined) => {
  const [name, email] = [text(person?.name), text(person?.email)]
  return name ? `${name} <${email}>` : email
}

/** The mail as a mail program shows it, its pictures in their places; what else is attached is not kept. */
function withPictures(html: string | null, attachments: Sending["attachments"]): string | null {
  const inline = (Array.isArray(attachments) ? attachments : []).filter(({ disposition }) => disposition === "inline")
  return inline.reduce((shown, picture) => {
    const [type, id, content] = [text(picture.type), text(picture.content_id), text(picture.content)]
    const isPicture = /^image\/\w+$/.test(type) && id !== "" && /^[\w+/=]*$/.test(content)
    return isPicture ? (shown?.replaceAll(`"cid:${id}"`, `"data:${type};base64,${content}"`) ?? null) : shown
  }, html)
}

/** A mail for each personalization, or the name of what is missing. */
function mailsOf(sending: Sending) {
  const from = shown(sending.from)
  const part = (type: string) => text(sending.content?.find((one) => one.type === type)?.value) || null
  const [html, plain] = [withPictures(part("text/html"), sending.attachments), part("text/plain")]
  if (!from) return "from"
  if (!html && !plain) return "content"
  const personalizations = Array.isArray(sending.personalizations) ? sending.personalizations : []
  const mails = personalizations.map((one) => ({
    from,
    to: (one.to ?? []).map(shown),
    replyTo: sending.reply_to ? shown(sending.reply_to) : null,
    subject: text(one.subject) || text(sending.subject),
    html,
    text: plain,
    headers: texts({ ...sending.headers, ...one.headers }),
    args: texts({ ...sending.custom_args, ...one.custom_args }),
  }))
  if (mails.length === 0 || mails.some((mail) => !mail.to.some(Boolean))) return "personalizations"
  if (mails.some((mail) => mail.subject === "")) return "subject"
  return mails
}
