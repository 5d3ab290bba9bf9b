import { formatInstant } from "~/platform/language/dates"
import { normalizeEmail } from "~/platform/language/text"
import type { AddressWords } from "./components/address-trouble"
import type { listAddressTroubles } from "./mail-queries.server"

/** What is wrong with some mailboxes in words, found by an address as it is written. */
export function addressWords({ troubles, timeZone, locale }: Awaited<ReturnType<typeof listAddressTroubles>>) {
  const day = (at: Date | null) => at && formatInstant(at, timeZone, locale)
  const words = new Map<string, AddressWords>(
    troubles.map(({ email, bouncedAt, reason, complainedAt }) => [
      email,
      { email, bounced: day(bouncedAt), reason, complained: day(complainedAt) },
    ]),
  )
  return (email: string | null) => (email ? (words.get(normalizeEmail(email)) ?? null) : null)
}
