import { and, eq, gt, isNull } from "drizzle-orm"
import { ceremonies } from "#db/schema/factors"
import type { Ceremony } from "~/adapters/openid.server"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { open, seal, sha256, token } from "~/platform/security/crypto.server"
import { organizationOf } from "./provider-secret.server"
import { ceremonyMinutes } from "./sign-on"

/** What is kept from the way there to the way back. */
export type Begun = { providerId: Id<"identity_providers">; returnTo: string; ceremony: Ceremony }

const place = (digest: Buffer) => `ceremonies|state|${digest.toString("base64url")}`

/** Keeps what a provider's answer must bring back, for ten minutes; the token answered is the browser's half of it. */
export async function beginCeremony(ctx: Work, { providerId, returnTo, ceremony }: Begun): Promise<string> {
  const secret = token()
  const tokenHash = sha256(secret)
  const organizationId = organizationOf(ctx.caller)
  const sealed = seal("single-sign-on", organizationId, JSON.stringify(ceremony), place(tokenHash))
  await ctx.db.insert(ceremonies).values({
    ...{ tokenHash, kind: "single-sign-on", state: { organizationId, providerId, returnTo, sealed } },
    expiresAt: new Date(ctx.now.getTime() + ceremonyMinutes * 60_000),
  })
  return secret
}

/** Takes what was kept, once: null for a token that is none, was used, is too old, or belongs to another provider. */
export async function takeCeremony(
  ctx: Work,
  secret: string,
  providerId: Id<"identity_providers">,
): Promise<Begun | null> {
  const tokenHash = sha256(secret)
  const mine = and(eq(ceremonies.tokenHash, tokenHash), eq(ceremonies.kind, "single-sign-on"))
  const living = and(mine, isNull(ceremonies.usedAt), gt(ceremonies.expiresAt, ctx.now))
  const [found] = await ctx.db.select({ state: ceremonies.state }).from(ceremonies).where(living).for("update")
  const state = found?.state as
    | { organizationId: string; providerId: string; returnTo: string; sealed: string }
    | undefined
  const organizationId = organizationOf(ctx.caller)
  if (state?.organizationId !== organizationId || state.providerId !== providerId) return null
  await ctx.db.update(ceremonies).set({ usedAt: ctx.now }).where(living)
  const ceremony = JSON.parse(open("single-sign-on", organizationId, state.sealed, place(tokenHash))) as Ceremony
  return { providerId, returnTo: state.returnTo, ceremony }
}
