import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { NotFound } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { aMail, type MailRow, mailStates, writtenMails } from "../../tests/support/mails"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import type { MailFact } from "./mail"
import { settleMail } from "./settle-mail.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

let invoiceId: string
let to: string
beforeEach(() => {
  invoiceId = newId()
  to = `reader-${invoiceId}@client.example`
})

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute))
const write = (change: { to?: string; purpose?: string; turn?: number; optional?: true } = {}, by = agency.system()) =>
  aMail(by, { to, about: { invoiceId }, ...change })
const report = (mailId: MailRow["id"], fact: MailFact, minute = 0, reason?: string) =>
  settleMail(agency.system(), { mailId, fact, reason, happenedAt: at(minute) })
const state = async (mailId: MailRow["id"]) => (await mailStates(agency, [mailId]))[0]!
const told = async (mailId: string) =>
  (
    await rows<{ name: string }>(agency, "select name from events where payload ->> 'mailId' = $1 order by id", [
      mailId,
    ])
  ).map(({ name }) => name)
const address = async (email: string) =>
  (await rows(agency, "select * from mail_addresses where email_normalized = $1", [email]))[0]

describe("what the mail service reports", () => {
  test("of a mail that arrived is shown with it, once", async () => {
    const mailId = await write()
    expect(await report(mailId, "delivered")).toBe("delivered")
    expect(await report(mailId, "delivered")).toBe("known")
    expect(await state(mailId)).toMatchObject({ status: "delivered", sent_at: at(0), reason: null })
    expect(await told(mailId)).toEqual(["mail.arrived"])
  })

  test("of a mail that is not taken yet is shown, and changes nothing else", async () => {
    const mailId = await write()
    await report(mailId, "processed")
    expect(await report(mailId, "deferred", 1, "451 greylisted")).toBe("sent")
    expect(await state(mailId)).toMatchObject({ status: "sent", reason: "451 greylisted" })
    await report(mailId, "delivered", 2)
    expect(await report(mailId, "deferred", 1, "451 greylisted")).toBe("known")
    expect(await told(mailId)).toEqual(["mail.delivered", "mail.deferred", "mail.arrived"])
    expect(await address(to)).toMatchObject({ bounced_at: null })
  })

  test("of a mail that came back for good marks its address, in one line of the server's words", async () => {
    const mailId = await write()
    await report(mailId, "bounced", 1, "550 5.1.1\r\n no\u0000 such\n mailbox ")
    expect(await state(mailId)).toMatchObject({
      status: "bounced",
      reason: "550 5.1.1 no such mailbox",
      resolved_at: null,
    })
    expect(await address(to)).toMatchObject({ bounced_at: at(1), reason: "550 5.1.1 no such mailbox" })
    expect(await told(mailId)).toEqual(["mail.bounced"])
  })

  test("of one mail that was refused for what it is leaves the address unmarked", async () => {
    const mailId = await write()
    await report(mailId, "blocked", 1, "550 policy")
    expect((await state(mailId)).status).toBe("bounced")
    expect(await address(to)).toBeUndefined()
  })

  test("of a mail to the same address that arrives later takes the mark off, in either order", async () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ] as const) {
      const other = `${newId()}@client.example`
      const mailIds = [await write({ to: other, purpose: "one" }), await write({ to: other, purpose: "two" })]
      for (const turn of order) await report(mailIds[turn]!, turn === 0 ? "bounced" : "delivered", turn)
      expect(await address(other)).toMatchObject({ bounced_at: at(0), arrived_at: at(1) })
    }
  })

  test("of a mail is unknown to the organization next door", async () => {
    const mailId = await write()
    const other = await anAgency({ name: "Harbor" })
    const foreign = settleMail(other.system(), { mailId, fact: "bounced", happenedAt: at(0) })
    await expect(foreign).rejects.toBeInstanceOf(NotFound)
    expect((await state(mailId)).status).toBe("queued")
  })

  test("that came before the outbox knew that the mail was taken keeps it from going out again", async () => {
    const mailId = await write()
    await report(mailId, "delivered")
    expect(await state(mailId)).toMatchObject({ status: "delivered", attempted_at: null })
  })
})

describe("a mail that did not arrive", () => {
  test("is made good by one to another address, at once, and counts again when that one comes back", async () => {
    const first = await write()
    await report(first, "bounced")
    const second = await write({ to: `other-${to}` })
    expect((await state(first)).resolved_at).not.toBeNull()
    await report(second, "bounced", 1)
    expect((await state(second)).resolved_at).toBeNull()
  })

  test("is made good by one to the same address only when that has arrived", async () => {
    const first = await write()
    await report(first, "bounced")
    const second = await write({ turn: 2 })
    expect((await state(first)).resolved_at).toBeNull()
    await report(second, "delivered", 1)
    expect((await state(first)).resolved_at).not.toBeNull()
  })

  test("is no trouble when a later one had arrived before it was reported", async () => {
    const [first, second] = [await write(), await write({ turn: 2 }, agency.system(new Date(Date.now() + 1000)))]
    await report(second, "delivered", 1)
    await report(first, "bounced")
    expect((await state(first)).resolved_at).not.toBeNull()
  })

  test("is not made good by a mail for another purpose or about another record", async () => {
    const first = await write()
    await report(first, "bounced")
    await write({ to: `other-${to}`, purpose: "receipt" })
    await aMail(agency.system(), { to: `other-${to}`, about: { invoiceId: newId() } })
    expect((await state(first)).resolved_at).toBeNull()
  })
})

test("who called a mail unwanted gets no mail that is not about their own business, and all that is", async () => {
  const mailId = await write()
  await report(mailId, "complained")
  expect((await state(mailId)).status).toBe("complained")
  expect(await told(mailId)).toEqual(["mail.complained"])
  const before = await writtenMails(agency, to)
  await expect(write({ purpose: "news", optional: true })).rejects.toThrow(/wrote no mail/)
  await write({ purpose: "receipt" })
  expect(await writtenMails(agency, to)).toBe(before + 1)
})
