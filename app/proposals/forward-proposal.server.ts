import { and, count, eq, isNull } from "drizzle-orm"
import { links } from "#db/schema/proposals"
import { findContactByEmail } from "~/contacts/contact-queries.server"
import { createContact } from "~/contacts/create-contact.server"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { createLink } from "~/platform/security/links.server"
import { appendEvidence } from "./evidence.server"
import { openVersion } from "./held-version.server"
import { ForwardProposalInput } from "./inputs.server"
import { markSeen } from "./mark-seen.server"
import { queueProposalMail } from "./proposal-mail.server"
import { findReader } from "./recipient.server"
import { type ProposalRow, subjectOf } from "./subject.server"

/** So many mailed links a proposal can have before only the agency makes more. */
const enough = 12

/**
 * The client names the person who should read or sign: they are kept as a contact of the client and mailed a link of their
 * own to the same version, and whoever looks after the proposal is told. The one who forwards keeps theirs.
 */
export const forwardProposal = command({
  name: "forward-proposal",
  actors: ["client"],
  input: ForwardProposalInput,
  async step(ctx, { name, email }) {
    const held = await openVersion(ctx)
    const { hold, proposal, version } = held
    if (email === hold.email) throw new Invalid("email", "This is where your own link went. Name the other person.")
    await refuseTooMany(ctx, proposal)
    await markSeen(ctx, held)
    const contactId = await readerOf(ctx, proposal, name, email)
    const target = { purpose: "proposal", objectId: proposal.id, versionId: version.id } as const
    const { linkId } = await createLink(ctx, { ...target, contactId, email, channel: "mail" })
    const sender = hold.contactId && (await findReader(ctx, hold.contactId))
    const forwardedBy = sender ? sender.name : version.content.client.name
    const recipient = { contactId, name, email }
    await queueProposalMail(ctx, { proposal, version, linkId, recipient, message: null, replaces: false, forwardedBy })
    const to = { contactId, name, email }
    await appendEvidence(ctx, proposal.id, "forwarded", { versionId: version.id, by: hold.linkId, linkId, to })
    const forwarded = { ...subjectOf(proposal), versionId: version.id, linkId, readerId: contactId }
    ctx.record("proposal.forwarded", forwarded, { personal: { to: email } })
    return { proposalId: proposal.id }
  },
})

async function refuseTooMany(ctx: Work, { id }: ProposalRow) {
  const mailed = and(eq(links.objectId, id), eq(links.channel, "mail"), isNull(links.revokedAt))
  const [made] = await ctx.db.select({ count: count() }).from(links).where(mailed)
  if (made!.count >= enough) throw new Conflict("This proposal went to many people already. Ask us to send it on.")
}

/** The contact who has the address already, else a new one at the client. */
async function readerOf(ctx: Work, { companyId, ownerId }: ProposalRow, name: string, email: string) {
  const known = await findContactByEmail(ctx, { email })
  if (known) return known.contactId
  const emails = [{ label: "work", email }]
  return (await createContact.step(ctx, { name, emails, phones: [], companyId, ownerId })).contactId
}
