import { bigint, boolean, index, jsonb, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core"
import { type Id, newId } from "../../app/platform/language/ids"
import { instant, writtenAt } from "../tenant"
import { bytes, people } from "./people"

const personColumn = () =>
  uuid("person_id")
    .$type<Id<"people">>()
    .notNull()
    .references(() => people.id)

/** The organization by whose identity provider somebody came in who set this up: it counts there, so, and nowhere else. Null for what is a person's own. */
const boundColumn = () => uuid("organization_id").$type<Id<"organizations">>()

/** The authenticator app of a person: its secret, sealed; whether it was confirmed by a code; and the last step used, since a code is good once (RFC 6238 5.2). */
export const totpFactors = pgTable(
  "totp_factors",
  {
    personId: personColumn(),
    organizationId: boundColumn(),
    secretSealed: text("secret_sealed").notNull(),
    createdAt: writtenAt(),
    confirmedAt: instant("confirmed_at"),
    lastStep: bigint("last_step", { mode: "number" }),
  },
  (t) => [unique("totp_factors_holder").on(t.personId, t.organizationId).nullsNotDistinct()],
)

/** Ten ways back in for whoever lost the authenticator: the digest of each, good once. */
export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    personId: personColumn(),
    organizationId: boundColumn(),
    codeHash: bytes("code_hash").notNull(),
    createdAt: writtenAt(),
    usedAt: instant("used_at"),
  },
  (t) => [primaryKey({ columns: [t.personId, t.codeHash] })],
)

/** A passkey of a person: its public key, and the counter by which a copy is noticed (WebAuthn Level 3, 6.1.1). */
export const passkeys = pgTable(
  "passkeys",
  {
    credentialId: text("credential_id").primaryKey(),
    id: uuid("id")
      .$type<Id<"passkeys">>()
      .notNull()
      .unique()
      .$defaultFn(() => newId<"passkeys">()),
    personId: personColumn(),
    name: text("name").notNull(),
    publicKey: bytes("public_key").notNull(),
    counter: bigint("counter", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    isBackedUp: boolean("is_backed_up").notNull(),
    createdAt: writtenAt(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [index("passkeys_person").on(t.personId)],
)

/** Something begun in one request and ended in another, once: a sign-in that waits for its second factor, a passkey's challenge, a form that waits for its sender, the way to an identity provider and back. */
export const ceremonies = pgTable(
  "ceremonies",
  {
    tokenHash: bytes("token_hash").primaryKey(),
    kind: text("kind", {
      enum: ["second-factor", "passkey-sign-in", "passkey-create", "step-up", "single-sign-on", "kept-form"],
    }).notNull(),
    personId: uuid("person_id")
      .$type<Id<"people">>()
      .references(() => people.id),
    state: jsonb("state").$type<Record<string, unknown>>().notNull(),
    createdAt: writtenAt(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [index("ceremonies_person").on(t.personId), index("ceremonies_expiry").on(t.expiresAt)],
)
