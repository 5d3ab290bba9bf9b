import { and, eq } from "drizzle-orm"
import { organizations } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { identityProviders, providerSubjects } from "#db/schema/sign-on"
import { sendMail } from "~/adapters/mail.server"
import { outsideCommand } from "~/platform/data/command.server"
import { env } from "~/platform/env.server"
import { NotFound } from "~/platform/language/errors"
import { renderSignOnMail } from "./emails/linked"
import { MailSignOnInput } from "./inputs.server"

/** Tells somebody that an organization's identity provider can sign them in there from now on. */
export const mailSignOn = outsideCommand({
  name: "mail-sign-on",
  actors: ["system"],
  input: MailSignOnInput,
  async step(ctx, { providerId, memberId }) {
    const [found] = await ctx.db
      .select({
        name: people.name,
        email: people.email,
        provider: identityProviders.name,
        since: providerSubjects.createdAt,
      })
      .from(providerSubjects)
      .innerJoin(people, eq(people.id, providerSubjects.personId))
      .innerJoin(identityProviders, eq(identityProviders.id, providerSubjects.providerId))
      .where(and(eq(providerSubjects.providerId, providerId), eq(providerSubjects.personId, memberId)))
    const [organization] = await ctx.db.select({ name: organizations.name }).from(organizations)
    if (!found || !organization) throw new NotFound("way in")
    return ctx.unchanged({ ...found, organization: organization.name, providerId, memberId })
  },
  async outside({ name, email, provider, organization, providerId, memberId, since }) {
    await sendMail({
      messageId: `${providerId}.${memberId}.${since.getTime()}@${new URL(env.publicUrl).hostname}`,
      from: env.MAIL_FROM,
      to: { name, address: email },
      ...renderSignOnMail({ name, provider, organization }),
    })
  },
  async settle(ctx, told, outcome) {
    if (!outcome.ok) return ctx.unchanged({ mailed: false })
    ctx.record("sign-on.mailed", { providerId: told.providerId, memberId: told.memberId })
    return { mailed: true }
  },
})
