import { randomInt } from "node:crypto"
import { eq } from "drizzle-orm"
import { apiKeys } from "#db/schema/api-keys"
import type { StaffContext } from "~/platform/data/contexts.server"
import { transact } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { sha256, token } from "./crypto.server"

const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
const form = /^signoff_live_([a-z0-9]{8})_[\w-]{43}$/

/** Whether a text holds what looks like a key. */
export const looksLikeKey = (text: string): boolean => /signoff_live_/i.test(text)

/** A new key: `signoff_live_<8 letters>_<256 random bits>`. The letters find it; the digest alone is kept of the rest. */
export function newApiKey() {
  const prefix = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join("")
  const key = `signoff_live_${prefix}_${token()}`
  return { key, prefix, secretHash: sha256(key) }
}

/** What a key that was given is found by; null for what is no key of ours. */
export function partsOfKey(given: string): { prefix: string; secretHash: Buffer } | null {
  const prefix = form.exec(given)?.[1]
  return prefix ? { prefix, secretHash: sha256(given) } : null
}

const shown = new WeakMap<object, string>()

/** Keeps a key that was just made for the one answer to the request that made it: it stands in no receipt, job, event or log. */
export const keepForAnswer = (caller: object, key: string) => void shown.set(caller, key)

/** The key that this very request made, once; null where an earlier one did, whose answer has shown it. */
export function takeForAnswer(ctx: StaffContext): string | null {
  const key = shown.get(ctx) ?? null
  shown.delete(ctx)
  return key
}

const restless = 60_000

/** Notes that a key was used and from where, at most once a minute. */
export async function touchKey(
  held: { keyId: Id<"api_keys">; organizationId: Id<"organizations">; lastUsedAt: Date | null },
  ip: string | null,
  now: Date,
): Promise<void> {
  const { keyId, organizationId, lastUsedAt } = held
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < restless) return
  await transact({ organizationId, now }, async (db) => {
    await db.update(apiKeys).set({ lastUsedAt: now, lastUsedIp: ip }).where(eq(apiKeys.id, keyId))
  })
}
