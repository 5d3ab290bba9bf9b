import { checkIssuer } from "~/adapters/openid.server"
import { outsideCommand } from "~/platform/data/command.server"
import { IdentityProviderInput } from "./inputs.server"
import { getIdentityProvider } from "./provider-queries.server"
import { registrationOf } from "./registration.server"
import { refusals } from "./sign-on"

/** Asks an identity provider for its description and its keys, and says what is wrong; null when people can sign in by it. */
export const checkIdentityProvider = outsideCommand({
  name: "check-identity-provider",
  actors: ["staff"],
  input: IdentityProviderInput,
  async step(ctx, { providerId }) {
    const { name } = await getIdentityProvider(ctx, { providerId })
    const { issuer } = await registrationOf(ctx, providerId)
    return ctx.unchanged({ providerId, name, issuer })
  },
  outside: ({ issuer }) => checkIssuer(issuer),
  async settle(ctx, { providerId, name }, outcome) {
    const answer = outcome.ok ? outcome.answer : null
    const problem = answer?.ok ? null : (answer?.sentence ?? refusals.issuer)
    ctx.record("identity-provider.checked", { providerId, name, problem })
    return { problem }
  },
})
