import { beforeAll, describe, expect, test } from "vitest"
import * as writeNote from "~/activities/routes/create-note"
import { getContact } from "~/contacts/contact-queries.server"
import { createContact } from "~/contacts/create-contact.server"
import { takeNotice } from "~/platform/http/flash.server"
import { type Answer, answerOf, cookieFor, cookieOf, knock } from "../../../tests/support/knock"
import { type Agency, anAgency, rows } from "../../../tests/support/world"
import * as remove from "./delete"
import * as edit from "./edit"
import * as create from "./new"
import * as restore from "./restore"
import * as show from "./show"

let agency: Agency
let owner: string
beforeAll(async () => {
  agency = await anAgency()
  owner = await cookieFor(agency.people.owner.email)
})

type Page = { loader?: (args: never) => unknown; action?: (args: never) => unknown }
const ask = (page: Page, path: string, form?: Record<string, string>) => {
  const contactId = /[0-9a-f-]{36}/.exec(path)?.[0] ?? ""
  const args = knock({ path, params: { contactId }, form, cookie: owner }) as never
  return answerOf(() => (form ? page.action!(args) : page.loader!(args)))
}
const told = ({ headers }: Answer) =>
  takeNotice(new Request("http://localhost/", { headers: { Cookie: cookieOf(headers.get("Set-Cookie") ?? "") } }))
    .notice
const whereTo = ({ headers }: Answer) => headers.get("Location")

let made = 0
const aContact = async () => {
  const email = `claire${++made}@client.example`
  const { contactId } = await createContact(agency.owner, { name: "Claire", emails: [{ label: "work", email }] })
  return { contactId, email }
}

describe("the pages of a contact", () => {
  test("make one with its addresses, and point at the one that is taken", async () => {
    const form = { name: "Paul", "emails[0].label": "work", "emails[0].email": "paul@client.example" }
    expect(whereTo(await ask(create, "/contacts/new", form))).toMatch(/^\/contacts\/[0-9a-f-]{36}$/)
    const twin = await ask(create, "/contacts/new", { ...form, name: "Twin" })
    expect([twin.status, twin.body]).toMatchObject([
      422,
      { reply: { error: { "emails[0].email": ["This address belongs to Paul already"] } } },
    ])
  })

  test("show it, and nothing that is not there", async () => {
    const { contactId } = await aContact()
    expect((await ask(show, `/contacts/${contactId}`)).status).toBe(200)
    expect((await ask(show, "/contacts/nonsense")).status).toBe(404)
  })

  test("edit it by its version", async () => {
    const { contactId, email } = await aContact()
    const form = { name: "Claire Client", version: "1", "emails[0].label": "home", "emails[0].email": email }
    expect(whereTo(await ask(edit, `/contacts/${contactId}/edit`, form))).toBe(`/contacts/${contactId}`)
    expect((await ask(edit, `/contacts/${contactId}/edit`, form)).status).toBe(409)
    expect(await getContact(agency.owner, { contactId })).toMatchObject({ emails: [{ label: "home", email }] })
  })

  test("delete it, and take that back", async () => {
    const { contactId, email } = await aContact()
    const gone = await ask(remove, `/contacts/${contactId}/delete`, {})
    expect([whereTo(gone), told(gone)?.undo?.action]).toEqual(["/contacts", `/contacts/${contactId}/restore`])
    expect((await ask(show, `/contacts/${contactId}`)).status).toBe(404)
    await ask(restore, `/contacts/${contactId}/restore`, {})
    expect((await getContact(agency.owner, { contactId })).email).toBe(email)
  })
})

describe("a note on a record's page", () => {
  test("goes back to the page, written once, and comes back as it was typed when it cannot be kept", async () => {
    const { contactId } = await aContact()
    const path = `/notes?returnTo=%2Fcontacts%2F${contactId}`
    const form = { body: "Called back.", contactId, submission: "write-note-0001" }
    expect(whereTo(await ask(writeNote, path, form))).toBe(`/contacts/${contactId}`)
    await ask(writeNote, path, form)
    expect(await rows(agency, "select id from notes where contact_id = $1", [contactId])).toHaveLength(1)
    const odd = await ask(writeNote, path, { body: "Called\u000bback.", contactId })
    expect(odd.status).toBe(422)
    expect(odd.body).toMatchObject({
      reply: { initialValue: { body: "Calledback." }, error: { body: [expect.stringContaining("cannot be kept")] } },
    })
    expect(whereTo(await ask(writeNote, "/notes?returnTo=//evil.example", { ...form, submission: "" }))).toBe("/")
  })
})
