import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { z } from "zod"
import { openPool } from "#db/client"
import { files } from "~/adapters/files.server"
import { captureLead } from "~/leads/capture-lead.server"
import { contrastOf, shadesOf } from "~/organizations/colour"
import { editBrand } from "~/organizations/edit-brand.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import { mint, type SystemContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { OutsideFailure } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { linkAddress, linkPlaceholder } from "~/platform/security/links.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { addFault, type FaultKind, openStore } from "~/sandbox/store.server"
import { aSentProposal } from "../../tests/support/a-sent-proposal"
import { tinyPng } from "../../tests/support/tiny-image"
import { type Agency, anAgency, ourDatabase, rows, runJobs, withSandbox } from "../../tests/support/world"
import { deliverMail } from "./deliver-mail.server"
import { queueMail } from "./queue-mail.server"
import { settleMail } from "./settle-mail.server"

let agency: Agency
let system: SystemContext
beforeAll(async () => {
  agency = await anAgency()
  system = agency.system()
  await withSandbox()
})

let objectId: string
let to: string
beforeEach(() => {
  objectId = newId()
  to = `reader-${objectId}@client.example`
})

/** An act that writes a mail, as sending a proposal or recording a payment does. */
const writeMail = command({
  name: "send-note",
  actors: ["system"],
  input: z.object({ objectId: z.string(), to: z.string(), turn: z.number(), subject: z.string(), html: z.string() }),
  async step(ctx, { to: toEmail, ...mail }) {
    const about = { noteId: mail.objectId }
    const mailId = await queueMail(ctx, { purpose: "note", toEmail, toName: null, text: "Hello", about, ...mail })
    ctx.record("note.created", { noteId: mail.objectId as Id<"notes"> })
    return { mailId: mailId as Id<"mails"> | null }
  },
})

const write = (change: { turn?: number; subject?: string; html?: string } = {}, by = system) =>
  writeMail(by, { objectId, to, turn: 1, subject: "Hello", html: "<p>Hello</p>", ...change })
const received = () => readSandboxMails(webPool(), to)
const stored = async (mailId: string | null) =>
  (
    await rows<{
      status: string
      attempts: number
      answer: string | null
      sent_at: Date | null
      attempted_at: Date | null
    }>(agency, "select status, attempts, answer, sent_at, attempted_at from mails where id = $1", [mailId])
  )[0]!
const told = async (mailId: string | null) =>
  (
    await rows<{ name: string }>(
      agency,
      "select name from events where payload ->> 'mailId' = $1 and name <> 'mail.attempted' order by id",
      [mailId],
    )
  ).map(({ name }) => name)
const failing = (kind: FaultKind, times = 1) =>
  addFault(openStore(webPool()), { service: "sendgrid", path: "/", kind, times })

