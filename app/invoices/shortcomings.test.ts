import { describe, expect, it } from "vitest"
import { type IssueCandidate, shortcomingsOf } from "./shortcomings"

const party = {
  name: "Northlight",
  addressLines: ["Lindenstraße 7"],
  country: "DE",
  vatId: "DE123456789",
  registrationNo: null,
}
const complete: IssueCandidate = {
  lines: [{ taxCategory: "standard" }],
  totalMinor: 11_900n,
  ...{ taxMinor: 1_900n, currency: "EUR", isSmallBusiness: false, serviceFromOn: null, serviceToOn: null },
  ...{ issueOn: "2026-11-21", dueOn: "2026-12-05", lastIssuedOn: "2026-11-21", poNumber: null, poRequired: false },
  ...{ seller: party, buyer: party, recipient: { email: "claire@harbor.example" } },
}
const today = "2026-11-21"
const blocking = (changes: Partial<IssueCandidate>) =>
  shortcomingsOf({ ...complete, ...changes }, today)
    .filter((each) => each.blocking)
    .map(({ field, remedy }) => [field, remedy])

describe("what an invoice lacks", () => {
  it("is nothing when everything is there", () => {
    expect(shortcomingsOf(complete, today)).toEqual([])
  })

  it.each([
    ["no line", { lines: [] }, "lines"],
    ["a total below nothing", { totalMinor: -1n }, "lines"],
    ["an issue date to come", { issueOn: "2026-11-22" }, "issueOn"],
    ["an issue date before the last one's", { issueOn: "2026-11-20" }, "issueOn"],
    ["a due date before the issue date", { dueOn: "2026-11-20" }, "dueOn"],
    ["no order number where one is asked for", { poRequired: true }, "poNumber"],
  ] satisfies [string, Partial<IssueCandidate>, string][])("keeps it from being issued: %s", (_, changes, field) => {
    expect(blocking(changes)).toEqual([[field, "draft"]])
  })

  it("asks for both VAT ids where a line is charged in reverse, and names where to add each", () => {
    const lines = [{ taxCategory: "standard" }, { taxCategory: "reverse_charge" }] as const
    const without = { ...party, vatId: null }
    expect(blocking({ lines, seller: { ...without, registrationNo: "HRB 1" }, buyer: without })).toEqual([
      ["", "agency"],
      ["", "client"],
    ])
  })

  it("advises without refusing where an address or a mail address is missing", () => {
    const bare = { ...party, addressLines: [] }
    const advice = shortcomingsOf(
      { ...complete, seller: { ...bare, vatId: null }, buyer: bare, recipient: null },
      today,
    )
    expect(advice.map(({ remedy, blocking: isBlocking }) => [remedy, isBlocking])).toEqual([
      ["agency", false],
      ["agency", false],
      ["address", false],
      ["people", false],
    ])
  })
})
