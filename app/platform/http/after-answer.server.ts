import type { AppLoadContext } from "@remix-run/node"
import { log } from "~/platform/log.server"
import { once } from "~/platform/once.server"

const underWay = () => once("after answers", () => new Set<Promise<void>>())

/**
 * Does something once the request's answer is sent, so that nobody waits for it. What fails is logged and not tried again;
 * `what` says in the log what was to be done.
 */
export function afterAnswer({ answered, requestId }: AppLoadContext, what: string, work: () => Promise<unknown>): void {
  const done = Promise.resolve(answered)
    .then(work)
    .then(
      () => {},
      (error: unknown) => log.error({ error, requestId }, `${what} failed after the answer`),
    )
    .finally(() => underWay().delete(done))
  underWay().add(done)
}

/** Waits for everything that follows answers already sent; on stop before the database is left. */
export async function afterAnswers(): Promise<void> {
  while (underWay().size > 0) await Promise.all(underWay())
}
