import type { Id } from "~/platform/language/ids"

/** What happens to the keys by which programs act. */
export type KeyEvents = {
  "api-key.created": { keyId: Id<"api_keys">; name: string; isReadOnly: boolean }
  /** Another key takes its place; the old one works until it is told to stop. */
  "api-key.rotated": { keyId: Id<"api_keys">; replacedById: Id<"api_keys">; stopsAt: Date }
  "api-key.revoked": { keyId: Id<"api_keys">; name: string }
}
