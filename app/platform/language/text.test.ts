import { expect, test } from "vitest"
import { emailDomain, isEmail, isSeen, normalizeEmail, normalizePhone, normalizeText } from "./text"

test("text is composed, its line ends are one kind, and control characters are gone", () => {
  expect(normalizeText("Cafe\u0301")).toBe("Café")
  expect(normalizeText("a\r\nb\rc\n\td")).toBe("a\nb\nc\n\td")
  expect(normalizeText("a\u0000b\u0007c\u007fd\u0085e\u001b[1m")).toBe("abcde[1m")
  expect(normalizeText("  kept  ")).toBe("  kept  ")
})

test("a text of signs without a shape is nothing to read", () => {
  expect(["\u200B\u200D", "\u3164", "\u2800 \uFEFF", "\u{E0041}", " \n"].map(isSeen)).toEqual(Array(5).fill(false))
  expect(["Ida", "👩‍👩‍👧‍👦", "علي", "☕️", "."].map(isSeen)).toEqual(Array(5).fill(true))
})

test("a lone surrogate is replaced, a pair stays", () => {
  expect(normalizeText("a\ud800b\udc00")).toBe("a\ufffdb\ufffd")
  expect(normalizeText("🎉")).toBe("🎉")
})

test("an address is compared in lower case with its domain in ASCII", () => {
  expect(normalizeEmail("  Ana@Café-Müller.Example ")).toBe("ana@xn--caf-mller-d4a5s.example")
  expect(normalizeEmail("Info@MÜNCHEN.de")).toBe("info@xn--mnchen-3ya.de")
  expect(normalizeEmail("Not An Address")).toBe("not an address")
  expect(normalizeEmail(normalizeEmail("Info@MÜNCHEN.de"))).toBe("info@xn--mnchen-3ya.de")
})

test("only an address that mail can be sent to is one", () => {
  const good = ["ana@mueller.example", "a.b+tag@x.co", "Info@MÜNCHEN.de", "o'neil@x.ie", " ana@x.de "]
  expect(good.filter((text) => !isEmail(text))).toEqual([])
  const bad = [
    "",
    "ana",
    "@x.de",
    "ana@",
    "ana@x",
    "a b@x.de",
    "ana@x..de",
    ".ana@x.de",
    "ana@-x.de",
    "ana@1.2",
    "ana@0x7f.1",
    "a@b@c.de",
  ]
  const worse = [
    "ana@x.de\nBcc: b@x.de",
    "<ana@x.de>",
    "ana@x.de,b@x.de",
    "ana@[127.0.0.1]",
    "ana@x.de/y",
    "ana@x.de:80",
    `${"a".repeat(65)}@x.de`,
  ]
  expect([...bad, ...worse].filter(isEmail)).toEqual([])
})

test("the domain of an address is its part after the @", () => {
  expect(emailDomain("Info@MÜNCHEN.de")).toBe("xn--mnchen-3ya.de")
  expect(emailDomain("nobody")).toBeNull()
})

test("a phone number is kept as digits", () => {
  expect(normalizePhone("+49 (0)30 12 34-5")).toBe("+493012345")
  expect(normalizePhone("0049 30 12345")).toBe("+493012345")
  expect(normalizePhone("(030) 123 45")).toBe("03012345")
  expect(normalizePhone("Tel: +1 555-0100 ext. 12")).toBe("+15550100")
  expect(normalizePhone("none")).toBe("")
  expect(normalizePhone("+")).toBe("")
})
