import type { MailService } from "@sendgrid/mail"
import type { SentMessageInfo, Transporter } from "nodemailer"
import { type Env, env } from "~/platform/env.server"
import { OutsideFailure } from "~/platform/language/errors"
import { once } from "~/platform/once.server"
import { sandboxAccount } from "./sandbox-account.server"

/** Who a mail is from or to. A text is an address, or a name with the address in angle brackets. */
export type Mailbox = string | { name?: string | null; address: string }

/** A picture that travels with the mail, which shows it as `cid:…` (RFC 2392). */
export type MailPicture = { cid: string; type: string; bytes: Uint8Array }

/** A mail ready to go. `messageId` is chosen before the first try (left@right, with or without angle brackets), so that a second one can be recognised. */
export type OutgoingMail = {
  messageId: string
  from: Mailbox
  to: Mailbox
  replyTo?: Mailbox | null
  subject: string
  html: string
  text: string
  pictures?: MailPicture[]
  headers?: Record<string, string>
  /** Facts that come back with whatever the service reports of this mail. */
  facts?: Record<string, string>
}

type Settings = Partial<Pick<Env, "SENDGRID_API_KEY" | "SENDGRID_API_BASE" | "SENDGRID_WEBHOOK_KEY" | "SMTP_URL">> &
  Pick<Env, "SECRET_KEY" | "SANDBOX_PORT" | "sandboxOn">

const timeoutMilliseconds = 10_000

/** The key that reports of the mail service are verified with (base64, SPKI); null where nothing is reported. */
export function mailReportsKey(settings: Settings = env): string | null {
  if (settings.SENDGRID_API_KEY) return settings.SENDGRID_WEBHOOK_KEY ?? null
  return settings.SMTP_URL || !settings.sandboxOn ? null : sandboxAccount(settings).sendgridWebhookKey
}

/**
 * Hands a mail over: to SendGrid, else to the mail server, else to the sandbox. Answers with what the server said. Fails with
 * OutsideFailure("mail") within half a minute, retriable unless the mail itself was refused, `unknown` where it may have been taken all the same. Line breaks never reach a header.
 */
export async function sendMail(mail: OutgoingMail, settings: Settings = env): Promise<string> {
  const letter = letterOf(mail)
  if (settings.SENDGRID_API_KEY) return bySendgrid(letter, settings.SENDGRID_API_KEY, settings.SENDGRID_API_BASE)
  if (settings.SMTP_URL) return bySmtp(letter, settings.SMTP_URL)
  if (!settings.sandboxOn) throw new OutsideFailure("mail", "No mail service is set up.", { retriable: false })
  const account = sandboxAccount(settings)
  return bySendgrid(letter, account.sendgridKey, account.origin)
}

type Person = { name: string; address: string }
type Letter = {
  messageId: string
  from: Person
  to: Person
  replyTo?: Person
  subject: string
  html: string
  text: string
  pictures: MailPicture[]
  headers: Record<string, string>
  facts: Record<string, string>
}

