import { beforeAll, expect, it } from "vitest"
import { z } from "zod"
import { createContact } from "~/contacts/create-contact.server"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { webPool } from "~/platform/data/database.server"
import { commands } from "~/registry.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { aClient } from "../support/billing"
import { cookieFor } from "../support/knock"
import { type Agency, anAgency, rows } from "../support/world"
import { programBeside } from "./support/beside"
import { type Outsider, outsider } from "./support/from-outside"
import { untilNoJobWaits } from "./support/jobs"
import { readPdf } from "./support/pdf-text"
import { size, tell } from "./support/proof"
import { decoded } from "./support/served-forms"
import { keptAs, unicodeTexts } from "./support/unicode-texts"

/* What a person writes comes back as they wrote it, composed (NFC): in the tables, on pages, in mails and in PDFs. */

const seed = Number(process.env.UNICODE_SEED ?? Date.now() % 2 ** 31)
const texts = unicodeTexts(500, seed)
/** Those that make the way through the running program. */
const sent = texts.slice(0, size(26, 500))

let agency: Agency
let member: Outsider
beforeAll(async () => {
  agency = await anAgency()
  const program = await programBeside()
  member = outsider(program.url, await cookieFor(agency.people.owner.email))
})

/** What is no person's words and is kept on one line, or without what is not seen. */
const cleaned = ["create-payment-file name", "settle-mail reason"]

/** The texts of a schema's own fields, as far as each takes any text. */
function textFieldsOf(schema: z.ZodType): [string, z.ZodType][] {
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape as Record<string, z.ZodType>).filter(([, field]) => {
    const read = field.safeParse("Ångström")
    return read.success && read.data === "Ångström"
  })
}

it("every text field of every command keeps a text as it is, composed", () => {
  let fields = 0
  const [changed, closed] = [new Set<string>(), new Set<string>()]
  for (const { definition } of commands) {
    for (const [name, field] of textFieldsOf(definition.input)) {
      fields++
      const read = texts.map((text) => ({ text, found: field.safeParse(text) }))
      const isChanged = read.some(
        ({ text, found }) => found.success && ![text, keptAs(text)].includes(found.data as string),
      )
      if (isChanged) changed.add(`${definition.name} ${name}`)
      if (!read.some(({ found }) => found.success)) closed.add(`${definition.name} ${name}`)
    }
  }
  expect([...changed].sort()).toEqual(cleaned)
  expect([...closed]).toEqual([])
  expect(fields).toBeGreaterThan(40)
  tell("Unicode through every text field", { fields, texts: texts.length, seed })
})

const leadOf = async (location: string) =>
  (await rows<{ name: string }>(agency, "select name from leads where id = $1", [location.split("/").at(-1)]))[0]!.name

it("a name typed into a form stands so in the table and on its page", async () => {
  for (const text of sent) {
    const answer = await member.post("/leads/new", { name: text, evenIfKnown: "on", email: "z@unicode.example" })
    expect([text, answer.status]).toEqual([text, 303])
    const location = answer.headers.get("location")!.split("?")[0]!
    expect(await leadOf(location)).toBe(keptAs(text))
    expect(decoded(await (await member.get(location)).text())).toContain(keptAs(text))
  }
})

/** Texts as a PDF can carry them: without what is not seen, and white space left out. */
const visible = (text: string) => text.replaceAll(/[\p{Cf}\p{Variation_Selector}\s]/gu, "").normalize("NFC")

it("the lines of an invoice stand so on its page and in its PDF, its title and reader in the mail", async () => {
  const most = 90
  for (let at = 0; at < sent.length; at += most) {
    const part = sent.slice(at, at + most)
    const { companyId } = await aClient(agency.owner)
    const email = `reader${at}@unicode.example`
    const name = keptAs(part[0]!)
    const { contactId } = await createContact(agency.owner, { name, companyId, emails: [{ label: "work", email }] })
    const lines = part.map((text) => ({ name: text, unitPrice: "10", taxRate: "19" }))
    const title = keptAs(part.at(-1)!).replaceAll("\n", " ")
    const facts = { companyId, contactId, title, currency: "EUR", termsDays: 14, lines }
    const { invoiceId } = await draftInvoice(agency.owner, facts)
    await issueInvoice(agency.owner, { invoiceId, version: 1, send: true })
    await untilNoJobWaits()
    const page = decoded(await (await member.get(`/invoices/${invoiceId}`)).text())
    const bytes = Buffer.from(await (await member.get(`/invoices/${invoiceId}/pdf`)).arrayBuffer())
    const { copied } = readPdf(bytes)
    for (const text of part) {
      expect(page).toContain(keptAs(text))
      expect(visible(copied)).toContain(visible(keptAs(text)))
    }
    const [mail] = await readSandboxMails(webPool(), email)
    for (const text of [name, title]) {
      expect(decoded(mail!.html ?? "")).toContain(text)
      expect(mail!.text ?? "").toContain(text)
    }
  }
  tell("Unicode through form, table, page, mail and PDF", { texts: sent.length, seed })
})
