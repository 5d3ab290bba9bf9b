import { purgeTime } from "~/organizations/retention"
import type { Cadence } from "~/platform/data/worker.server"
import { organizationsToFold, organizationsToSeal } from "~/platform/security/resolve.server"

/**
 * CLOCK: what time starts. Cadence → command, in crontab's words and in UTC. A command that acts in an organization is begun
 * in every one of them, or in those that need it, as a job of its own.
 */
export const schedule: readonly Cadence[] = [
  { crontab: "17 2 * * *", command: "reconcile-account" },
  { crontab: "41 * * * *", command: "expire-limit" },
  { crontab: "53 3 * * *", command: "expire-receipt" },
  { crontab: "29 4 * * *", command: "purge-organization" },
  { crontab: `${purgeTime.minute} ${purgeTime.hour} * * *`, command: "purge-data-class" },
  { crontab: "53 4 * * *", command: "purge-installation-class" },
  { crontab: "*/10 * * * *", command: "mail-digest" },
  { crontab: "* * * * *", command: "fold-tally", among: organizationsToFold },
  { crontab: "* * * * *", command: "seal-event", among: organizationsToSeal },
  { crontab: "7 0 * * *", command: "sign-head" },
]
