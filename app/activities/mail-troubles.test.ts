import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { type Env, env } from "~/platform/env.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { replace } from "~/platform/once.server"
import { consume, forgive, limits } from "~/platform/security/limits.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { addFault, openStore } from "~/sandbox/store.server"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { aMail, mailStates } from "../../tests/support/mails"
import { rows, runJobs } from "../../tests/support/world"
import { deliverMail } from "./deliver-mail.server"
import { dismissMail } from "./dismiss-mail.server"
import { noticePurpose } from "./mail"
import { listAddressTroubles, listMailTroubles } from "./mail-queries.server"
import { mailTroubleOf } from "./mail-trouble-page.server"
import { sendMail } from "./send-mail.server"
import { settleMail } from "./settle-mail.server"

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})

const state = async (mailId: string) => (await mailStates(world, [mailId]))[0]!
const troubles = async (by = world.owner, recordId?: string) => listMailTroubles(by, { recordId })

/** A mail about a sent proposal that failed three times at the mail service. */
async function aFailingMail() {
  const { proposalId } = await world.sentProposal()
  const to = `reader-${newId()}@client.example`
  const mailId = await aMail(world.system(), { to, about: { proposalId } })
  await addFault(openStore(webPool()), { service: "sendgrid", path: "/", kind: "429", times: 3 })
  for (let i = 0; i < 3; i++) await deliverMail(world.system(), { mailId }).catch(() => null)
  return { mailId, proposalId: proposalId as string, to }
}

describe("a mail above what a new organization sends in a day", () => {
  let usual: Env
  beforeEach(() => {
    usual = { ...env }
  })
  afterEach(() => replace("env", usual))

  /** Uses up the day's mails but for so many. */
  async function leave(mails: number) {
    replace("env", { ...usual, RATE_LIMITS: "on" })
    await forgive(webPool(), limits.mail, world.organizationId)
    for (let at = mails; at < limits.mail.count; at++) await consume(webPool(), limits.mail, world.organizationId)
  }

  test("waits, says until when on its record's page, and goes out then", async () => {
    await leave(1)
    const { proposalId } = await world.sentProposal()
    const to = `waiting-${newId()}@client.example`
    const mailId = await aMail(world.system(), { to, about: { proposalId } })
    await runJobs()
    expect(await state(mailId)).toMatchObject({ status: "queued", attempts: 0, attempted_at: null })
    const [shown] = await troubles(world.owner, proposalId)
    expect(shown).toMatchObject({ id: mailId, status: "queued", words: expect.stringMatching(/200 mails a day/) })
    const page = mailTroubleOf({ role: "owner", granted: null, hides: [] }, shown!, {
      timeZone: "Europe/Berlin",
      locale: "en-GB",
    })
    expect(page).toMatchObject({ what: "waits", maySend: false, mayDismiss: false })
    await forgive(webPool(), limits.mail, world.organizationId)
    await deliverMail(world.system(), { mailId })
    expect(await readSandboxMails(webPool(), to)).toHaveLength(1)
    expect(await troubles(world.owner, proposalId)).toEqual([])
  })

  test("does not wait when it only tells a member, was counted before, or the organization is no longer new", async () => {
    await leave(0)
    const write = (purpose: string) =>
      aMail(world.system(), { to: `${newId()}@client.example`, about: { leadId: newId() }, purpose })
    const notice = await write(noticePurpose)
    await runJobs()
    expect(await state(notice)).toMatchObject({ status: "sent" })
    const later = new Date(Date.now() + 31 * 24 * 3_600_000)
    const invoice = await write("invoice")
    await deliverMail(world.system(later), { mailId: invoice })
    expect(await state(invoice)).toMatchObject({ status: "sent" })
    await leave(1)
    const tried = await write("invoice")
    await addFault(openStore(webPool()), { service: "sendgrid", path: "/", kind: "429", times: 1 })
    await deliverMail(world.system(), { mailId: tried }).catch(() => null)
    await deliverMail(world.system(), { mailId: tried })
    expect(await state(tried)).toMatchObject({ status: "sent", attempts: 2 })
  })
})

