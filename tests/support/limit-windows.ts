import { setTimeout as pause } from "node:timers/promises"
import { beforeEach } from "vitest"
import type { Limit } from "~/platform/security/limits.server"

/** Longer than a test takes that uses a limit up, also on a machine that is busy. */
const LONGEST_TEST_MS = 15_000

/**
 * Each test from here on begins where this limit's window does not end while it runs: a window that ended would count from
 * the beginning. Windows are counted from the epoch, for everybody alike.
 */
export function eachInOneWindow({ seconds }: Pick<Limit, "seconds">): void {
  const left = () => seconds * 1_000 - (Date.now() % (seconds * 1_000))
  beforeEach(async () => {
    while (left() < LONGEST_TEST_MS) await pause(100)
  })
}
