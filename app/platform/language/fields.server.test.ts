import { expect, test } from "vitest"
import { line, optionalText, text } from "./fields.server"

const said = (result: { error?: { issues: { message: string }[] } }) =>
  result.error?.issues.map(({ message }) => message)

test("a name that nobody could see or press is no name, and an optional text of such signs is empty", () => {
  for (const unseen of ["", "   ", "\u200B\u200D", "\u3164", "\u202E\u202C"])
    expect(said(line("Enter a name").safeParse(unseen)), JSON.stringify(unseen)).toEqual(["Enter a name"])
  expect(optionalText().parse("\u200B")).toBeNull()
})

test("a name stays on one line, a text keeps its lines", () => {
  expect(line("Enter a name").parse(" Ida\r\nBcc: all@a.example ")).toBe("Ida Bcc: all@a.example")
  expect(text("Write something").parse("one\ntwo")).toBe("one\ntwo")
})

test("what is no text is told in words that a person can act on", () => {
  expect(said(text("Enter a name").safeParse(new File(["x"], "a.txt")))).toEqual(["Enter this as text"])
})
