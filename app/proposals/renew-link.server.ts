import { and, eq, isNull } from "drizzle-orm"
import { contactEmails } from "#db/schema/contacts"
import { proposals } from "#db/schema/proposals"
import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { command } from "~/platform/data/command.server"
import type { ContextOf } from "~/platform/data/contexts.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { normalizeEmail } from "~/platform/language/text"
import { createLink, linkPlaceholder } from "~/platform/security/links.server"
import { LinkRenewed, linkRenewedText } from "./emails/link-renewed"
import { RenewLinkInput } from "./inputs.server"
import { findReader } from "./recipient.server"

type Link = Extract<ContextOf<"client">["hold"], { of: "link" }>

/**
 * Mails a new link in the place of one that no longer works, to the address that was given if it is one of that reader's,
 * as stored, and to no other. Nothing happens otherwise, and the answer does not tell.
 */
export const renewLink = command({
  name: "renew-link",
  actors: ["client"],
  input: RenewLinkInput,
  async step(ctx, { email: given }) {
    const old = formerLink(ctx)
    const target = await targetOf(ctx, old)
    const contactId = old.contactId ?? target?.contactId ?? null
    const email = target && (await addressOf(ctx, { given, contactId, mailed: old.email }))
    if (!target || !email) return ctx.unchanged({ linkId: null })
    const reader = contactId ? await findReader(ctx, contactId) : null
    const { purpose, objectId } = old
    const { linkId } = await createLink(ctx, {
      purpose,
      objectId,
      versionId: target.versionId,
      contactId,
      email,
      channel: "mail",
    })
    const { name: brand, email: replyTo } = await getOrganization(ctx, {})
    const words = {
      brand,
      recipient: reader?.name ?? email,
      document: target.title,
      link: linkPlaceholder(linkId),
    }
    await queueMail(ctx, {
      ...{ purpose: "link-renewed", objectId: linkId, toEmail: email, toName: reader?.name ?? null, replyTo },
      subject: `Your new link from ${brand}`,
      html: await renderMail(ctx, LinkRenewed(words)),
      text: linkRenewedText(words),
      about: { ...target.about, ...(contactId ? { contactId } : {}) },
    })
    ctx.record("link.renewed", { linkId, ...target.about })
    return { linkId }
  },
})

function formerLink({ caller }: Work): Link {
  if (caller.kind !== "client" || caller.hold.of !== "link") throw new NotFound("link")
  return caller.hold
}

type Asking = { given: string; contactId: Id<"contacts"> | null; mailed: string | null }

/** The given address when the reader of the link has it today; of a link that belongs to no contact, when it was mailed there. */
async function addressOf(ctx: Work, { given, contactId, mailed }: Asking): Promise<string | null> {
  const wanted = normalizeEmail(given)
  if (!contactId) return mailed && normalizeEmail(mailed) === wanted ? mailed : null
  const [found] = await ctx.db
    .select({ email: contactEmails.email })
    .from(contactEmails)
    .where(
      and(
        eq(contactEmails.contactId, contactId),
        eq(contactEmails.emailNormalized, wanted),
        isNull(contactEmails.deletedAt),
      ),
    )
  return found?.email ?? null
}

type Target = {
  title: string
  versionId: Id<"proposal_versions"> | null
  contactId: Id<"contacts"> | null
  about: { proposalId?: Id<"proposals">; invoiceId?: Id<"invoices"> }
}

/** What the new link opens: of a proposal the version that was sent last. */
async function targetOf(ctx: Work, { purpose, objectId, versionId }: Link): Promise<Target | null> {
  if (purpose === "invoice") {
    return { title: "your invoice", versionId: null, contactId: null, about: { invoiceId: objectId as Id<"invoices"> } }
  }
  const proposalId = objectId as Id<"proposals">
  const [proposal] = await ctx.db.select().from(proposals).where(eq(proposals.id, proposalId))
  if (!proposal || proposal.deletedAt) return null
  const { contactId, title, sentVersionId } = proposal
  return { title: `“${title}”`, versionId: sentVersionId ?? versionId, contactId, about: { proposalId } }
}
