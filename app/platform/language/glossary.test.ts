import { expect, test } from "vitest"
import { buttonOf, eventOf, fileOf, functionNameOf, nouns, partsOf, permissionOf, pluralOf, verbs } from "./glossary"

test("one name gives the permission, the event, the button, the file and the function", () => {
  expect(permissionOf("issue-invoice")).toBe("invoices.issue")
  expect(eventOf("issue-invoice")).toBe("invoice.issued")
  expect(buttonOf("issue-invoice")).toBe("Issue invoice")
  expect(fileOf("issue-invoice")).toBe("issue-invoice.server.ts")
  expect(functionNameOf("issue-invoice")).toBe("issueInvoice")
})

test("a noun of several words has its last word in the plural", () => {
  expect(permissionOf("record-payment-attempt")).toBe("payment-attempts.record")
  expect(eventOf("issue-deposit-invoice")).toBe("deposit-invoice.issued")
  expect(functionNameOf("issue-deposit-invoice")).toBe("issueDepositInvoice")
  expect(pluralOf("company")).toBe("companies")
  expect(permissionOf("invite-person")).toBe("people.invite")
})

test("a verb of two words goes before the shorter one it begins with", () => {
  expect(partsOf("sign-in")).toEqual({ verb: "sign-in", noun: "person" })
  expect(partsOf("sign-proposal")).toEqual({ verb: "sign", noun: "proposal" })
  expect(partsOf("set-up-organization")).toEqual({ verb: "set-up", noun: "organization" })
  expect(eventOf("sign-out")).toBe("person.signed-out")
  expect(eventOf("set-up-organization")).toBe("organization.set-up")
  expect(buttonOf("sign-in")).toBe("Sign in")
  expect(buttonOf("reset-password")).toBe("Reset password")
})

test("participles are those of the language", () => {
  const events = [
    "win-deal",
    "lose-deal",
    "withdraw-proposal",
    "send-proposal",
    "undo-event",
    "qualify-lead",
    "draft-invoice",
  ]
  expect(events.map(eventOf)).toEqual([
    "deal.won",
    "deal.lost",
    "proposal.withdrawn",
    "proposal.sent",
    "event.undone",
    "lead.qualified",
    "invoice.drafted",
  ])
})

test("a word outside the glossary is refused", () => {
  for (const name of ["frobnicate-invoice", "issue", "issue-", "issues-invoice", "Issue-invoice", ""]) {
    expect(() => partsOf(name)).toThrow(RangeError)
  }
  expect(() => permissionOf("issue-gizmo")).toThrow(RangeError)
  expect(() => permissionOf("issue-constructor")).toThrow(RangeError)
})

test("every verb and noun of the glossary works in every form", () => {
  for (const verb of Object.keys(verbs)) {
    for (const noun of Object.keys(nouns)) {
      const command = `${verb}-${noun}`
      expect(partsOf(command)).toEqual({ verb, noun })
      expect(permissionOf(command)).toMatch(/^[a-z-]+\.[a-z-]+$/)
      expect(eventOf(command)).toMatch(/^[a-z-]+\.[a-z-]+$/)
    }
  }
})
