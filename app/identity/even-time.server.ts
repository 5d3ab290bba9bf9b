import { setTimeout as pause } from "node:timers/promises"

/** Does something and answers no sooner than after `milliseconds`, so that the time does not tell which way it went. */
export async function noSoonerThan<R>(milliseconds: number, work: () => Promise<R>): Promise<R> {
  const [outcome] = await Promise.allSettled([work(), pause(milliseconds)])
  if (outcome.status === "rejected") throw outcome.reason
  return outcome.value
}
