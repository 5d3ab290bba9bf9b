import { and, eq } from "drizzle-orm"
import { organizations } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { identityProviders, providerSubjects } from "#db/schema/sign-on"
import { sendMail } from "~/adapters/mail.server"
import { withPictures } from "~/organizations/load-pictures.server"
import { printedLookOf } from "~/organizations/printed-look"
import { outsideCommand } from "~/platform/data/command.server"
import { env } from "~/platform/env.server"
import { NotFound } from "~/platform/language/errors"
import { senderOf } from "~/platform/mail-sender.server"
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
    const [organization] = await ctx.db.select().from(organizations)
    if (!found || !organization) throw new NotFound("way in")
    const { id: organizationId, name: sender } = organization
    const look = printedLookOf(organization)
    return ctx.unchanged({ ...found, organization: sender, organizationId, look, providerId, memberId })
  },
  async outside({ name, email, provider, organization, organizationId, look, providerId, memberId, since }) {
    const mail = renderSignOnMail({ name, provider, organization, look })
    await sendMail({
      messageId: `${providerId}.${memberId}.${since.getTime()}@${new URL(env.publicUrl).hostname}`,
      from: senderOf(organization),
      to: { name, address: email },
      ...mail,
      ...(await withPictures(mail.html, organizationId)),
    })
  },
  async settle(ctx, told, outcome) {
    if (!outcome.ok) return ctx.unchanged({ mailed: false })
    ctx.record("sign-on.mailed", { providerId: told.providerId, memberId: told.memberId })
    return { mailed: true }
  },
})
