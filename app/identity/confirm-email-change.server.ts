import { and, eq, isNull } from "drizzle-orm"
import { people, sessions } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { endResetsOf } from "./edit-password.server"
import { findChange } from "./email-change-token.server"
import { endOtherSessionsOf } from "./end-sessions.server"
import { ConfirmEmailChangeInput } from "./inputs.server"
import { mailNotice } from "./mail-notice.server"
import { recordOfAccount } from "./record-of-account.server"
import { endChangesOf } from "./request-email-change.server"

const gone = "This link was used or is too old. Ask for the change again."

/** Takes a person's new e-mail address once its mailbox proved itself, in all their organizations. Other sessions and mailed ways back in end; the old mailbox is told. */
export const confirmEmailChange = command({
  name: "confirm-email-change",
  actors: ["anonymous"],
  input: ConfirmEmailChangeInput,
  async step(ctx, { token, secret }) {
    const change = await findChange(ctx, token)
    if (!change) throw new Conflict(gone)
    const { personId, email } = change
    await ctx.db.select({ id: people.id }).from(people).where(eq(people.id, personId)).for("update")
    const ended = await endChangesOf(ctx, personId)
    if (!ended.some(({ id }) => id === change.id)) throw new Conflict(gone)
    const [taken] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
    if (taken) throw new Conflict("There is another account with this address. Nothing has changed.")
    await ctx.db.update(people).set({ email }).where(eq(people.id, personId))
    await endResetsOf(ctx, personId)
    await endOtherSessionsOf(ctx, personId, secret === null ? null : await sessionOf(ctx, personId, secret))
    await ctx.enqueue({ command: mailNotice.definition, input: { about: "email-changed", subjectId: change.id } })
    await recordOfAccount(ctx, { personId }, "email-change.confirmed", { personId })
    return { email }
  },
})

/** The session of the browser in which the link was opened, where it is the same person's. */
async function sessionOf({ db }: Work, personId: Id<"people">, secret: string): Promise<Id<"sessions"> | null> {
  const [session] = await db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.tokenHash, sha256(secret)), eq(sessions.personId, personId), isNull(sessions.revokedAt)))
  return session?.id ?? null
}
