import { noticePurpose } from "~/activities/mail"
import { type Assignable, countOf } from "~/assignments/assignment"
import type { EventMap, EventName, Events } from "~/platform/language/events"
import type { Id } from "~/platform/language/ids"

/** The record a notice leads to, or the records of a kind that somebody was given at once. */
export type NoticeSubject =
  | { noun: "leads" | "proposals" | "invoices" | "problems"; id: string }
  | { noun: "assignments"; id: string; of: Assignable; ownerId: Id<"people"> }

/** That record in the words a sentence needs; the client is the company, or who wrote where there is none. */
export type NoticeRecord = {
  title: string
  client: string
  hasOwner: boolean
  /** An invoice with nothing left to pay. */
  isSettled: boolean
}

/** What a sentence may ask for: amounts as the reader writes them, and what of the event names a person. */
export type NoticeWords = {
  money(minor: bigint, currency: string): string
  personal(key: string): string | null
}

/** How an event is told to who looks after its record. */
type Notice<Payload> = {
  /** Null when this one is nothing to tell. */
  about(payload: Payload): NoticeSubject | null
  sentence(payload: Payload, record: NoticeRecord, say: NoticeWords): string
  /** Whether it is important enough for a mail as well. */
  isMailed?: true | ((payload: Payload, record: NoticeRecord) => boolean)
  /** The client's own words, which the mail quotes and answers. */
  quote?(payload: Payload): string
  /** Whoever books payments is told too. */
  concernsBooks?: true
  /** Weightier events: where one of them is told of the same act, this one says nothing more. */
  unlessTold?: readonly EventName[]
}

/** A notice of any event. */
export type AnyNotice = Notice<never>

type More<Payload> = Omit<Notice<Payload>, "about" | "sentence">

const subject = (
  noun: Exclude<NoticeSubject["noun"], "assignments">,
  id: string | null | undefined,
): NoticeSubject | null => (id ? { noun, id } : null)

const onProposal = <Payload extends { proposalId?: string }>(
  sentence: Notice<Payload>["sentence"],
  more: More<Payload> = {},
): Notice<Payload> => ({ about: ({ proposalId }) => subject("proposals", proposalId), sentence, ...more })

const onInvoice = <Payload extends { invoiceId: string | null }>(
  sentence: Notice<Payload>["sentence"],
  more: More<Payload> = {},
): Notice<Payload> => ({ about: ({ invoiceId }) => subject("invoices", invoiceId), sentence, ...more })

const why = (reason: string | null) => (reason ? `: ${reason.replace(/[.\s]+$/, "")}` : "")
const toWhom = (say: NoticeWords) => (say.personal("to") ? ` to ${say.personal("to")}` : "")
const againOr = (first: boolean) => (first ? "for the first time" : "again")

/** A mail to a client is about one record first. That a mail to a member failed is told by no further mail. */
const aboutMail = ({ purpose, invoiceId, proposalId, leadId }: Record<string, string>) =>
  purpose === noticePurpose
    ? null
    : (subject("invoices", invoiceId) ?? subject("proposals", proposalId) ?? subject("leads", leadId))

/**
 * What members are told: event → the record, the sentence, and whether a mail goes out as well; null when nobody is told.
 * Told are the client's acts and what goes wrong, never what members do themselves. Total: an event that is forgotten here does not compile.
 */
