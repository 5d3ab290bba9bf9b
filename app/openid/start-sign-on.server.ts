import { leadToIssuer } from "~/adapters/openid.server"
import { outsideCommand } from "~/platform/data/command.server"
import { stepUpMinutes } from "~/platform/data/step-up.server"
import { beginCeremony } from "./ceremony.server"
import { StartSignOnInput } from "./inputs.server"
import { registrationOf } from "./registration.server"
import { refusals } from "./sign-on"

/** The provider's page and the browser's half of what must come back; or why there is none. */
export type SetOut = { ok: true; address: string; token: string } | { ok: false; sentence: string }

/** Sets out for an identity provider's page. What its answer must bring back is kept for ten minutes and belongs to this browser. */
export const startSignOn = outsideCommand({
  name: "start-sign-on",
  actors: ["system"],
  input: StartSignOnInput,
  async step(ctx, input) {
    const { issuer, provider } = await registrationOf(ctx, input.providerId)
    return ctx.unchanged({ ...input, issuer, name: provider.name, isEnabled: provider.isEnabled })
  },
  outside: async ({ issuer, redirectUri, isEnabled, isFresh }) =>
    isEnabled ? leadToIssuer(issuer, redirectUri, isFresh ? stepUpMinutes * 60 : null) : null,
  async settle(ctx, { providerId, returnTo, name }, outcome): Promise<SetOut> {
    const led = outcome.ok ? outcome.answer : null
    if (led?.ok) {
      const token = await beginCeremony(ctx, { providerId, returnTo, ceremony: led.ceremony })
      ctx.record("sign-on.started", { providerId })
      return { ok: true, address: led.address, token }
    }
    const reason = led ? "issuer" : "disabled"
    ctx.record("sign-on.refused", { providerId, name, reason })
    return { ok: false, sentence: led ? `${refusals.issuer} ${led.sentence}` : refusals.disabled }
  },
})
