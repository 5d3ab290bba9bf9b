import { queueMail } from "~/activities/queue-mail.server"
import { renderMail } from "~/activities/render-mail.server"
import type { Work } from "~/platform/data/work.server"
import { env } from "~/platform/env.server"
import { formatInstant } from "~/platform/language/dates"
import { formatMoney, type Money } from "~/platform/language/money"
import { href } from "~/platform/language/paths"
import { createLink, linkPlaceholder } from "~/platform/security/links.server"
import type { Offer } from "./content"
import { ProposalSignedForClient, ProposalSignedForOwner, proposalSignedText } from "./emails/proposal-signed"
import type { HeldVersion } from "./held-version.server"
import { aboutProposal, ownerOf } from "./proposal-mail.server"
import { findReader } from "./recipient.server"
import type { Signature } from "./signature.server"

type Words = Omit<Parameters<typeof ProposalSignedForClient>[0], "recipient" | "link">

/** Writes both sides' copies of a signature: the client's with page and PDF, the owner's with the record. */
export async function queueSignedMails(
  ctx: Work,
  held: HeldVersion,
  signature: Signature,
  offer: Offer,
): Promise<void> {
  const { content } = held.version
  const { locale, timeZone, agency, title } = content
  const show = (money: Money) => formatMoney(money, locale)
  const words: Words = {
    ...{ brand: agency.name, title, signer: signature.typedName, chainHead: signature.chainHead },
    when: `${formatInstant(signature.signedAt, timeZone, locale)} (${timeZone})`,
    total: show(offer.total),
    monthly: offer.monthly.total.minor === 0n ? null : show(offer.monthly.total),
    deposit: offer.deposit && show(offer.deposit.total),
  }
  await queueForClient(ctx, held, signature, words)
  await queueForOwner(ctx, held, signature, words)
}

/** The copy goes to the mailbox the link was sent to; where it was passed on by hand, to the contact's own. */
async function queueForClient(ctx: Work, { hold, proposal, version }: HeldVersion, signature: Signature, words: Words) {
  const contactId = hold.contactId ?? proposal.contactId
  const reader = await findReader(ctx, contactId)
  const email = hold.email ?? reader?.email
  if (!email) return
  const linkId = hold.email ? hold.linkId : await ownLink(ctx, { proposal, version, contactId, email })
  const mail = { ...words, recipient: reader?.name ?? signature.typedName, link: linkPlaceholder(linkId) }
  await queueMail(ctx, {
    ...{ purpose: "proposal-signed", objectId: signature.id, toEmail: email, toName: reader?.name ?? null },
    replyTo: (await ownerOf(ctx, proposal))?.email ?? version.content.agency.email,
    subject: `Signed: ${version.content.title}`,
    html: await renderMail(ctx, ProposalSignedForClient(mail)),
    text: proposalSignedText(mail, { withPdf: true }),
    about: { ...aboutProposal(proposal), contactId },
  })
}

type Addressed = Pick<HeldVersion, "proposal" | "version"> & {
  contactId: HeldVersion["proposal"]["contactId"]
  email: string
}

async function ownLink(ctx: Work, { proposal, version, contactId, email }: Addressed) {
  const target = { purpose: "proposal", objectId: proposal.id, versionId: version.id } as const
  return (await createLink(ctx, { ...target, contactId, email, channel: "mail" })).linkId
}

async function queueForOwner(ctx: Work, { proposal }: HeldVersion, signature: Signature, words: Words) {
  const owner = await ownerOf(ctx, proposal)
  if (!owner) return
  const link = `${env.publicUrl}${href("/proposals/:proposalId", { proposalId: proposal.id })}`
  const mail = { ...words, recipient: owner.name, link }
  await queueMail(ctx, {
    ...{ purpose: "proposal-signed", objectId: signature.id, toEmail: owner.email, toName: owner.name },
    subject: `${signature.typedName} signed “${words.title}”`,
    html: await renderMail(ctx, ProposalSignedForOwner(mail)),
    text: proposalSignedText(mail, { withPdf: false }),
    about: aboutProposal(proposal),
  })
}
