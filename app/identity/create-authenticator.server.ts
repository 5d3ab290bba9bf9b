import { isNull } from "drizzle-orm"
import { totpFactors } from "#db/schema/factors"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { sealSecret } from "./authenticator-secret.server"
import { OneselfInput } from "./factor-inputs.server"
import { factorsHere } from "./own-account.server"
import { recordOfAccount } from "./record-of-account.server"
import { newTotpSecret } from "./totp.server"

/** Makes a secret for the member's authenticator app. It counts only once a code of it was given; until then it can be made anew. */
export const createAuthenticator = command({
  name: "create-authenticator",
  actors: ["staff"],
  stepUp: true,
  input: OneselfInput,
  async step(ctx) {
    const holder = await factorsHere(ctx)
    const { personId } = holder
    const secretSealed = sealSecret(personId, newTotpSecret())
    const made = await ctx.db
      .insert(totpFactors)
      .values({ ...holder, secretSealed, createdAt: ctx.now })
      .onConflictDoUpdate({
        target: [totpFactors.personId, totpFactors.organizationId],
        set: { secretSealed, createdAt: ctx.now },
        setWhere: isNull(totpFactors.confirmedAt),
      })
      .returning({ personId: totpFactors.personId })
    if (made.length === 0)
      throw new Conflict("You have an authenticator app already. Remove it first to set up another.")
    await recordOfAccount(ctx, { personId }, "authenticator.created", { personId })
    return { personId }
  },
})
