import { describe, expect, it } from "vitest"
import { seriesKeyOf, stateOf } from "./invoice"

const issued = {
  kind: "invoice",
  status: "issued",
  dueOn: "2026-12-05",
  totalMinor: 10_000n,
  settledMinor: 0n,
  creditedMinor: 0n,
} as const

describe("the state of an invoice", () => {
  it("is what is stored while it is a draft or void, whatever the date", () => {
    expect(stateOf({ ...issued, status: "draft" }, "2027-01-01")).toBe("draft")
    expect(stateOf({ ...issued, status: "void" }, "2027-01-01")).toBe("void")
  })

  it("is credited once all of it was taken back, and a credit note's own whatever the date", () => {
    const settled = { ...issued, settledMinor: 10_000n }
    expect(stateOf({ ...settled, creditedMinor: 10_000n }, "2027-01-01")).toBe("credited")
    expect(stateOf({ ...settled, creditedMinor: 9_999n }, "2027-01-01")).toBe("paid")
    expect(stateOf({ ...issued, settledMinor: 1n, creditedMinor: 1n }, "2026-12-01")).toBe("partly_paid")
    expect(stateOf({ ...issued, kind: "credit_note" }, "2027-01-01")).toBe("credit_note")
  })

  it("is open on its due date and overdue the day after", () => {
    expect(stateOf(issued, "2026-12-05")).toBe("issued")
    expect(stateOf(issued, "2026-12-06")).toBe("overdue")
  })

  it("is partly paid while something is left, and overdue when that is late", () => {
    expect(stateOf({ ...issued, settledMinor: 1n }, "2026-12-05")).toBe("partly_paid")
    expect(stateOf({ ...issued, settledMinor: 9_999n }, "2026-12-06")).toBe("overdue")
  })

  it("is pending while a payment is on its way, also when it is late, and paid once that has come", () => {
    expect(stateOf({ ...issued, isPending: true }, "2027-01-01")).toBe("pending")
    expect(stateOf({ ...issued, isPending: true, settledMinor: 10_000n }, "2027-01-01")).toBe("paid")
  })

  it("is paid once everything is settled, also long after the due date", () => {
    expect(stateOf({ ...issued, settledMinor: 10_000n }, "2030-01-01")).toBe("paid")
  })

  it("is paid at once when there is nothing to pay", () => {
    expect(stateOf({ ...issued, totalMinor: 0n }, "2026-12-05")).toBe("paid")
  })
})

describe("series of numbers", () => {
  it("are counted anew with the year of the issue date, each kind apart", () => {
    expect(seriesKeyOf("2026-11-21")).toBe("2026")
    expect(seriesKeyOf("2026-11-21", "credit_note")).toBe("CN-2026")
  })
})
