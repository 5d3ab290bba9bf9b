import { refusals } from "~/openid/sign-on"
import { roleNames } from "~/organizations/role"
import type { EventMap, EventName, Events } from "~/platform/language/events"

/** The views of a timeline: everything, what people wrote, mails, changes to records, or money. */
export const timelineKinds = ["notes", "mails", "changes", "money"] as const
export type TimelineKind = (typeof timelineKinds)[number]

/** What a sentence may ask for: amounts and days as the reader writes them, members by name, and what of the event names a person. */
export type Say = {
  money(minor: bigint, currency: string): string
  day(date: string): string
  member(id: string | null): string
  personal(key: string): string | null
}

type Sentence<Name extends EventName> = { kind: TimelineKind; text: (payload: Events[Name], say: Say) => string }

type Sentences = { [Name in EventName]: Sentence<Name> | null }

const change = <Payload>(text: string | ((payload: Payload, say: Say) => string)) => ({
  kind: "changes" as const,
  text: typeof text === "string" ? () => text : text,
})
const money = <Payload>(text: string | ((payload: Payload, say: Say) => string)) => ({
  ...change(text),
  kind: "money" as const,
})
const mail = (text: (payload: object, say: Say) => string) => ({ kind: "mails" as const, text })

const sources = { form: "by the form", staff: "by hand", import: "by import", api: "by a program" }
const documents = { invoice: "Invoice", deposit: "Deposit invoice", final: "Final invoice", credit_note: "Credit note" }
const nounOf = (kind: keyof typeof documents | undefined) => (kind === "credit_note" ? "Credit note" : "Invoice")
const ways = { card: "by card", bank: "by bank transfer", cash: "in cash", cheque: "by cheque", other: "" }
const why = (reason: string | null) => (reason ? `: ${reason}` : "")
const subjectOf = (say: Say) => (say.personal("subject") ? ` “${say.personal("subject")}”` : "")
const addressee = (say: Say) => (say.personal("to") ? ` to ${say.personal("to")}` : "")

/**
 * How each event is told on the page of a record; null for what is no news there (the program's own bookkeeping, and what
 * happens outside of any organization). Total: an event without its sentence does not compile.
 */
