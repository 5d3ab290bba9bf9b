import { expect, test } from "vitest"
import { Conflict, type DomainError, Forbidden, Invalid, isDomainError, NotFound, OutsideFailure } from "./errors"

const every: DomainError[] = [
  new NotFound("invoice"),
  new Forbidden("invoices.send"),
  new Conflict("Ida changed this.", { theirs: { title: "Website" } }),
  new Invalid("dueOn", "Enter a due date after the issue date."),
  new OutsideFailure("stripe", "The payment service did not answer.", { retriable: true }),
]

function statusOf(error: DomainError): number {
  switch (error.kind) {
    case "not-found":
      return 404
    case "forbidden":
      return 403
    case "conflict":
      return 409
    case "invalid":
      return 422
    case "outside":
      return error.retriable ? 503 : 502
  }
}

test("a door can tell the errors apart exhaustively by kind", () => {
  expect(every.map(statusOf)).toEqual([404, 403, 409, 422, 503])
})

test("an error says its sentence and carries what the door needs", () => {
  expect(every.map((error) => error.message)).toEqual([
    "This invoice does not exist.",
    "You are not allowed to do this.",
    "Ida changed this.",
    "Enter a due date after the issue date.",
    "The payment service did not answer.",
  ])
  expect(new Conflict("Gone.").detail).toEqual({})
  expect(new Invalid("dueOn", "x").field).toBe("dueOn")
})

test("the domain's errors are recognised, also those of a second copy of the module", () => {
  for (const error of every) expect(isDomainError(error)).toBe(true)
  expect(isDomainError(Object.assign(new Error("x"), { name: "Conflict", kind: "conflict" }))).toBe(true)
})

test("anything else is a bug and not a domain error", () => {
  const others = [
    new Error("x"),
    new TypeError("x"),
    Object.assign(new Error("x"), { kind: "conflict" }),
    "x",
    null,
    undefined,
  ]
  for (const error of others) expect(isDomainError(error)).toBe(false)
  expect(isDomainError(Object.assign(new Error("x"), { name: "toString", kind: undefined }))).toBe(false)
})
