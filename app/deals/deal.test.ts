import { expect, test } from "vitest"
import { nextStep, weightedMinor } from "./deal"
import { closeText, sumsText, valueTexts, weightedText } from "./deal-figures"
import { stepsOf } from "./road"

const bare = {
  status: "open",
  companyId: null,
  contactId: null,
  valueMinor: 0n,
  monthlyMinor: 0n,
  proposalStatus: null,
} as const

test("the next step of a deal follows from what it lacks, then from its proposal", () => {
  expect(nextStep(bare)).toBe("Name the company")
  expect(nextStep({ ...bare, companyId: "c" })).toBe("Name the contact")
  const client = { companyId: "c", contactId: "p" }
  expect(nextStep({ ...bare, ...client })).toBe("Price the lines")
  expect(nextStep({ ...bare, ...client, monthlyMinor: 1n })).toBe("Draft a proposal")
  expect(nextStep({ ...bare, proposalStatus: "draft" })).toBe("Send the proposal")
  expect(nextStep({ ...bare, proposalStatus: "sent" })).toBe("Waiting for the client")
  expect(nextStep({ ...bare, ...client, valueMinor: 1n, proposalStatus: "withdrawn" })).toBe("Draft a proposal")
  expect(nextStep({ ...bare, status: "won" })).toBeNull()
})

test("a deal's weight is its value by the probability, rounded down", () => {
  expect(weightedMinor(333n, 50)).toBe(166n)
  expect(weightedMinor(800_000n, 0)).toBe(0n)
})

test("sums of different money stand beside each other", () => {
  const sums = [
    { currency: "EUR", valueMinor: 1_200_000n },
    { currency: "JPY", valueMinor: 500n },
  ]
  expect(sumsText(sums, "en-GB")).toBe("€12,000.00 + JP¥500")
  expect(weightedText(sums, 50, "en-GB")).toBe("€6,000.00 + JP¥250 weighted")
  expect(weightedText(sums, 100, "en-GB")).toBeUndefined()
  expect(weightedText([], 50, "en-GB")).toBeUndefined()
  expect(sumsText([], "en-GB")).toBe("")
})

test("monthly value is told apart, and only where there is some", () => {
  expect(valueTexts({ valueMinor: 1n, monthlyMinor: 0n, currency: "EUR" }, "en-GB").monthly).toBeNull()
  expect(valueTexts({ valueMinor: 0n, monthlyMinor: 5n, currency: "EUR" }, "en-GB").monthly).toBe("€0.05 a month")
})

test("an open deal is overdue from the day after its expected close", () => {
  const today = "2026-11-21" as never
  const at = (expectedCloseOn: string | null, status = "open") => closeText({ status, expectedCloseOn }, today, "en-GB")
  expect(at("2026-11-21")).toEqual({ text: "21 Nov 2026", isOverdue: false })
  expect(at("2026-11-20")?.isOverdue).toBe(true)
  expect(at("2026-11-20", "won")?.isOverdue).toBe(false)
  expect(at(null)).toBeNull()
})

test("the road shows what is passed, where it stands, and its end when it has one", () => {
  const stages = [
    { id: "a", name: "Qualified", kind: "open" },
    { id: "b", name: "Negotiation", kind: "open" },
    { id: "c", name: "Won", kind: "won" },
    { id: "d", name: "Lost", kind: "lost" },
  ] as const
  const states = (stageId: string, stageName: string, status: "open" | "won" | "lost") =>
    stepsOf({ stageId, stageName, status }, stages).map(({ label, state }) => `${label} ${state}`)
  expect(states("b", "Negotiation", "open")).toEqual(["Qualified done", "Negotiation current"])
  expect(states("c", "Won", "won")).toEqual(["Qualified done", "Negotiation done", "Won current"])
  expect(states("d", "Lost", "lost")).toEqual(["Qualified next", "Negotiation next", "Lost current"])
})
