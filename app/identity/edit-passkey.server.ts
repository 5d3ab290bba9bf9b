import { and, eq } from "drizzle-orm"
import { passkeys } from "#db/schema/factors"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { EditPasskeyInput } from "./factor-inputs.server"
import { assertOwnAccount } from "./own-account.server"

/** Gives one of the member's passkeys another name; what it can do stays as it is, and so do their sessions. */
export const editPasskey = command({
  name: "edit-passkey",
  actors: ["staff"],
  stepUp: true,
  input: EditPasskeyInput,
  async step(ctx, { passkeyId, name }) {
    await assertOwnAccount(ctx, "passkeys.edit")
    const { personId } = ctx.caller
    const mine = and(eq(passkeys.id, passkeyId), eq(passkeys.personId, personId))
    const [before] = await ctx.db.select({ name: passkeys.name }).from(passkeys).where(mine).for("update")
    if (!before) throw new NotFound("passkey")
    if (before.name === name) return ctx.unchanged({ passkeyId })
    await ctx.db.update(passkeys).set({ name }).where(mine)
    ctx.record("passkey.edited", { personId, passkeyId }, { before, after: { name } })
    return { passkeyId }
  },
})
