import { z } from "zod"
import { organizations } from "#db/schema/organizations"
import { installationStripe, type StripeAccount } from "~/adapters/stripe.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { open, seal } from "~/platform/security/crypto.server"

const purpose = "stripe account"
const placeOf = (organizationId: string) => `organizations|stripe_sealed|${organizationId}`

const Secrets = z.object({ secretKey: z.string(), webhookSecret: z.string(), apiBase: z.string().optional() })

/** What an organization keeps of a payment account of its own. */
export type StripeSecrets = z.output<typeof Secrets>

/** Closes an organization's own payment secrets for keeping. */
export const sealStripe = (organizationId: string, secrets: StripeSecrets) =>
  seal(purpose, organizationId, JSON.stringify(secrets), placeOf(organizationId))

/** The organization's own payment account from its sealed secrets. Throws when they were altered or the key is gone. */
export function ownStripe(organizationId: string, sealed: string): StripeAccount {
  const secrets = Secrets.parse(JSON.parse(open(purpose, organizationId, sealed, placeOf(organizationId))))
  return { ...secrets, livemode: /^[sr]k_live_/.test(secrets.secretKey) }
}

/** The account an organization is paid on: its own, else the installation's; null where card payment is off. */
export async function stripeAccountOf(ctx: Reading): Promise<StripeAccount | null> {
  const [organization] = await ctx.db
    .select({ id: organizations.id, sealed: organizations.stripeSealed })
    .from(organizations)
  if (!organization) throw new NotFound("organization")
  return organization.sealed ? ownStripe(organization.id, organization.sealed) : installationStripe()
}
