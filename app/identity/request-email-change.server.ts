import { and, eq, isNull } from "drizzle-orm"
import { emailChanges, people } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { sha256, token } from "~/platform/security/crypto.server"
import { emailChangeHours, sealChange } from "./email-change-token.server"
import { RequestEmailChangeInput } from "./inputs.server"
import { mailEmailChange } from "./mail-email-change.server"
import { mailNotice } from "./mail-notice.server"
import { assertOwnAccount } from "./own-account.server"

/** Asks for another e-mail address to sign in by: its mailbox is mailed a link, the mailbox until now is told. One change stands open at a time. */
export const requestEmailChange = command({
  name: "request-email-change",
  actors: ["staff"],
  stepUp: true,
  input: RequestEmailChangeInput,
  async step(ctx, { email }) {
    await assertOwnAccount(ctx, "email-changes.request")
    const { personId } = ctx.caller
    const [person] = await ctx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
    if (!person || person.email === email) throw new Invalid("email", "That is your address already")
    await endChangesOf(ctx, personId)
    const changeId = newId<"email_changes">()
    const secret = token()
    const expiresAt = new Date(ctx.now.getTime() + emailChangeHours * 3_600_000)
    await ctx.db.insert(emailChanges).values({
      ...{ id: changeId, personId, email, previous: person.email, expiresAt },
      ...{ tokenHash: sha256(secret), tokenSealed: sealChange(changeId, secret) },
    })
    await ctx.enqueue({ command: mailEmailChange.definition, input: { changeId } })
    await ctx.enqueue({ command: mailNotice.definition, input: { about: "email-asked", subjectId: changeId } })
    ctx.record("email-change.requested", { personId }, { personal: { email } })
    return {}
  },
})

/** Closes whatever change of address stands open. */
export const endChangesOf = ({ db, now }: Work, personId: Id<"people">) =>
  db
    .update(emailChanges)
    .set({ usedAt: now })
    .where(and(eq(emailChanges.personId, personId), isNull(emailChanges.usedAt)))
    .returning({ id: emailChanges.id })
