import { expect, it } from "vitest"
import { phoneSlots } from "./data-table"

it("a phone's row takes title, first figure and first text; the rest stays away", () => {
  expect(phoneSlots([{ primary: true }, {}, {}, { align: "end" }, { align: "end" }])).toEqual([
    "lead",
    "sub",
    "hide",
    "end",
    "hide",
  ])
})

it("a place asked for is not given to another column", () => {
  expect(phoneSlots([{ primary: true }, {}, { phone: "sub" }, { phone: "note" }])).toEqual([
    "lead",
    "hide",
    "sub",
    "note",
  ])
})