describe("a mail that the mail service did not take", () => {
  test("is shown with the service's answer, on Today and with its record, and is tried again", async () => {
    const { mailId, proposalId, to } = await aFailingMail()
    const shown = { id: mailId, status: "failed", toEmail: to, words: expect.stringContaining("Too many requests") }
    expect(await troubles(world.owner, proposalId)).toMatchObject([shown])
    expect((await troubles()).map(({ id }) => id)).toContain(mailId)
    expect(await sendMail(world.owner, { mailId })).toEqual({ to })
    await runJobs()
    expect(await state(mailId)).toMatchObject({ status: "sent", attempts: 4 })
    expect(await readSandboxMails(webPool(), to)).toHaveLength(1)
    expect(await troubles(world.owner, proposalId)).toEqual([])
  })

  test("is set aside, once, and is tried again all the same when somebody says so", async () => {
    const { mailId, proposalId } = await aFailingMail()
    await dismissMail(world.owner, { mailId })
    await dismissMail(world.owner, { mailId })
    expect(await troubles(world.owner, proposalId)).toEqual([])
    await sendMail(world.owner, { mailId })
    expect(await state(mailId)).toMatchObject({ status: "queued", resolved_at: null })
  })

  test("is pressed twice and goes out once", async () => {
    const { mailId, to } = await aFailingMail()
    const submission = "the-same-page-twice"
    await Promise.all([1, 2].map(() => sendMail(world.owner, { mailId }, { submission })))
    await runJobs()
    expect(await readSandboxMails(webPool(), to)).toHaveLength(1)
    await expect(sendMail(world.owner, { mailId })).rejects.toBeInstanceOf(Conflict)
  })

  test("about a record that a member may not see is not there for them", async () => {
    const { proposalId } = await world.sentProposal(world.people.owner.personId)
    const mailId = await aMail(world.system(), { to: "own@client.example", about: { proposalId } })
    await settleMail(world.system(), { mailId, fact: "bounced", happenedAt: new Date() })
    expect(await troubles(world.owner, proposalId)).toHaveLength(1)
    expect(await troubles(world.member, proposalId)).toEqual([])
    expect((await troubles(world.member)).map(({ id }) => id)).not.toContain(mailId)
    await expect(dismissMail(world.member, { mailId })).rejects.toBeInstanceOf(NotFound)
    await expect(sendMail(world.member, { mailId })).rejects.toBeInstanceOf(NotFound)
  })

  test("about no record is for who sees everything", async () => {
    const mailId = await aMail(world.system(), { to: "nobody@client.example", about: {} as Record<string, string> })
    await settleMail(world.system(), { mailId, fact: "blocked", happenedAt: new Date() })
    expect((await troubles()).map(({ id }) => id)).toContain(mailId)
    expect((await troubles(world.member)).map(({ id }) => id)).not.toContain(mailId)
  })
})

test("a mail that bounced tells the owner of its record, by notification and by mail", async () => {
  const { proposalId } = await world.sentProposal(world.people.manager.personId)
  const mailId = await aMail(world.system(), { to: "gone@client.example", about: { proposalId } })
  await settleMail(world.system(), { mailId, fact: "bounced", reason: "550 no such user", happenedAt: new Date() })
  const told = await rows<{ sentence: string; person_id: Id<"people"> }>(
    world,
    "select n.sentence, n.person_id from notifications n join events e on e.id = n.event_id where e.payload ->> 'mailId' = $1",
    [mailId],
  )
  expect(told).toEqual([
    {
      person_id: world.people.manager.personId,
      sentence: expect.stringMatching(/^The mail about “.+” to gone@client\.example did not arrive: 550 no such user$/),
    },
  ])
  await runJobs()
  const [mail] = await readSandboxMails(webPool(), world.people.manager.email)
  expect(mail!.subject).toBe(told[0]!.sentence)
})

test("an address to which mail comes back is known before the next one is sent", async () => {
  const [email, other] = [`Marked-${newId()}@client.example`, `fine-${newId()}@client.example`]
  const mailId = await aMail(world.system(), { to: email.toLowerCase(), about: {} as Record<string, string> })
  await settleMail(world.system(), { mailId, fact: "bounced", reason: "550 gone", happenedAt: new Date() })
  const { troubles } = await listAddressTroubles(world.owner, { emails: [email, other] })
  expect(troubles).toEqual([
    { email: email.toLowerCase(), bouncedAt: expect.any(Date), reason: "550 gone", complainedAt: null },
  ])
})
