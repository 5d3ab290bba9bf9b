import { hash } from "@node-rs/argon2"
import { expect, test } from "vitest"
import { OutsideFailure } from "~/platform/language/errors"
import { inTurn } from "./argon2.server"

test("a password matches its own hash alone, in any form of the same letters", async () => {
  const [right, wrong, composed] = await inTurn(async ({ hash, matches }) => {
    const kept = await hash("paper-lanter\u0301n-42")
    return [
      await matches(kept, "paper-lanter\u0301n-42"),
      await matches(kept, "paper-lantern-42"),
      await matches(kept, "paper-lanteŕn-42"),
    ]
  })
  expect([right, wrong, composed]).toEqual([true, false, true])
})

test("where there is no hash nothing matches", async () => {
  expect(await inTurn(({ matches }) => matches(null, "paper-lantern-42"))).toBe(false)
})

test("a hash of another cost is outdated", async () => {
  const cheap = await hash("paper-lantern-42", { memoryCost: 8_192, timeCost: 2, parallelism: 1 })
  const [before, now] = await inTurn(async (hasher) => [
    hasher.isOutdated(cheap),
    hasher.isOutdated(await hasher.hash("x")),
  ])
  expect([before, now]).toEqual([true, false])
})

test("two work at a time, twenty wait, and the next one is sent away", async () => {
  let [now, most] = [0, 0]
  let release = () => {}
  const released = new Promise<void>((go) => {
    release = go
  })
  const all = Array.from({ length: 23 }, () =>
    inTurn(async () => {
      now += 1
      most = Math.max(most, now)
      await released
      now -= 1
    }),
  )
  const [last] = await Promise.allSettled([all[22]])
  release()
  const others = await Promise.allSettled(all.slice(0, 22))
  expect(last).toMatchObject({ status: "rejected", reason: expect.any(OutsideFailure) })
  expect(others.every(({ status }) => status === "fulfilled")).toBe(true)
  expect(most).toBe(2)
})