const addressForm = /^[^\s<>()[\]\\,;:"@\p{Cc}]+@[^\s<>()[\]\\,;:"@\p{Cc}]+$/u
const named = /^(.*?)\s*<([^<>]*)>$/su
const idForm = /^[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+$/u
const headerName = /^[A-Za-z][A-Za-z0-9-]*$/
const ownHeaders = new Set(
  "from to cc bcc sender reply-to subject date message-id mime-version content-type content-transfer-encoding".split(
    " ",
  ),
)

const refusal = (sentence: string) => new OutsideFailure("mail", sentence, { retriable: false })
const oneLine = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim()

function personOf(mailbox: Mailbox): Person {
  const written = typeof mailbox === "string" ? (named.exec(mailbox.trim()) ?? [null, "", mailbox.trim()]) : null
  const { name, address } = typeof mailbox === "string" ? { name: written?.[1], address: written?.[2] ?? "" } : mailbox
  if (address.length > 320 || !addressForm.test(address)) throw refusal("This e-mail address cannot receive mail.")
  return { name: oneLine(name ?? "").replace(/^"(.*)"$/s, "$1"), address }
}

function letterOf(mail: OutgoingMail): Letter {
  const id = mail.messageId.replace(/^<(.*)>$/s, "$1")
  if (!idForm.test(id)) throw refusal("The mail has no usable Message-ID.")
  const headers = Object.entries(mail.headers ?? {}).map(([name, value]) => {
    if (!headerName.test(name) || ownHeaders.has(name.toLowerCase()))
      throw refusal(`A mail cannot carry the header ${oneLine(name)}.`)
    return [name, oneLine(value)]
  })
  return {
    messageId: `<${id}>`,
    from: personOf(mail.from),
    to: personOf(mail.to),
    replyTo: mail.replyTo ? personOf(mail.replyTo) : undefined,
    subject: oneLine(mail.subject),
    html: mail.html,
    text: mail.text,
    pictures: (mail.pictures ?? []).map(pictureOf),
    headers: Object.fromEntries(headers),
    facts: mail.facts ?? {},
  }
}

const pictureForm = /^image\/(png|jpeg|webp)$/

function pictureOf(picture: MailPicture): MailPicture {
  if (!idForm.test(picture.cid) || !pictureForm.test(picture.type)) throw refusal("The mail has no usable picture.")
  return picture
}

/** What a picture is called where a mail program offers it as a file. */
const pictureName = ({ type }: MailPicture) => `logo.${pictureForm.exec(type)?.[1]}`

async function bySendgrid(letter: Letter, apiKey: string, apiBase: string | undefined): Promise<string> {
  const email = ({ name, address }: Person) => ({ email: address, ...(name ? { name } : {}) })
  try {
    const [response] = await (await sendgridFor(apiKey, apiBase)).send({
      from: email(letter.from),
      to: email(letter.to),
      replyTo: letter.replyTo && email(letter.replyTo),
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      ...(letter.pictures.length > 0 ? { attachments: letter.pictures.map(attachmentOf) } : {}),
      headers: { ...letter.headers, "Message-ID": letter.messageId },
      customArgs: letter.facts,
      trackingSettings: { clickTracking: { enable: false, enableText: false }, openTracking: { enable: false } },
    })
    if (response.statusCode !== 202) throw new TypeError("This is no answer of the mail service.")
    return oneLine(`202 ${headerOf(response.headers, "x-message-id") ?? ""}`)
  } catch (cause) {
    throw failureOf(cause, (cause as { code?: unknown }).code, saidByApi(cause))
  }
}

/** The SDK leaves the names within attachments as they are, so they are the API's own. */
const attachmentOf = (picture: MailPicture) => ({
  content: Buffer.from(picture.bytes).toString("base64"),
  filename: pictureName(picture),
  type: picture.type,
  ...{ disposition: "inline", content_id: picture.cid },
})

const headerOf = (headers: unknown, name: string): string | undefined => {
  const value = (headers as Record<string, unknown> | undefined)?.[name]
  return typeof value === "string" ? value : undefined
}

async function sendgridFor(apiKey: string, apiBase: string | undefined): Promise<MailService> {
  const services = once("sendgrid services", () => new Map<string, MailService>())
  const name = `${apiKey} ${apiBase ?? ""}`
  const known = services.get(name)
  if (known) return known
  const service = (await import("./sendgrid.server")).newSendgridService()
  service.setApiKey(apiKey)
  service.setTimeout(timeoutMilliseconds)
  if (apiBase) clientOf(service).setDefaultRequest("baseUrl", apiBase)
  services.set(name, service)
  return service
}

const clientOf = (service: MailService) =>
  (service as unknown as { client: { setDefaultRequest(key: string, value: string): void } }).client

async function bySmtp(letter: Letter, url: string): Promise<string> {
  try {
    const { replyTo, facts: _, pictures, ...rest } = letter
    const attachments = pictures.map((picture) => ({
      ...{ cid: picture.cid, filename: pictureName(picture), contentType: picture.type },
      ...{ content: Buffer.from(picture.bytes), contentDisposition: "inline" as const },
    }))
    const mail = { ...rest, attachments, ...(replyTo ? { replyTo } : {}) }
    const sent: SentMessageInfo = await (await transportTo(url)).sendMail(mail)
    return oneLine(String(sent.response))
  } catch (cause) {
    const { responseCode, response } = cause as { responseCode?: unknown; response?: unknown }
    throw failureOf(cause, responseCode, typeof response === "string" ? response : "")
  }
}

async function transportTo(url: string): Promise<Transporter> {
  const transports = once("smtp transports", () => new Map<string, Transporter>())
  const known = transports.get(url)
  if (known) return known
  const { createTransport } = await import("nodemailer")
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    dnsTimeout: timeoutMilliseconds,
    socketTimeout: 2 * timeoutMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  transports.set(url, transport)
  return transport
}

/** Answers that will be the same next time: the mail or its addressee was refused. Wrong sign-ins count as passing, since settings get mended. */
const final = new Set([400, 404, 406, 413, 500, 501, 503, 550, 551, 552, 553, 554, 555])

function failureOf(cause: unknown, code: unknown, said: string): OutsideFailure {
  const hasAnswered = typeof code === "number"
  const refused = hasAnswered && final.has(code) && !isServerTrouble(cause, code)
  const sentence = refused ? "The mail service refused this mail" : hasAnswered ? trouble : unreachable
  const whole = said ? `${sentence}: ${oneLine(said).slice(0, 300)}` : `${sentence}.`
  return new OutsideFailure("mail", whole, { retriable: !refused, unknown: !hasAnswered && mayBeTaken(cause), cause })
}

const trouble = "The mail service could not take this mail at the moment"
const unreachable = "The mail service cannot be reached at the moment"

/** Whether a call without a readable answer may have done its work: not where nobody was there to be called. */
const mayBeTaken = (cause: unknown) =>
  !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EDNS", "EHOSTUNREACH"].includes(
    String((cause as { code?: unknown }).code),
  )

/** What the mail API says of a call it does not follow. */
function saidByApi(cause: unknown): string {
  const body = (cause as { response?: { body?: { errors?: { message?: unknown }[] } } }).response?.body
  const message = Array.isArray(body?.errors) ? body.errors[0]?.message : undefined
  return typeof message === "string" ? message : ""
}

/** 500 to 599 from an HTTP service is its own trouble; from a mail server it is a refusal. */
const isServerTrouble = (cause: unknown, code: number) =>
  code >= 500 && !(cause as { responseCode?: unknown }).responseCode
