import { expect, test } from "vitest"
import { readStamp, stampOf } from "./form-stamp.server"

const openedAt = new Date("2026-11-21T12:00:00Z")

test("a form tells when it was opened", () => {
  expect(readStamp(stampOf(openedAt))).toEqual(openedAt)
})

test("a time that somebody made up tells nothing", () => {
  const [, signature] = stampOf(openedAt).split(".")
  for (const stamp of [null, "", "0", `0.${signature}`, stampOf(openedAt).slice(0, -2), "1e9.x", "NaN.NaN"]) {
    expect(readStamp(stamp)).toBeNull()
  }
})
