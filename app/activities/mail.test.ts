import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { factOf, type MailFact, type MailStatus, mailFacts, recordOf, statusAfter } from "./mail"

describe("a mail's status", () => {
  test.each<[MailStatus, MailFact, MailStatus]>([
    ["queued", "processed", "sent"],
    ["queued", "delivered", "delivered"],
    ["failed", "delivered", "delivered"],
    ["sent", "deferred", "sent"],
    ["sent", "bounced", "bounced"],
    ["sent", "blocked", "bounced"],
    ["delivered", "processed", "delivered"],
    ["delivered", "bounced", "bounced"],
    ["bounced", "delivered", "bounced"],
    ["delivered", "complained", "complained"],
    ["complained", "delivered", "complained"],
    ["kept", "bounced", "kept"],
  ])("that is %s is after “%s” %s", (before, fact, after) => {
    expect(statusAfter(before, fact)).toBe(after)
  })
})

test("reports in any order, any of them twice, leave a mail where it stood", () => {
  const reports = fc.array(fc.constantFrom(...mailFacts), { minLength: 1, maxLength: 6 })
  const after = (facts: readonly MailFact[]) => facts.reduce<MailStatus>(statusAfter, "queued")
  fc.assert(
    fc.property(reports, fc.infiniteStream(fc.nat()), (facts, numbers) => {
      const shuffled = [...facts, ...facts].map((fact) => ({ fact, at: numbers.next().value ?? 0 }))
      shuffled.sort((a, b) => a.at - b.at)
      expect(after(shuffled.map(({ fact }) => fact))).toBe(after(facts))
    }),
  )
})

test("what SendGrid says of a mail is told apart for good, for now and not at all", () => {
  expect(factOf("bounce", { type: "bounce" })).toBe("bounced")
  expect(factOf("bounce", { type: "blocked" })).toBe("blocked")
  expect(factOf("dropped", { reason: "Bounced Address" })).toBe("bounced")
  expect(factOf("dropped", { reason: "Spam Content" })).toBe("blocked")
  expect(factOf("spamreport", {})).toBe("complained")
  for (const event of ["open", "click", "unsubscribe", "toString", ""]) expect(factOf(event, {})).toBeNull()
})

test("a mail is about its invoice before its proposal, and about nothing where it names neither", () => {
  expect(recordOf({ proposalId: "p", invoiceId: "i" })).toEqual({ key: "invoiceId", id: "i" })
  expect(recordOf({ contactId: "c" })).toBeNull()
})
