import type { Work } from "~/platform/data/work.server"
import { newId } from "~/platform/language/ids"
import type { FactorChange } from "./factor-changes"
import { mailFactorChange } from "./mail-factor-change.server"

/** Has the member who acts told by mail what was changed about how they sign in; those who only give support are members nowhere here. */
export async function tellFactorChange(ctx: Work<"staff">, change: FactorChange) {
  const { isSupport, personId } = ctx.caller
  const input = { messageId: newId(), personId, change }
  if (!isSupport) await ctx.enqueue({ command: mailFactorChange.definition, input })
}
