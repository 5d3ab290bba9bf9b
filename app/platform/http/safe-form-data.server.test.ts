import { describe, expect, test } from "vitest"
import { checkForm, isSafeName, normalText, readForm } from "./safe-form-data.server"

const formOf = (fields: [string, string][]) => {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

const posted = (body: BodyInit, type = "application/x-www-form-urlencoded") =>
  new Request("http://localhost/", { method: "POST", body, headers: { "Content-Type": type } })

const refusedWith = (status: number) => expect.objectContaining({ init: expect.objectContaining({ status }) })

test.each(["email", "lines[0].title", "lines[200].price", "a.b.c.d.e.f", "lines[]", "__intent__", "größe"])(
  "the name %s is taken",
  (name) => {
    expect(isSafeName(name)).toBe(true)
  },
)

test.each([
  "x[100000000]",
  "x[201]",
  "x.201",
  "__proto__[x]",
  "__proto__",
  "a.constructor.prototype.x",
  "a[0].__proto__",
  `a${".a".repeat(5_000)}`,
  "a.b.c.d.e.f.g",
  "a".repeat(201),
  "a\0b",
  "",
  "a[b",
  "a]",
  "[0]",
  "a[x]",
  "a[200][200]",
  "a[0].b[0]",
  ".a",
  "a..b",
])("the name %s is refused", (name) => {
  expect(isSafeName(name)).toBe(false)
  expect(() => checkForm(formOf([[name, "1"]]))).toThrow(refusedWith(400))
})

test("the fields of a hundred priced lines are taken, and no more than 1,500 fields", () => {
  const fields = (n: number) => formOf(Array.from({ length: n }, (_, i) => [`f${i}`, "x"]))
  expect([...checkForm(fields(1500)).form].length).toBe(1500)
  expect(() => checkForm(fields(1501))).toThrow(refusedWith(400))
})

test("many long lists are refused, however few their fields", () => {
  const lists = (n: number) => formOf(Array.from({ length: n }, (_, i) => [`list${i}[199].title`, "x"]))
  expect([...checkForm(lists(5)).form].length).toBe(5)
  expect(() => checkForm(lists(6))).toThrow(refusedWith(400))
})

describe("what a form's list buttons send", () => {
  const intent = (value: unknown) => () =>
    checkForm(formOf([["__intent__", typeof value === "string" ? value : JSON.stringify(value)]]))

  test("never puts a value of its own into a field", () => {
    expect(intent({ type: "update", payload: { name: "lines", value: "x" } })).toThrow(refusedWith(400))
  })

  test("passes when it names a place within bounds", () => {
    expect(intent({ type: "insert", payload: { name: "lines", index: 3, defaultValue: { title: "" } } })).not.toThrow()
    expect(intent({ type: "reorder", payload: { name: "lines", from: 0, to: 2 } })).not.toThrow()
    expect(intent("")).not.toThrow()
  })

  test.each([
    [{ type: "insert", payload: { name: "x[100000000]" } }],
    [{ type: "insert", payload: { name: "x", index: 100_000_000, value: 1 } }],
    [{ type: "reorder", payload: { name: "x", from: 0, to: 1e9 } }],
    ['{"type":"insert","payload":{"name":"","value":{"__proto__":{"x":1}}}}'],
    [{ type: "insert", payload: { name: "x", value: { a: { a: { a: { a: { a: { a: { a: 1 } } } } } } } } }],
    [{ payload: {} }],
    ["{"],
    ["null"],
    ["5"],
  ])("is refused as %j", (value) => {
    expect(intent(value)).toThrow(refusedWith(400))
  })

  test.each(["{", "null", "5", '{"validated":{"x[100000000]":true}}'])("is refused with the state %s", (state) => {
    expect(() => checkForm(formOf([["__state__", state]]))).toThrow(refusedWith(400))
  })
})

test("texts are composed, their line ends are one sign, and nothing else changes", () => {
  expect(normalText("Zoe\u0308\r\nline\rthree\tend ")).toBe("Zoë\nline\nthree\tend ")
  expect(normalText("👩‍👩‍👧 שלום \u202Eabc\u200b")).toBe("👩‍👩‍👧 שלום \u202Eabc\u200b")
})

test("a control character is a complaint at its field, a NUL is no form of ours", () => {
  expect(checkForm(formOf([["note", "a\u000bb"]])).problems).toHaveProperty("note")
  expect(() => checkForm(formOf([["note", "a\0b"]]))).toThrow(refusedWith(400))
})

test("reading a request gives its form, or a 400", async () => {
  expect((await readForm(posted("name=A%CC%8A&x[0].y=2"))).get("name")).toBe("Å")
  await expect(readForm(posted("name=%0B"))).rejects.toEqual(refusedWith(400))
  await expect(readForm(posted("{}", "application/json"))).rejects.toEqual(refusedWith(400))
  await expect(readForm(posted("hello", "multipart/form-data; boundary=x"))).rejects.toEqual(refusedWith(400))
})
