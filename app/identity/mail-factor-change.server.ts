import { eq } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { sendMail } from "~/adapters/mail.server"
import { outsideCommand } from "~/platform/data/command.server"
import { env } from "~/platform/env.server"
import { NotFound } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { renderFactorChangeMail } from "./emails/factor-change"
import { factorChangeWords } from "./factor-changes"
import { MailFactorChangeInput } from "./factor-inputs.server"

/** Tells a person by mail that how they prove who they are was changed, so that it is noticed where it was not them. */
export const mailFactorChange = outsideCommand({
  name: "mail-factor-change",
  actors: ["system"],
  input: MailFactorChangeInput,
  async step(ctx, { messageId, personId, change }) {
    const [person] = await ctx.db
      .select({ name: people.name, email: people.email, disabledAt: people.disabledAt })
      .from(people)
      .innerJoin(members, eq(members.personId, people.id))
      .where(eq(people.id, personId))
    if (!person) throw new NotFound("person")
    const { name, email, disabledAt } = person
    return ctx.unchanged(disabledAt || ctx.mails === "keep" ? null : { name, email, messageId, personId, change })
  },
  async outside(told) {
    if (!told) return
    await sendMail({
      messageId: `${told.messageId}@${new URL(env.publicUrl).hostname}`,
      from: env.MAIL_FROM,
      to: { name: told.name, address: told.email },
      ...renderFactorChangeMail({
        ...{ name: told.name, change: factorChangeWords[told.change] },
        link: `${env.publicUrl}${href("/reset")}`,
      }),
    })
  },
  async settle(ctx, told, outcome) {
    if (!told || !outcome.ok) return ctx.unchanged({ mailed: false })
    ctx.record("factor-change.mailed", { personId: told.personId })
    return { mailed: true }
  },
})
