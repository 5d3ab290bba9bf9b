import { UNSAFE_ErrorResponseImpl as ErrorResponse } from "@remix-run/router"
import { expect, it } from "vitest"
import { errorTitle, errorWords } from "./error-words"

const answered = (status: number, data: unknown = null) => new ErrorResponse(status, "", data)

it("says an answer's own sentence, else what its status means", () => {
  expect(errorWords(answered(404, { message: "This deal does not exist." }))).toEqual({
    status: 404,
    title: "Nothing is here",
    text: "This deal does not exist.",
  })
  expect(errorWords(answered(503)).text).toBe("Something we depend on does not answer. Try again in a moment.")
})

it("says of anything else that the fault is ours, and nothing of what it was", () => {
  const words = errorWords(new Error("relation people does not exist"))
  expect(words).toEqual({
    status: 500,
    title: "That did not work",
    text: "Something went wrong on our side. It was noted; try again.",
  })
})

it("names the window after what happened", () => {
  expect(errorTitle(answered(403))).toBe("Not allowed · Signoff")
})
