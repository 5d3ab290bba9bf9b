import { and, eq, isNull } from "drizzle-orm"
import { passwordResets, people } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { type Id, newId } from "~/platform/language/ids"
import { sha256, token } from "~/platform/security/crypto.server"
import { RequestResetInput } from "./inputs.server"
import { mailReset } from "./mail-reset.server"
import { resetMinutes, sealToken } from "./reset-token.server"

/** Asks for a way back in by mail. The answer is the same whether there is such an account or not. */
export const requestReset = command({
  name: "request-reset",
  actors: ["anonymous"],
  input: RequestResetInput,
  async step(ctx, { email }) {
    const [person] = await ctx.db
      .select({ id: people.id })
      .from(people)
      .where(and(eq(people.email, email), isNull(people.disabledAt)))
    if (person) await makeReset(ctx, person.id)
    ctx.record("reset.requested", { known: person !== undefined })
    return {}
  },
})

async function makeReset(ctx: Work<"anonymous">, personId: Id<"people">) {
  const resetId = newId<"password_resets">()
  const secret = token()
  const expiresAt = new Date(ctx.now.getTime() + resetMinutes * 60_000)
  await ctx.db
    .insert(passwordResets)
    .values({ id: resetId, tokenHash: sha256(secret), tokenSealed: sealToken(resetId, secret), personId, expiresAt })
  await ctx.enqueue({ command: mailReset.definition, input: { resetId } })
}
