import { expect, it } from "vitest"
import { vatIdProblem, vatPrefixesOf } from "./vat-id"

it("a VAT ID begins with its country's code, EL in Greece, and GB or XI in the United Kingdom", () => {
  expect(["DE", "GR", "GB", "MC"].map(vatPrefixesOf)).toEqual([["DE"], ["EL"], ["GB", "XI"], ["FR"]])
})

it.each([
  ["DE123456789", null],
  ["EL123456789", null],
  ["XI123456789", null],
  ["EU372123456", null],
  ["CHE123456789", null],
  ["GR123456789", "A Greek VAT ID begins with EL, as in EL123456789"],
  ["ZZ123456789", "A VAT ID begins with its country: ZZ is none"],
  ["123456789", "A VAT ID begins with its country: 12 is none"],
])("%s: %s", (vatId, problem) => {
  expect(vatIdProblem(vatId)).toBe(problem)
})
