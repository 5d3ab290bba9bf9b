import { and, desc, eq, gt, isNull, ne } from "drizzle-orm"
import { links } from "#db/schema/proposals"
import type { Work } from "~/platform/data/work.server"
import type { Id } from "~/platform/language/ids"
import { createLink } from "~/platform/security/links.server"

type Passing = { proposalId: Id<"proposals">; versionId: Id<"proposal_versions">; except: Id<"contacts"> }

/**
 * A new version reaches everyone who holds a living link to an earlier one: each gets a link of the same kind, which their
 * old page leads to. `except` has just been mailed one of their own.
 */
export async function passOnLinks(ctx: Work, { proposalId, versionId, except }: Passing): Promise<void> {
  const living = and(eq(links.objectId, proposalId), isNull(links.revokedAt), gt(links.expiresAt, ctx.now))
  const earlier = await ctx.db
    .select({ contactId: links.contactId, email: links.email, channel: links.channel })
    .from(links)
    .where(and(living, ne(links.versionId, versionId)))
    .orderBy(desc(links.createdAt), desc(links.id))
  const seen = new Set([readerKey({ contactId: except, channel: "mail" })])
  for (const reader of earlier) {
    if (seen.has(readerKey(reader))) continue
    seen.add(readerKey(reader))
    await createLink(ctx, { ...reader, purpose: "proposal", objectId: proposalId, versionId })
  }
}

/** A reader is told by who they are and how the link reaches them: what is passed on by hand never passes for a mailbox. */
const readerKey = ({ contactId, channel }: { contactId: string | null; channel: string }) =>
  `${channel} ${contactId ?? ""}`
