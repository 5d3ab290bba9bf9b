import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import { factorsOf } from "./factors-of.server"
import { factorsHere } from "./own-account.server"

/** Refuses to leave a member without any second factor whose role must show one. */
export async function keepAFactor(ctx: Work<"staff">) {
  const { mustShowFactor } = ctx.caller
  const { authenticator, passkeys } = await factorsOf(ctx, await factorsHere(ctx))
  if (mustShowFactor && authenticator === null && passkeys.length === 0)
    throw new Conflict("Your role must show a second factor, and this is the last one. Set another up first.")
}
