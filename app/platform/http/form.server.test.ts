import { expect, test } from "vitest"
import { z } from "zod"
import { Conflict, Invalid } from "../language/errors"
import { decimal, optionalText, text } from "../language/fields.server"
import { parseForm, withErrors } from "./form.server"

const Input = z.object({
  title: z.string().min(3),
  version: z.number().int().optional(),
  password: z.string().optional(),
  lines: z.array(z.object({ text: z.string() })).optional(),
})

const posted = (fields: Record<string, string>) =>
  new Request("http://localhost/", { method: "POST", body: new URLSearchParams(fields) })

const parsed = (fields: Record<string, string>) => parseForm(posted(fields), Input)

test("a good form gives its value, its submission's id and the button that was pressed", async () => {
  const form = await parsed({
    title: "Website",
    version: "4",
    submission: "abcdefgh-1234",
    intent: "send",
    "lines[0].text": "one",
  })
  expect(form).toMatchObject({ ok: true, submissionId: "abcdefgh-1234", intent: "send" })
  expect(form.ok && form.value).toEqual({ title: "Website", version: 4, lines: [{ text: "one" }] })
})

test("a wrong form keeps everything typed, except the password", async () => {
  const form = await parsed({ title: "We", version: "4", password: "paper-lantern", "lines[0].text": "one" })
  expect(form.ok).toBe(false)
  expect(form.reply.error).toHaveProperty("title")
  expect(form.reply.initialValue).toEqual({ title: "We", version: "4", lines: [{ text: "one" }] })
})

test("a secret in a list, whose name has no index, is not sent back either", async () => {
  const form = await parsed({ title: "We", "oldPassword[]": "paper-lantern" })
  expect(form.ok).toBe(false)
  expect(JSON.stringify(form.reply)).not.toContain("paper-lantern")
})

test.each([
  ["a text where the form has rows", "lines"],
  ["a text where a row is", "lines[0]"],
  ["a part of a text", "title.x"],
  ["a place in a text", "title[0]"],
  ["a part of a row's text", "lines[0].text.x"],
  ["a name where a list is", "lines.first.text"],
])("%s is a 400", async (_, name) => {
  const refused = expect.objectContaining({ init: expect.objectContaining({ status: 400 }) })
  await expect(parsed({ title: "Website", [name]: "one" })).rejects.toEqual(refused)
})

test("of a text that was sent twice the last holds, and what no form asks for is left aside", async () => {
  const twice = new URLSearchParams(
    "title=One+title&title=Website&lines[0].text=a&lines[0].text=b&extra=1&extra=2&more.x=3",
  )
  const form = await parseForm(new Request("http://localhost/", { method: "POST", body: twice }), Input)
  expect(form.ok && form.value).toEqual({ title: "Website", lines: [{ text: "b" }] })
  expect(form.reply.initialValue).toMatchObject({ title: "Website", lines: [{ text: "b" }] })
})

test("what is left empty is complained about in the field's own words, once", async () => {
  const fields = { title: text("Name it"), note: optionalText(), price: decimal({ what: "Enter a price", min: 0 }) }
  const form = await parseForm(posted({ title: "", note: "", price: "" }), z.object(fields))
  expect(form.reply.error).toEqual({ title: ["Name it"], price: ["Enter a price"] })
})

test("what a command refuses stands at its field, beside everything typed", async () => {
  const form = await parsed({ title: "Website", password: "paper-lantern" })
  const reply = withErrors(form.reply, new Invalid("title", "This title is taken."))
  expect(reply).toMatchObject({
    status: "error",
    error: { title: ["This title is taken."] },
    initialValue: { title: "Website" },
  })
  expect(JSON.stringify(reply)).not.toContain("paper-lantern")
})

test("a stale edit shows the other's values beside what was typed", async () => {
  const form = await parsed({ title: "Website", version: "4" })
  const changedAt = new Date("2026-11-21T10:00:00Z")
  const conflict = new Conflict("Ida changed this.", { theirs: { title: "Shop" }, changedBy: "Ida", changedAt })
  expect(withErrors(form.reply, conflict)).toMatchObject({
    error: { "": ["Ida changed this."] },
    theirs: { values: { title: "Shop" }, changedBy: "Ida", changedAt },
    initialValue: { title: "Website", version: "4" },
  })
})

test("a pressed list button shows the form again with its rows changed", async () => {
  const __intent__ = JSON.stringify({ type: "insert", payload: { name: "lines" } })
  const form = await parsed({ title: "", "lines[0].text": "one", __intent__ })
  expect(form.ok).toBe(false)
  expect(form.reply.initialValue).toMatchObject({ lines: [{ text: "one" }, undefined] })
})

test("a text that cannot be kept is a complaint at its field", async () => {
  const form = await parsed({ title: "Web\u000bsite" })
  expect(form).toMatchObject({ ok: false, reply: { error: { title: [expect.stringContaining("cannot be kept")] } } })
})

test.each([
  [
    "a list button on a text",
    { title: "Website", __intent__: JSON.stringify({ type: "insert", payload: { name: "title" } }) },
  ],
  ["an unknown list button", { __intent__: JSON.stringify({ type: "insert", payload: {} }) }],
])("%s is a 400", async (_, fields) => {
  await expect(parsed(fields)).rejects.toMatchObject({ init: { status: 400 } })
})

test("a submission's id of another shape is none", async () => {
  expect(await parsed({ title: "Website", submission: "' or 1=1" })).toMatchObject({ ok: true, submissionId: null })
})
