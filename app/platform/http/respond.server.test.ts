import { beforeEach, expect, test } from "vitest"
import { parseEnv } from "../env.server"
import { Conflict, Forbidden, Invalid, NotFound, OutsideFailure } from "../language/errors"
import { replace } from "../once.server"
import { done, invalid, mapError, refused, together } from "./respond.server"

beforeEach(() => {
  replace("env", { ...parseEnv({ LOG_LEVEL: "silent" }), SECRET_KEY: "k".repeat(40) })
})

test("what is done answers with the way back, in place of the step, and a notice", () => {
  const response = done("/leads?stage=new", { tone: "ok", text: "Saved" })
  expect(response.status).toBe(303)
  expect(response.headers.get("Location")).toBe("/leads?stage=new")
  expect(response.headers.get("X-Remix-Replace")).toBe("true")
  expect(response.headers.get("Set-Cookie")).toMatch(/^notice=/)
})

test("the way back never leads elsewhere", () => {
  expect(done("//evil.example").headers.get("Location")).toBe("/")
})

test("an invalid form is a 422 with its reply and what the page needs besides", () => {
  expect(invalid({ status: "error" }, { clients: 2 })).toMatchObject({
    data: { reply: { status: "error" }, clients: 2 },
    init: { status: 422 },
  })
})

test.each([
  [new NotFound("invoice"), 404],
  [new Forbidden("invoices.send"), 403],
  [new Conflict("Ida was faster."), 409],
  [new Invalid("", "That cannot be."), 422],
  [new OutsideFailure("stripe", "The payment service does not answer.", { retriable: true }), 503],
])("%s is its page", (error, status) => {
  expect(mapError(error)).toMatchObject({ data: { kind: error.kind, message: error.message }, init: { status } })
})

test("a bug stays a bug, and so does an answer already made", () => {
  const bug = new TypeError("x is undefined")
  const answer = new Response(null, { status: 302 })
  expect(mapError(bug)).toBe(bug)
  expect(mapError(answer)).toBe(answer)
})

test("a refused button says why on the page it was pressed on; what is not there is a 404", () => {
  expect(refused("/invoices/1", new Conflict("It is already sent.")).headers.get("Location")).toBe("/invoices/1")
  expect(() => refused("/invoices/1", new NotFound("invoice"))).toThrow(
    expect.objectContaining({ init: expect.objectContaining({ status: 404 }) }),
  )
  expect(() => refused("/invoices/1", new TypeError("bug"))).toThrow(TypeError)
})

test("of several refusals the first in order is the answer, however late it comes", async () => {
  const late = new Promise((_, refuse) => setImmediate(() => refuse(new NotFound("invoice"))))
  await expect(together([1, late, Promise.reject(new NotFound("record"))])).rejects.toThrow(
    "This invoice does not exist.",
  )
  await expect(together([1, Promise.resolve("two")])).resolves.toEqual([1, "two"])
})