export const notices: { [Name in EventName]: Notice<Events[Name]> | null } = {
  "session.started": null,
  "session.refused": null,
  "session.ended": null,
  "session.confirmed": null,
  "session.revoked": null,
  "password.edited": null,
  "email-change.requested": null,
  "email-change.mailed": null,
  "email-change.confirmed": null,
  "notice.mailed": null,
  "profile.edited": null,
  "factor.requested": null,
  "factor.refused": null,
  "factor.confirmed": null,
  "factor-change.mailed": null,
  "challenge.requested": null,
  "authenticator.created": null,
  "authenticator.confirmed": null,
  "authenticator.deleted": null,
  "recovery-code.used": null,
  "recovery-code.renewed": null,
  "passkey.requested": null,
  "passkey.created": null,
  "passkey.edited": null,
  "passkey.deleted": null,
  "passkey.refused": null,
  "factor-policy.edited": null,
  "super-admin.assigned": null,
  "support-grant.created": null,
  "support-grant.revoked": null,
  "support-session.started": null,
  "support-session.ended": null,
  "support-view.recorded": null,
  "reset.requested": null,
  "reset.mailed": null,
  "password.reset": null,
  "limit.expired": null,
  "audit.exported": null,
  "webhook.received": null,
  "webhook.failed": null,
  "webhook.processed": null,
  "organization.set-up": null,
  "organization.edited": null,
  "brand.edited": null,
  "numbering.edited": null,
  "step.skipped": null,
  "organization.deleted": null,
  "organization.restored": null,
  "organization.purged": null,
  "role.created": null,
  "role.edited": null,
  "role.deleted": null,
  "role.restored": null,
  "member.joined": null,
  "identity-provider.created": null,
  "identity-provider.edited": null,
  "identity-provider.deleted": null,
  "identity-provider.checked": null,
  "sign-on.started": null,
  "sign-on.received": null,
  "sign-on.completed": null,
  "sign-on.refused": null,
  "sign-on.linked": null,
  "sign-on.mapped": null,
  "subject.unlinked": null,
  "sign-on.mailed": null,
  "member.invited": null,
  "invitation.sent": null,
  "invitation.mailed": null,
  "invitation.revoked": null,
  "member.edited": null,
  "member.assigned": null,
  "member.removed": null,
  "member.restored": null,
  "organization.joined": null,
  "organization.left": null,
  "organization.switched": null,
  "team.created": null,
  "team.edited": null,
  "team.deleted": null,
  "team.restored": null,
  "receipt.expired": null,
  "retention-policy.edited": null,
  "legal-hold.placed": null,
  "legal-hold.lifted": null,
  "data-class.purged": null,
  "installation-class.purged": null,
  "api-key.created": null,
  "api-key.rotated": null,
  "api-key.revoked": null,
  "pipeline.created": null,
  "form.created": null,
  "notification.dismissed": null,
  "notification-preference.edited": null,
  "digest.mailed": null,

  "lead.captured": {
    about: ({ leadId, suspected }) => (suspected ? null : subject("leads", leadId)),
    sentence: (_, { title }) => `New lead: ${title}`,
    isMailed: true,
  },
  "lead.assigned": {
    about: ({ leadId, ownerId }) => (ownerId ? subject("leads", leadId) : null),
    sentence: (_, { title }) => `Lead assigned to you: ${title}`,
  },
  "lead.edited": null,
  "lead.qualified": null,
  "lead.disqualified": null,
  "lead.reopened": null,
  "lead.converted": null,
  "lead-conversion.undone": null,
  "lead.deleted": null,
  "lead.restored": null,

  "assignment.created": {
    about: ({ assignmentId: id, of, ownerId }) => ownerId && { noun: "assignments", id, of, ownerId },
    sentence: ({ of, count }) => `${countOf(of, count)} assigned to you`,
  },
  "assignment.undone": null,
  "record.assigned": null,

  "company.created": null,
  "company.edited": null,
  "company.deleted": null,
  "company.restored": null,
  "address.created": null,
  "address.edited": null,
  "address.deleted": null,
  "contact.created": null,
  "contact.edited": null,
  "contact.deleted": null,
  "contact.restored": null,
  "contact.linked": null,
  "contact.unlinked": null,
  "note.created": null,
  "note.deleted": null,

  "mail.attempted": null,
  "mail.delivered": null,
  "mail.delayed": null,
  "mail.arrived": null,
  "mail.deferred": null,
  "mail.sent": null,
  "mail.dismissed": null,
  "mail.bounced": {
    about: aboutMail,
    sentence: ({ reason }, { title }, say) => `The mail about ${title}${toWhom(say)} did not arrive${why(reason)}`,
    isMailed: true,
  },
  "mail.complained": {
    about: aboutMail,
    sentence: (_, { title }, say) => `The mail about ${title}${toWhom(say)} was called unwanted by its reader`,
  },
  "mail.failed": {
    about: aboutMail,
    sentence: (_, { title }, say) => `The mail about ${title}${toWhom(say)} could not be delivered`,
    isMailed: true,
  },

  "deal.opened": null,
  "deal.edited": null,
  "deal.priced": null,
  "deal.moved": null,
  "deal.won": null,
  "deal.lost": null,
  "deal.reopened": null,
  "deal.deleted": null,
  "deal.restored": null,

  "proposal.drafted": null,
  "proposal.revised": null,
  "proposal.sent": null,
  "proposal.opened": onProposal(({ title, first }, { client }) => `${client} opened “${title}” ${againOr(first)}`, {
    isMailed: ({ first }) => first,
    unlessTold: ["proposal.asked", "proposal.forwarded", "proposal.signed", "proposal.declined"],
  }),
  "proposal.chosen": null,
  "proposal.signed": onProposal(
    ({ title, totalMinor, currency }, { client }, say) =>
      `${client} signed “${title}”: ${say.money(totalMinor, currency)}`,
    { isMailed: (_, { hasOwner }) => !hasOwner },
  ),
  "proposal.declined": onProposal(({ title, reason }, { client }) => `${client} declined “${title}”${why(reason)}`, {
    isMailed: true,
  }),
  "proposal.withdrawn": null,
  "proposal.forwarded": onProposal(
    ({ title }, { client }, say) => `${client} forwarded “${title}” to ${say.personal("to") ?? "somebody else"}`,
  ),
  "proposal.asked": onProposal(({ title }, { client }) => `${client} asks about “${title}”`, {
    isMailed: true,
    quote: ({ question }) => question,
  }),
  "proposal.rendered": null,
  "link.created": null,
  "link.revoked": null,
  "link.renewed": onProposal((_, { title, client }) => `${client} asked for a new link to ${title}`),
  "link.used": null,

  "invoice.drafted": null,
  "invoice.edited": null,
  "invoice.issued": null,
  "invoice.rendered": null,
  "invoice.sent": null,
  "invoice.opened": onInvoice(
    ({ kind, number, first }, { client }) =>
      `${client} opened ${kind === "credit_note" ? "credit note" : "invoice"} ${number} ${againOr(first)}`,
    { isMailed: ({ first }) => first },
  ),
  "invoice.credited": null,
  "invoice.voided": null,
  "invoice.settled": null,

  "checkout.started": null,
  "checkout.opened": null,
  "checkout.refused": null,
  "checkout.pending": onInvoice(
    (_, { title, client }) => `${client} is paying ${title}; the bank has yet to confirm it`,
  ),
  "checkout.failed": onInvoice(
    ({ reason }, { title, client }) => `Payment of ${title} by ${client} failed${why(reason)}`,
    {
      isMailed: true,
    },
  ),
  "checkout.expired": null,
  "checkout.quarantined": onInvoice(
    ({ reason }, { title, client }) => `A payment of ${title} by ${client} was set aside${why(reason)}`,
    { isMailed: true, concernsBooks: true },
  ),
  "payment.recorded": onInvoice(
    ({ amountMinor, currency }, { title, client, isSettled }, say) =>
      `${client} paid ${say.money(amountMinor, currency)}: ${title}${isSettled ? " is paid in full" : " is paid in part"}`,
    { isMailed: true },
  ),
  "payment.applied": null,
  "credit.applied": null,
  "payment-file.created": null,
  "payment.refunded": onInvoice(
    ({ amountMinor, currency }, { title, client }, say) =>
      `${say.money(amountMinor, currency)} went back to ${client}: ${title}`,
    { isMailed: true, concernsBooks: true },
  ),
  "payment.disputed": onInvoice(
    ({ amountMinor, currency, reason }, { title, client }, say) =>
      `The bank of ${client} disputes ${say.money(amountMinor, currency)} for ${title}${why(reason)}`,
    { isMailed: true, concernsBooks: true },
  ),
  "refund.started": null,
  "refund.pending": null,
  "refund.refused": onInvoice(
    ({ amountMinor, currency, reason }, { title, client }, say) =>
      `The refund of ${say.money(amountMinor, currency)} to ${client} was refused${why(reason)}: ${title}`,
    { isMailed: true, concernsBooks: true },
  ),
  "refund.failed": onInvoice(
    ({ amountMinor, currency }, { title, client }, say) =>
      `The refund of ${say.money(amountMinor, currency)} to ${client} failed: ${title}`,
    { isMailed: true, concernsBooks: true },
  ),
  "dispute.withdrawn": onInvoice(
    ({ amountMinor, currency }, { title, client }, say) =>
      `${say.money(amountMinor, currency)} was taken back for the dispute of ${client}: ${title}`,
    { concernsBooks: true },
  ),
  "dispute.reinstated": onInvoice(
    ({ amountMinor, currency }, { title, client }, say) =>
      `${say.money(amountMinor, currency)} came back from the dispute of ${client}: ${title}`,
    { concernsBooks: true },
  ),
  "dispute.won": onInvoice((_, { title, client }) => `The dispute of ${client} about ${title} was won`, {
    isMailed: true,
    concernsBooks: true,
  }),
  "dispute.lost": onInvoice((_, { title, client }) => `The dispute of ${client} about ${title} was lost`, {
    isMailed: true,
    concernsBooks: true,
  }),
  "problem.recorded": {
    about: ({ problemId, kind }) => (kind === "quarantine" ? null : subject("problems", problemId)),
    sentence: ({ reason }) => `A payment has to be looked at: ${reason}`,
    isMailed: true,
    concernsBooks: true,
  },
  "problem.settled": null,
  "account.reconciled": null,
  "payment.reversed": onInvoice(
    ({ amountMinor, currency }, { title, client }, say) =>
      `Payment of ${say.money(amountMinor, currency)} by ${client} was reversed: ${title}`,
    { isMailed: true, concernsBooks: true },
  ),
}

/** How an event is told, whatever it is; the payload belongs to the name. */
export const noticeOf = (name: EventName) => (notices as EventMap<AnyNotice | null>)[name]
