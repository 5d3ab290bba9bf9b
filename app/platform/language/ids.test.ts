import { expect, test, vi } from "vitest"
import { NotFound } from "./errors"
import { asId, isId, madeAt, newId } from "./ids"

test("an id is a UUIDv7 that carries the time it was made", () => {
  const before = Date.now()
  const id = newId<"deals">()
  expect(isId(id)).toBe(true)
  expect(madeAt(id).getTime()).toBeGreaterThanOrEqual(before)
  expect(madeAt(newId(new Date("2026-03-01T10:00:00.123Z")))).toEqual(new Date("2026-03-01T10:00:00.123Z"))
})

test("a hundred thousand ids are different and sort in the order they were made", () => {
  const ids = Array.from({ length: 100_000 }, () => newId())
  expect(ids.every(isId)).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id, i) => i === 0 || id > ids[i - 1]!)).toBe(true)
})

test("ids keep their order when the clock steps back", () => {
  const first = newId()
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() - 60_000)
  const ids = Array.from({ length: 10_000 }, () => newId())
  clock.mockRestore()
  expect(ids.every((id, i) => i === 0 || id > ids[i - 1]!)).toBe(true)
  expect(ids[0]! > first).toBe(true)
})

test("what is no id is refused at the door as something that does not exist", () => {
  const id = newId<"invoices">()
  expect(asId<"invoices">(id)).toBe(id)
  for (const text of [
    undefined,
    "",
    "1",
    id.toUpperCase(),
    `${id}'`,
    ` ${id}`,
    "9f0e8f6a-3c51-4f0a-9d2b-1b7f3f5a2c11",
  ]) {
    expect(() => asId(text, "invoice")).toThrow(new NotFound("invoice"))
  }
})
