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
  ...{
    taxMinor: 1_900n,
    currency: "EUR",
    taxCurrency: "EUR",
    hasExchangeRate: false,
    isSmallBusiness: false,
    serviceFromOn: null,
    serviceToOn: null,
  },
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

  const abroad = { ...party, country: "FR", vatId: "FR12345678901" }
  const nobody = { ...party, vatId: null, registrationNo: "HRB 1" }
  const delivered = { serviceFromOn: "2026-11-01" }
  const one = (taxCategory: IssueCandidate["lines"][number]["taxCategory"]) => ({ lines: [{ taxCategory }] })
  it.each([
    ["within the EU, everything there", { ...one("intra_eu"), buyer: abroad, ...delivered }, []],
    ["within the EU, no day", { ...one("intra_eu"), buyer: abroad }, ["draft"]],
    ["within the EU, at home", { ...one("intra_eu"), ...delivered }, ["draft"]],
    ["within the EU, nowhere", { ...one("intra_eu"), buyer: { ...abroad, country: null }, ...delivered }, ["address"]],
    [
      "within the EU, no ids",
      { ...one("intra_eu"), seller: nobody, buyer: { ...abroad, vatId: null }, ...delivered },
      ["agency", "client"],
    ],
    [
      "within the EU, to Northern Ireland",
      { ...one("intra_eu"), buyer: { ...abroad, country: "GB", vatId: "XI123456789" }, ...delivered },
      [],
    ],
    [
      "within the EU, to Great Britain",
      { ...one("intra_eu"), buyer: { ...abroad, country: "GB", vatId: "GB123456789" }, ...delivered },
      ["draft"],
    ],
    [
      "within the EU, to Greece, whose VAT IDs begin with EL",
      { ...one("intra_eu"), buyer: { ...abroad, country: "GR", vatId: "EL123456789" }, ...delivered },
      [],
    ],
    [
      "a Greek VAT ID that begins with GR",
      { ...one("standard"), buyer: { ...abroad, vatId: "GR123456789" } },
      ["client"],
    ],
    ["a VAT ID of one's own without a country", { seller: { ...party, vatId: "123456789" } }, ["agency"]],
    ["the same outside the EU", { seller: { ...party, country: "AU", vatId: "51824753556" } }, []],
    ["out of the EU", { ...one("export"), buyer: { ...party, country: "CH" } }, []],
    [
      "out of the EU, no id of one's own",
      { ...one("export"), seller: nobody, buyer: { ...party, country: "CH" } },
      ["agency"],
    ],
    ["exported into the EU", { ...one("export"), buyer: abroad }, ["draft"]],
    ["outside the scope", { ...one("outside_scope"), seller: { ...party, vatId: null } }, []],
    [
      "outside the scope among others",
      { lines: [{ taxCategory: "outside_scope" }, { taxCategory: "standard" }] },
      ["draft"],
    ],
    ["a small business that charges tax", { ...one("standard"), isSmallBusiness: true }, ["draft"]],
    ["a small business that charges none", { ...one("exempt"), isSmallBusiness: true }, []],
  ] satisfies [string, Partial<IssueCandidate>, string[]][])(
    "is what its taxes ask for: %s",
    (_, changes, remedies) => {
      expect(blocking(changes).map(([, remedy]) => remedy)).toEqual(remedies)
    },
  )

  it("says so where a card cannot pay it", () => {
    const said = (changes: Partial<IssueCandidate>) =>
      shortcomingsOf({ ...complete, ...changes }, today).map(({ sentence }) => sentence)
    expect(said({ currency: "KWD", totalMinor: 5_124n, taxMinor: 0n })).toEqual([
      "Card payments in KWD must be a multiple of 0.010. It can be paid by bank transfer.",
    ])
    expect(said({ currency: "KWD", totalMinor: 5_120n, taxMinor: 0n })).toEqual([])
  })

  it("asks for the rate where the tax is charged in another currency than the seller accounts it in", () => {
    expect(blocking({ currency: "USD" })).toEqual([["exchangeRate", "draft"]])
    const seller = { ...party, vatId: null, registrationNo: "HRB 1" }
    for (const given of [{ hasExchangeRate: true }, { taxMinor: 0n }, { seller }, { taxCurrency: "USD" }])
      expect(blocking({ currency: "USD", ...given })).toEqual([])
  })

  it("advises to look where a VAT ID is another country's than the address, EL being Greece's and XI Northern Ireland's", () => {
    const said = (country: string, vatId: string) =>
      shortcomingsOf({ ...complete, buyer: { ...party, country, vatId } }, today).map(({ sentence }) => sentence)
    expect(said("GR", "DE123456789")).toEqual(["The client's VAT ID begins with DE, its address is in Greece."])
    expect([said("GR", "EL123456789"), said("GB", "XI123456789"), said("GB", "GB123456789")]).toEqual([[], [], []])
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
