import { sign, verify } from "~/platform/security/crypto.server"

const PURPOSE = "enquiry-form"

/** When a form was opened, signed, to be sent back with it: tells typing from posting, and our page from another site's. */
export function stampOf(openedAt: Date): string {
  const time = String(openedAt.getTime())
  return `${time}.${sign(PURPOSE, time)}`
}

/** When the form was opened; null when the stamp is missing or not ours. */
export function readStamp(stamp: string | null): Date | null {
  const [time = "", signature = ""] = (stamp ?? "").split(".")
  return /^\d{1,15}$/.test(time) && verify(PURPOSE, time, signature) ? new Date(Number(time)) : null
}