export const sentences = {
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
  "identity-provider.created": change(({ name }) => `Identity provider “${name}” created`),
  "identity-provider.edited": change(({ name }) => `Identity provider “${name}” edited`),
  "identity-provider.deleted": change(({ name }) => `Identity provider “${name}” deleted`),
  "identity-provider.checked": change(
    ({ name, problem }) => `Identity provider “${name}” checked: ${problem ?? "it can sign people in"}`,
  ),
  "sign-on.started": null,
  "sign-on.received": null,
  "sign-on.completed": change(({ name, memberId }, say) => `${say.member(memberId)} signed in by “${name}”`),
  "sign-on.refused": change(
    ({ name, reason, memberId }, say) =>
      `${memberId ? say.member(memberId) : "Somebody"} was not let in by “${name}”: ${refusals[reason]}`,
  ),
  "sign-on.linked": change(
    ({ name, memberId }, say) => `${say.member(memberId)} is signed in by “${name}” from now on`,
  ),
  "subject.unlinked": change(({ name, memberId }, say) => `${say.member(memberId)} unlinked from “${name}”`),
  "sign-on.mapped": change(
    ({ memberId, from, to }, say) =>
      `The groups of ${say.member(memberId)} made ${roleNames[to]} of ${roleNames[from]}`,
  ),
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
  "audit.exported": null,
  "api-key.created": null,
  "api-key.rotated": null,
  "api-key.revoked": null,
  "pipeline.created": null,
  "form.created": null,
  "notification.dismissed": null,
  "notification-preference.edited": null,
  "digest.mailed": null,

  "lead.captured": change(({ source }) => `Lead captured ${sources[source]}`),
  "lead.edited": change("Lead edited"),
  "lead.assigned": change(({ ownerId }, say) =>
    ownerId ? `Lead assigned to ${say.member(ownerId)}` : "Lead assigned to nobody",
  ),
  "lead.qualified": change("Lead qualified"),
  "lead.disqualified": change(({ reason }) => `Lead disqualified${why(reason)}`),
  "lead.reopened": change("Lead reopened"),
  "lead.converted": change("Lead converted to a deal"),
  "lead-conversion.undone": change("Conversion taken back; what it made is gone again"),
  "lead.deleted": change("Lead deleted"),
  "lead.restored": change("Lead restored"),

  "assignment.created": null,
  "assignment.undone": null,
  "record.assigned": change(({ ownerId }, say) =>
    ownerId ? `Owner changed to ${say.member(ownerId)}` : "Owner changed to nobody",
  ),

  "company.created": change("Company created"),
  "company.edited": change("Company edited"),
  "company.deleted": change("Company deleted"),
  "company.restored": change("Company restored"),
  "address.created": change("Address created"),
  "address.edited": change("Address edited"),
  "address.deleted": change("Address deleted"),

  "contact.created": change("Contact created"),
  "contact.edited": change("Contact edited"),
  "contact.deleted": change("Contact deleted"),
  "contact.restored": change("Contact restored"),
  "contact.linked": change(({ role }) => `Contact linked to the company${role ? ` as ${role}` : ""}`),
  "contact.unlinked": change("Contact unlinked from the company"),

  "note.created": { kind: "notes", text: () => "Note" },
  "note.deleted": { kind: "notes", text: () => "Note deleted" },

  "mail.attempted": null,
  "mail.delivered": mail((_, say) => `Mail${subjectOf(say)} sent${addressee(say)}`),
  "mail.sent": mail((_, say) => `Mail${subjectOf(say)} sent again${addressee(say)}`),
  "mail.arrived": mail(
    (_, say) => `Mail${subjectOf(say)} arrived${say.personal("to") ? ` at ${say.personal("to")}` : ""}`,
  ),
  "mail.deferred": mail(
    (_, say) =>
      `Mail${subjectOf(say)}${addressee(say)} is not taken yet${why(say.personal("reason"))}; it is tried again`,
  ),
  "mail.bounced": mail(
    (_, say) => `Mail${subjectOf(say)}${addressee(say)} did not arrive${why(say.personal("reason"))}`,
  ),
  "mail.complained": mail(
    (_, say) => `Mail${subjectOf(say)} was called unwanted by ${say.personal("to") ?? "its reader"}`,
  ),
  "mail.dismissed": mail((_, say) => `Mail${subjectOf(say)}${addressee(say)} set aside`),
  "mail.delayed": mail((_, say) => `Mail${subjectOf(say)}${addressee(say)} is delayed; it is tried again`),
  "mail.failed": mail((_, say) => `Mail${subjectOf(say)}${addressee(say)} could not be delivered`),

  "deal.opened": change(({ title }) => `Deal “${title}” opened`),
  "deal.edited": change("Deal edited"),
  "deal.priced": change(({ valueMinor, monthlyMinor, currency }, say) => {
    const monthly = monthlyMinor > 0n ? ` and ${say.money(monthlyMinor, currency)} a month` : ""
    return `Deal priced at ${say.money(valueMinor, currency)}${monthly}`
  }),
  "deal.moved": change(({ from, to }) => `Deal moved from ${from} to ${to}`),
  "deal.won": money(({ valueMinor, currency, bySignature }, say) => {
    return `Deal won at ${say.money(valueMinor, currency)}${bySignature ? " by signature" : ""}`
  }),
  "deal.lost": change(({ reason, competitor }) => `Deal lost${why(reason)}${competitor ? `, to ${competitor}` : ""}`),
  "deal.reopened": change("Deal reopened"),
  "deal.deleted": change("Deal deleted"),
  "deal.restored": change("Deal restored"),

  "proposal.drafted": change(({ title }) => `Proposal “${title}” drafted`),
  "proposal.revised": change("Proposal revised"),
  "proposal.sent": change(
    ({ title, version }) => `Proposal “${title}” sent${version > 1 ? `, version ${version}` : ""}`,
  ),
  "proposal.opened": change(
    ({ title, first }) => `Proposal “${title}” opened${first ? " for the first time" : " again"}`,
  ),
  "proposal.chosen": change(
    ({ totalMinor, currency }, say) => `Options chosen; the total is now ${say.money(totalMinor, currency)}`,
  ),
  "proposal.signed": money(
    ({ title, totalMinor, currency }, say) => `Proposal “${title}” signed: ${say.money(totalMinor, currency)}`,
  ),
  "proposal.declined": change(({ title, reason }) => `Proposal “${title}” declined${why(reason)}`),
  "proposal.withdrawn": change(({ title }) => `Proposal “${title}” withdrawn`),
  "proposal.forwarded": change(({ title }, say) => `Proposal “${title}” forwarded by the client${addressee(say)}`),
  "proposal.asked": { kind: "notes", text: ({ title }) => `Question about the proposal “${title}”` },
  "proposal.rendered": null,
  "link.created": change("Link to the proposal made for copying"),
  "link.renewed": change("New link asked for"),
  "link.revoked": change("Link revoked"),
  "link.used": null,

  "invoice.drafted": change(({ kind }) => `${documents[kind]} drafted`),
  "invoice.edited": change("Invoice edited"),
  "invoice.issued": money(({ kind, number, totalMinor, currency, dueOn }, say) => {
    return `${documents[kind]} ${number} issued: ${say.money(totalMinor, currency)}, due ${say.day(dueOn)}`
  }),
  "invoice.rendered": null,
  "invoice.sent": change(({ kind, number, to }) => `${nounOf(kind)} ${number} sent to ${to}`),
  "invoice.opened": change(
    ({ kind, number, first }) => `${nounOf(kind)} ${number} opened${first ? " for the first time" : " again"}`,
  ),
  "invoice.credited": money(({ number, creditNumber, totalMinor, releasedMinor, currency, isWhole }, say) => {
    const released = releasedMinor > 0n ? `; ${say.money(releasedMinor, currency)} paid is credit now` : ""
    const part = isWhole ? "credited in full" : "credited in part"
    return `Invoice ${number} ${part} by ${creditNumber}: ${say.money(totalMinor, currency)}${released}`
  }),
  "invoice.voided": change("Invoice voided"),
  "invoice.settled": money(({ number }) => `Invoice ${number} paid in full`),

  "checkout.started": null,
  "checkout.opened": money(
    ({ amountMinor, currency }, say) => `Payment page opened for ${say.money(amountMinor, currency)}`,
  ),
  "checkout.refused": money(({ reason }) => `Payment page could not be opened${why(reason)}`),
  "checkout.pending": money("Payment on its way; the bank has yet to confirm it"),
  "checkout.failed": money(({ reason }) => `Payment failed${why(reason)}`),
  "checkout.expired": money("Payment page expired unpaid"),
  "checkout.quarantined": money(({ reason }) => `Payment set aside to be looked at${why(reason)}`),
  "payment.recorded": money(({ amountMinor, creditMinor, currency, method }, say) => {
    const credit = creditMinor > 0n ? `, of which ${say.money(creditMinor, currency)} is credit` : ""
    return `Payment of ${say.money(amountMinor, currency)} received ${ways[method]}`.trimEnd() + credit
  }),
  "payment.applied": money(
    ({ amountMinor, currency }, say) => `${say.money(amountMinor, currency)} of a payment settled this`,
  ),
  "credit.applied": money(
    ({ amountMinor, currency }, say) => `${say.money(amountMinor, currency)} of the client's credit applied`,
  ),
  "payment-file.created": money((_, say) => `File ${say.personal("name") ?? ""} added to a payment`),
  "payment.refunded": money(({ amountMinor, currency }, say) => `${say.money(amountMinor, currency)} refunded`),
  "payment.disputed": money(
    ({ amountMinor, currency, reason }, say) =>
      `Payment of ${say.money(amountMinor, currency)} disputed by the client's bank${why(reason)}`,
  ),
  "refund.started": money(
    ({ amountMinor, currency }, say) => `Refund of ${say.money(amountMinor, currency)} asked for`,
  ),
  "refund.pending": money(
    ({ amountMinor, currency }, say) => `Refund of ${say.money(amountMinor, currency)} on its way`,
  ),
  "refund.refused": money(
    ({ amountMinor, currency, reason }, say) => `Refund of ${say.money(amountMinor, currency)} refused${why(reason)}`,
  ),
  "refund.failed": money(
    ({ amountMinor, currency }, say) => `Refund of ${say.money(amountMinor, currency)} failed; the money is here again`,
  ),
  "dispute.withdrawn": money(
    ({ amountMinor, currency }, say) => `${say.money(amountMinor, currency)} taken for the dispute`,
  ),
  "dispute.reinstated": money(
    ({ amountMinor, currency }, say) => `${say.money(amountMinor, currency)} came back from the dispute`,
  ),
  "dispute.won": money(({ amountMinor, currency }, say) => `Dispute about ${say.money(amountMinor, currency)} won`),
  "dispute.lost": money(({ amountMinor, currency }, say) => `Dispute about ${say.money(amountMinor, currency)} lost`),
  "problem.recorded": money(({ reason }) => `To be looked at: ${reason}`),
  "problem.settled": money("Looked at and settled"),
  "account.reconciled": null,
  "payment.reversed": money(
    ({ amountMinor, currency }, say) => `Payment of ${say.money(amountMinor, currency)} reversed`,
  ),
} satisfies Sentences as Sentences

/** The events of one view, or those of every view. */
export function namesOf(kind: TimelineKind | "all"): EventName[] {
  const all = Object.entries(sentences as EventMap<{ kind: TimelineKind } | null>) as [
    EventName,
    { kind: TimelineKind } | null,
  ][]
  return all.filter(([, sentence]) => sentence && (kind === "all" || sentence.kind === kind)).map(([name]) => name)
}
