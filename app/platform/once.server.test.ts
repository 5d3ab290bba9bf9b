import { expect, test } from "vitest"
import { current, once, replace } from "./once.server"

test("a value is made once per process, whoever asks", () => {
  let made = 0
  const make = () => ({ made: ++made })
  expect(once("test-once", make)).toBe(once("test-once", make))
  expect(made).toBe(1)
})

test("the newest installation holds, and asking for what was never installed says so", () => {
  replace("test-replace", 1)
  replace("test-replace", 2)
  expect(current<number>("test-replace")).toBe(2)
  expect(() => current("test-nothing")).toThrow('nothing is installed as "test-nothing"')
})
