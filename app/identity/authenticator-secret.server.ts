import type { Id } from "~/platform/language/ids"
import { open, seal } from "~/platform/security/crypto.server"

const place = (personId: Id<"people">) => `totp_factors|secret_sealed|${personId}`

/** The secret of an authenticator app as its row keeps it. */
export const sealSecret = (personId: Id<"people">, secret: string) => seal("totp", null, secret, place(personId))

/** The secret of an authenticator's row; throws when the row was altered or its key is gone. */
export const openSecret = (personId: Id<"people">, sealed: string) => open("totp", null, sealed, place(personId))
