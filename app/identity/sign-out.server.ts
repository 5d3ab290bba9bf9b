import { command } from "~/platform/data/command.server"
import { endSession } from "./end-sessions.server"
import { SignOutInput } from "./inputs.server"

/** Ends this browser's session. */
export const signOut = command({
  name: "sign-out",
  actors: ["anonymous"],
  input: SignOutInput,
  async step(ctx, { secret }) {
    const personId = await endSession(ctx, secret)
    return personId ? { ended: true } : ctx.unchanged({ ended: false })
  },
})
