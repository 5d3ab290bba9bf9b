import { expect, it } from "vitest"
import { csvRow } from "./csv"

it("quotes every text and leaves numbers as they are", () => {
  expect(csvRow(["Lind & Co", 'a "b"', "two\nlines", null, 12n, -3.5, true])).toBe(
    '"Lind & Co","a ""b""","two\nlines","",12,-3.5,"true"\r\n',
  )
})

it.each([
  ...["=1+1", "+1", "-1", "@SUM(A1)", "|calc", "%x", "\tx", "\rx"],
  ...["＝1", "＋1", "－1", "＠x", " =1", "\u0000=1", "\u200b=1", "\n=1", "\u00a0=1", "  \t@x"],
])("a text that a spreadsheet would run is only read: %j", (text) => {
  expect(csvRow([text])).toBe(`"'${text}"\r\n`)
})
