import { expect, test } from "vitest"
import { Invalid } from "~/platform/language/errors"
import { selectedLines } from "./selection"

const offered = [
  { id: "website", isOptional: false },
  { id: "seo", isOptional: true },
  { id: "photos", isOptional: true },
]
const chosen = (...ids: string[]) => selectedLines(offered, ids).map((line) => line.id)

test("fixed lines count always, optional ones when chosen, in the order offered", () => {
  expect(chosen()).toEqual(["website"])
  expect(chosen("photos", "seo")).toEqual(["website", "seo", "photos"])
  expect(chosen("website", "seo", "seo")).toEqual(["website", "seo"])
})

test("what was not offered cannot be chosen", () => {
  expect(() => chosen("free-lunch")).toThrow(Invalid)
})
