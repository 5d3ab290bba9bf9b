import type { Cadence } from "~/platform/data/worker.server"

/** CLOCK: what time starts. Cadence → command, in crontab's words and in UTC. */
export const schedule: readonly Cadence[] = []
