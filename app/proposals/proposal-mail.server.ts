import { eq } from "drizzle-orm"
import { members } from "#db/schema/organizations"
import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import type { Reading, Work } from "~/platform/data/work.server"
import { calendarDate, formatDate } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { linkPlaceholder } from "~/platform/security/links.server"
import { offerOf } from "./content"
import { ProposalSent, type ProposalSentWords, proposalSentText } from "./emails/proposal-sent"
import type { Recipient } from "./recipient.server"
import { type ProposalRow, subjectOf } from "./subject.server"
import type { FrozenVersion } from "./version.server"

type ProposalMail = {
  proposal: ProposalRow
  version: FrozenVersion
  linkId: Id<"links">
  recipient: Recipient
  message: string | null
  /** Whether the recipient had an earlier version. */
  replaces: boolean
  /** The reader who passed it on to this one. */
  forwardedBy?: string
}

/** Writes the mail that brings a version to its recipient; answers go to who looks after the proposal. */
export async function queueProposalMail(
  ctx: Work,
  { proposal, version, linkId, recipient, message, replaces, forwardedBy }: ProposalMail,
) {
  const { content } = version
  const { agency, locale, validUntilOn } = content
  const owner = await ownerOf(ctx, proposal)
  const words: ProposalSentWords = {
    brand: agency.name,
    title: content.title,
    recipient: recipient.name,
    sender: owner?.name ?? agency.name,
    message: (message ?? "").split(/\n+/).filter(Boolean),
    total: formatMoney(offerOf(content, []).total, locale),
    validUntil: validUntilOn && formatDate(calendarDate(validUntilOn), locale),
    isNewVersion: replaces,
    forwardedBy: forwardedBy ?? null,
    link: linkPlaceholder(linkId),
  }
  return queueMail(ctx, {
    ...{ purpose: "proposal-sent", objectId: linkId, toEmail: recipient.email, toName: recipient.name },
    replyTo: owner?.email ?? agency.email,
    subject: `${content.title}: proposal from ${agency.name}`,
    html: await renderMail(ctx, ProposalSent(words)),
    text: proposalSentText(words),
    about: { ...aboutProposal(proposal), contactId: recipient.contactId },
  })
}

/** Who looks after a proposal, while they belong to the organization. */
export async function ownerOf(ctx: Reading, { ownerId }: Pick<ProposalRow, "ownerId">) {
  if (!ownerId) return null
  const [owner] = await ctx.db
    .select({ personId: members.personId, name: members.name, email: members.email, status: members.status })
    .from(members)
    .where(eq(members.personId, ownerId))
  return owner?.status === "active" ? owner : null
}

/** The records a mail about a proposal concerns. */
export function aboutProposal(proposal: ProposalRow): Record<string, string> {
  const { title: _title, ...about } = subjectOf(proposal)
  return about
}