describe("a mail in the outbox", () => {
  test("goes out once, after the act that caused it", async () => {
    const { mailId } = await write()
    expect(await stored(mailId)).toMatchObject({ status: "queued", attempts: 0 })
    await runJobs()
    expect(await received()).toMatchObject([{ subject: "Hello", html: "<p>Hello</p>", to: [to] }])
    expect(await stored(mailId)).toMatchObject({ status: "sent", attempts: 1, sent_at: expect.any(Date) })
    await deliverMail(system, { mailId: mailId! })
    expect(await received()).toHaveLength(1)
    expect(await told(mailId)).toEqual(["mail.delivered"])
  })

  test("is the same mail when the same thing is said again, and another at the next turn", async () => {
    const first = await write()
    expect((await write()).mailId).toBeNull()
    const second = await write({ turn: 2 })
    expect(second.mailId).not.toBe(first.mailId)
    await runJobs()
    expect(await received()).toHaveLength(2)
  })

  test("that the service does not take now stays and goes out later", async () => {
    const { mailId } = await write()
    await failing("500")
    await expect(deliverMail(system, { mailId: mailId! })).rejects.toBeInstanceOf(OutsideFailure)
    expect(await stored(mailId)).toMatchObject({ status: "queued", attempts: 1 })
    expect(await received()).toEqual([])
    await deliverMail(system, { mailId: mailId! })
    expect(await stored(mailId)).toMatchObject({ status: "sent", attempts: 2 })
    expect(await told(mailId)).toEqual(["mail.delayed", "mail.delivered"])
  })

  test("waits in the queue with what went wrong, to be tried again", async () => {
    const { mailId } = await write()
    await failing("500")
    await runJobs({ mayFail: true })
    const { ownerUrl } = await ourDatabase()
    const pool = openPool(ownerUrl, { max: 1, name: "signoff test" })
    const { rows: jobs } = await pool.query(
      "select attempts, last_error, run_at > now() as later from graphile_worker._private_jobs where payload::text like $1",
      [`%${mailId}%`],
    )
    await pool.end()
    expect(jobs).toMatchObject([{ attempts: 1, later: true, last_error: expect.stringMatching(/\w/) }])
  })

  test("that failed three times is shown as failing, with the service's answer, and may still go out", async () => {
    const { mailId } = await write()
    await failing("429", 3)
    for (let i = 0; i < 3; i++) await deliverMail(system, { mailId: mailId! }).catch(() => null)
    expect(await stored(mailId)).toMatchObject({ status: "failed", attempts: 3, answer: expect.stringMatching(/\w/) })
    expect(await told(mailId)).toEqual(["mail.delayed", "mail.delayed", "mail.failed"])
    await deliverMail(system, { mailId: mailId! })
    expect((await stored(mailId)).status).toBe("sent")
  })

  test("whose answer was lost is not handed over again before its report had time to come", async () => {
    const { mailId } = await write()
    await failing("lost")
    await expect(deliverMail(system, { mailId: mailId! })).rejects.toMatchObject({ unknown: true })
    expect(await received()).toHaveLength(1)
    await deliverMail(system, { mailId: mailId! })
    expect(await received()).toHaveLength(1)
    await settleMail(system, { mailId: mailId!, fact: "delivered", happenedAt: new Date() })
    await deliverMail(system, { mailId: mailId! })
    expect(await received()).toHaveLength(1)
    expect(await stored(mailId)).toMatchObject({ status: "delivered" })
  })

  test("of which nothing is reported is handed over again under the same Message-ID", async () => {
    const { mailId } = await write()
    await failing("reset")
    await expect(deliverMail(system, { mailId: mailId! })).rejects.toMatchObject({ unknown: true })
    await deliverMail(system, { mailId: mailId! })
    expect(await received()).toEqual([])
    const doubted = (await stored(mailId)).attempted_at!.toISOString()
    await deliverMail(system, { mailId: mailId!, doubted })
    await deliverMail(system, { mailId: mailId!, doubted })
    expect((await received()).map(({ headers }) => headers["Message-ID"])).toEqual([`<${mailId}@signoff>`])
  })

  test("is not lost where somebody else's answer comes for the service's own", async () => {
    const { mailId } = await write()
    await failing("garbage")
    await expect(deliverMail(system, { mailId: mailId! })).rejects.toMatchObject({ retriable: true })
    expect(await stored(mailId)).toMatchObject({ status: "queued", attempts: 1 })
  })

  test("to an address that cannot receive mail is refused, and the refusal is kept", async () => {
    to = `not an address ${objectId}`
    const { mailId } = await write()
    await runJobs({ mayFail: true })
    const refused = { status: "refused", attempts: 1, answer: "This e-mail address cannot receive mail." }
    expect(await stored(mailId)).toMatchObject(refused)
    expect(await told(mailId)).toEqual(["mail.failed"])
    await deliverMail(system, { mailId: mailId! })
    expect(await stored(mailId)).toMatchObject(refused)
  })

  test("of a story told about the past is kept and never sent", async () => {
    const past = mint({ ...system, mails: "keep" })
    const { mailId } = await write({}, past)
    expect((await stored(mailId)).status).toBe("kept")
    await runJobs()
    await deliverMail(system, { mailId: mailId! })
    expect(await received()).toEqual([])
    expect(await stored(mailId)).toMatchObject({ status: "kept", attempts: 0 })
  })

  test("carries the addresses of the links it was written with, and none that somebody typed into it", async () => {
    const { linkId, token } = await aSentProposal(agency)
    const planted = `{{link:${linkId}}} {{link:${linkId}.${"A".repeat(43)}}}`
    await write({ html: `<p>${planted} ${linkPlaceholder(linkId)}</p>` })
    await runJobs()
    expect((await received())[0]!.html).toBe(`<p>${planted} ${linkAddress("proposal", token)}</p>`)
  })

  test("has a subject of one line, whatever stands in it", async () => {
    await write({ subject: "Hello\r\nBcc: everybody@evil.example" })
    await runJobs()
    expect((await received())[0]!.subject).toBe("Hello Bcc: everybody@evil.example")
  })
})

describe("a mail to a client", () => {
  const logo = { name: "logo.png", bytes: tinyPng }
  const sent = async (by: Agency) => {
    const { email } = await aSentProposal(by)
    await runJobs()
    const [mail] = await readSandboxMails(webPool(), email)
    return mail!.html!
  }

  test("carries its organization's logo, named and sized, and draws its button in the colour", async () => {
    const branded = await anAgency()
    await editBrand(branded.owner, { colour: "#ffe066", logo })
    const { name } = await getOrganization(branded.owner, {})
    const html = await sent(branded)
    expect(html).toContain(
      `<img src="data:image/png;base64,${Buffer.from(tinyPng).toString("base64")}" width="1" height="1" alt="${name}"`,
    )
    const { primary, ink } = shadesOf("#ffe066").light
    expect(html).toContain(`background:${primary};color:${ink}`)
    expect(contrastOf(primary, ink)).toBeGreaterThan(4.5)
    expect(html).not.toContain("cid:")
  })

  test("is drawn as one to a colleague is, who is told of something", async () => {
    const branded = await anAgency()
    await editBrand(branded.owner, { colour: "#ffe066", logo })
    const lead = { name: "Nora Vance", email: "nora@umbra.example", ownerId: branded.people.owner.personId }
    await captureLead(branded.as("manager"), lead)
    await runJobs()
    const [mail] = await readSandboxMails(webPool(), branded.people.owner.email)
    expect(mail!.subject).toBe("New lead: Nora Vance")
    expect(mail!.html).toContain(`<img src="data:image/png;base64,${Buffer.from(tinyPng).toString("base64")}"`)
    expect(mail!.html).toContain(`background:${shadesOf("#ffe066").light.primary}`)
  })

  test("names it in words where there is none, or none that mail programs know, and still goes out where the file is lost", async () => {
    const plain = await anAgency()
    expect(await sent(plain)).not.toContain("<img")
    const webp = Buffer.concat([Buffer.from("RIFF....WEBPVP8 ", "latin1"), Buffer.alloc(14, 1)])
    await editBrand(plain.owner, { colour: null, logo: { name: "logo.webp", bytes: webp } })
    expect(await sent(plain)).not.toContain("<img")
    await editBrand(plain.owner, { colour: null, logo })
    await files().remove((await getOrganization(plain.owner, {})).logoFile!)
    const { name } = await getOrganization(plain.owner, {})
    expect(await sent(plain)).toMatch(new RegExp(`<img src="cid:[^"]+" alt="${name}"`))
  })
})
