import { defaultPipeline } from "~/deals/default-pipeline"
import { defaultForm } from "~/leads/default-form"
import { getOrganization } from "~/organizations/organization-queries.server"
import { newId } from "~/platform/language/ids"
import { exampleLines as lines } from "./a-full-world"
import { aProvider, linkedMember, madeProvider } from "./a-provider"
import { above, type CommandName, type Example, formVisitor, payer, reader, staff, system } from "./beginnings"
import { tinyPng } from "./tiny-image"
import { password } from "./world"

const company = { name: "Harbor Books", kind: "client", isBuyer: true } as const
const agency = { name: "Harbor", legalName: "Harbor GmbH", country: "DE" }
const beginnings = { taxRate: "19", paymentTermsDays: 14, depositPercent: "30" }
const address = { line1: "Quai 2", postalCode: "13002", city: "Marseille", country: "FR" }
const person = { name: "Ed Enquirer", email: "ed@enquirer.example" }
const paid = { method: "card", account: "installation", currency: "eur", paymentIntentId: "pi_example" } as const

const given = { deals: { read: "team", edit: "own" } }

/** An example of each command. */
export const commandExamples = {
  "assign-super-admin": above((world) => ({ email: world.people.owner.email, isSuperAdmin: true })),
  "create-support-grant": staff(() => ({ hours: "4", reason: "A total looks wrong" })),
  "revoke-support-grant": staff(async (world) => ({ grantId: (await world.supportGrant()).grantId })),
  "start-support-session": system(async (world) => ({ ...(await world.superAdmin()), previous: null })),
  "end-support-session": system(async (world) => ({ sessionId: await world.supportSession() })),
  "record-support-view": system(async (world) => ({ sessionId: await world.supportSession(), path: "/deals" })),
  "confirm-session": staff(() => ({ password })),
  "edit-password": staff(() => ({ currentPassword: password, password })),
  "edit-profile": staff(() => ({ name: "Ida Renamed", timeZone: "Europe/Paris" })),
  "revoke-session": staff(async (world) => {
    await world.session()
    return { sessionId: null }
  }),
  "request-email-change": staff(() => ({ email: "another@elsewhere.example" })),
  "mail-email-change": above(async (world) => ({ changeId: (await world.emailChange()).changeId })),
  "confirm-email-change": above(async (world) => ({ token: (await world.emailChange()).token, secret: null })),
  "mail-notice": above((world) => ({ about: "password", subjectId: world.people.owner.personId })),

  "create-assignment": staff(async (world, owner) => ({
    ...({ of: "companies", id: [await world.company(owner)] } as const),
    ownerId: owner === world.me ? world.people.manager.personId : world.me,
  })),
  "undo-assignment": staff(async (world, owner) => ({ assignmentId: (await world.assignment(owner)).assignmentId })),

  "create-note": staff(async (world, owner) => ({ body: "Called back.", dealId: (await world.deal(owner)).dealId })),
  "delete-note": staff((world, owner) => world.note(owner)),
  "deliver-mail": system((world, owner) => world.mail(owner)),
  "send-mail": staff((world, owner) => world.failedMail(owner)),
  "dismiss-mail": staff((world, owner) => world.failedMail(owner)),
  "settle-mail": system(async (world, owner) => ({
    ...{ ...(await world.mail(owner)), fact: "delivered", happenedAt: new Date() },
  })),

  "create-address": staff(async (world, owner) => ({ companyId: await world.company(owner), ...address })),
  "create-company": staff((_, ownerId) => ({ ...company, ownerId })),
  "delete-address": staff((world, owner) => world.address(owner)),
  "delete-company": staff(async (world, owner) => ({ companyId: await world.company(owner) })),
  "edit-address": staff(async (world, owner) => ({ ...(await world.address(owner)), version: 1, ...address })),
  "edit-company": staff(async (world, ownerId) => ({
    ...{ companyId: await world.company(ownerId), version: 1, ownerId },
    ...company,
  })),
  "restore-company": staff((world, owner) => world.deletedCompany(owner)),

  "create-contact": staff(async (world, ownerId) => ({
    ...{ name: "Claire Client", ownerId, role: "Director" },
    companyId: await world.company(ownerId),
  })),
  "delete-contact": staff(async (world, owner) => ({ contactId: await world.contact(owner) })),
  "edit-contact": staff(async (world, ownerId) => ({
    ...{ contactId: await world.contact(ownerId), version: 1, name: "Claire Client", ownerId },
  })),
  "link-contact": staff(async (world, owner) => ({
    ...{ companyId: await world.company(owner), contactId: await world.contact(owner), role: "Director" },
  })),
  "restore-contact": staff((world, owner) => world.deletedContact(owner)),
  "unlink-contact": staff((world, owner) => world.client(owner)),

  "create-role": staff((world) => ({ base: "member", name: world.another("Sales"), granted: given })),
  "delete-role": staff((world) => world.role()),
  "edit-role": staff(async (world) => ({
    ...(await world.role()),
    version: 1,
    name: world.another("Sales"),
    granted: given,
  })),
  "restore-role": staff((world) => world.deletedRole()),
  "create-api-key": staff((world) => ({
    ...{ name: world.another("Bookkeeping"), role: "guest", isReadOnly: false, days: 90 },
  })),
  "rotate-api-key": staff(async (world) => ({ ...(await world.apiKey()), days: 90, overlap: 24 })),
  "revoke-api-key": staff((world) => world.apiKey()),

  "edit-notification-preference": staff(() => ({
    ...{ timeZone: "Asia/Tokyo", quietFrom: "22:00", quietUntil: "07:00" },
    moments: [{ kind: "lead.captured" as const, app: "at-once" as const, mail: "daily" as const }],
  })),
  "mail-digest": system((world) => world.waitingNotice()),

  "create-pipeline": system(() => defaultPipeline),
  "delete-deal": staff(async (world, owner) => ({ dealId: (await world.deal(owner)).dealId })),
  "edit-deal": staff(async (world, ownerId) => ({
    ...(await world.deal(ownerId)),
    version: 2,
    title: "Shop",
    ownerId,
  })),
  "lose-deal": staff(async (world, owner) => ({ dealId: (await world.deal(owner)).dealId, reason: "Price" })),
  "move-deal": staff(async (world, owner) => ({
    dealId: (await world.deal(owner)).dealId,
    stageId: await world.stage(2),
  })),
  "open-deal": staff(async (world, ownerId) => ({
    ...{ title: "Website", ...(await world.client(ownerId)), stageId: await world.stage(0), ownerId },
  })),
  "price-deal": staff(async (world, owner) => ({
    ...{ dealId: (await world.deal(owner)).dealId, version: 2 },
    lines: lines.map((line) => ({ ...line, name: `${line.name}, by the letter` })),
  })),
  "reopen-deal": staff((world, owner) => world.lostDeal(owner)),
  "restore-deal": staff((world, owner) => world.deletedDeal(owner)),
  "win-deal": staff(async (world, owner) => ({ dealId: (await world.deal(owner)).dealId })),

  "edit-numbering": staff(() => ({
    ...{ currency: "EUR", invoicePattern: "INV-{YYYY}-{####}", creditNotePattern: "CR-{YYYY}-{####}" },
  })),
  "skip-step": staff(() => ({ step: "all" }) as const),
  "edit-brand": staff(() => ({ colour: "#1f4fd8", logo: { name: "logo.png", bytes: tinyPng } })),
  "delete-organization": staff(async (world) => {
    await world.noHold()
    return { name: (await getOrganization(world.owner, {})).name }
  }),
  "edit-retention-policy": staff(() => ({
    ...{ notifications: 365, invitations: 60, "link-uses": 365, "mail-texts": 365 },
  })),
  "place-legal-hold": staff(async (world) => {
    await world.noHold()
    return { reason: "A dispute about an invoice" }
  }),
  "lift-legal-hold": staff((world) => world.hold()),
  "purge-data-class": system(async (world) => {
    await world.noHold()
    await world.oldInvitation()
    return {}
  }),
  "purge-installation-class": above(async (world) => {
    await world.noHold()
    await world.oldCeremony()
    return {}
  }),
  "restore-organization": system(async (world) => {
    await world.closed()
    return {}
  }),
  "purge-organization": above(async (world) => {
    await world.longClosed()
    return {}
  }),
  "invite-member": staff((world) => ({ emails: world.newEmail(), role: "member", teamId: world.teamId })),
  "send-invitation": staff((world) => world.invitation()),
  "revoke-invitation": staff((world) => world.invitation()),
  "mail-invitation": system((world) => world.invitation()),
  "join-organization": above(async (world) => ({
    ...{ token: (await world.invitation()).token, name: "Nora New", password: "a-quiet-harbour-9" },
  })),
  "edit-member": staff(async (world) => ({ ...(await world.colleague()), role: "guest", teamId: world.teamId })),
  "remove-member": staff(async (world) => ({
    ...{ ...(await world.colleague()), successorId: world.people.owner.personId },
  })),
  "restore-member": staff((world) => world.formerColleague()),
  "leave-organization": above(async (world) => ({ secret: await world.sessionOfColleague(), successorId: null })),
  "switch-organization": above(async (world) => ({
    secret: await world.session(),
    toOrganizationId: world.organizationId,
  })),
  "assign-member": staff(async (world) => ({
    ...{ ...(await world.team()), memberIds: [(await world.colleague()).memberId], wereIn: [] },
  })),
  "create-team": staff((world) => ({ name: "Brand", parentId: world.teamId })),
  "edit-team": staff(async (world) => ({
    ...{ ...(await world.team()), version: 1, name: "Brand and web", parentId: world.teamId },
  })),
  "delete-team": staff((world) => world.team()),
  "restore-team": staff((world) => world.deletedTeam()),

  "expire-receipt": system(async (world) => {
    await world.staleReceipt()
    return {}
  }),
  "expire-limit": above(async (world) => {
    await world.staleLimit()
    return {}
  }),
  "mail-reset": above(async (world) => ({ resetId: (await world.reset()).resetId })),
  "request-reset": above((world) => ({ email: world.people.owner.email })),
  "reset-password": above(async (world) => ({ token: (await world.reset()).token, password: "a-quiet-harbour-9" })),
  "sign-in": above(async (world) => {
    return { email: (await world.newcomer()).email, password }
  }),
  "sign-in-by-factor": above((world) => world.waitingSignIn()),
  "sign-in-by-passkey": above((world) => world.shownPasskey()),
  "request-challenge": above(() => ({})),
  "confirm-factor": (world, owner) => world.confirmedApp(owner),
  "create-authenticator": (world, owner) => world.withoutApp(owner),
  "confirm-authenticator": (world, owner) => world.unconfirmedApp(owner),
  "delete-authenticator": (world, owner) => world.anyApp(owner),
  "renew-recovery-code": (world, owner) => world.anyApp(owner),
  "request-passkey": staff(() => ({})),
  "create-passkey": staff((world, owner) => world.madePasskey(owner)),
  "edit-passkey": staff(async (world, owner) => ({ ...(await world.passkey(owner)), name: "Phone" })),
  "delete-passkey": staff((world, owner) => world.passkey(owner)),
  "mail-factor-change": system((world) => ({ messageId: newId(), personId: world.me, change: "passkey-created" })),
  "edit-factor-policy": staff(() => ({ roles: [] })),
  "sign-out-everywhere": above(async (world) => ({ secret: await world.session() })),
  "sign-out": above(async (world) => ({ secret: await world.session() })),

  "create-identity-provider": staff((world) => aProvider(world.another("key-").replace(" ", ""))),
  "edit-identity-provider": staff(async (world) => ({
    ...{ ...(await madeProvider(world)), version: 1, ...aProvider(world.another("key-").replace(" ", "")) },
  })),
  "check-identity-provider": staff((world) => madeProvider(world)),
  "delete-identity-provider": staff((world) => madeProvider(world)),
  "unlink-subject": staff((world) => linkedMember(world)),
  "start-sign-on": system(async (world) => ({ ...(await madeProvider(world)), redirectUri: "https://work.example" })),
  "complete-sign-on": system(async (world) => ({ ...(await madeProvider(world)), answer: "", token: null })),
  "mail-sign-on": system((world) => linkedMember(world)),

  "draft-invoice": staff(async (world, owner) => ({ ...(await world.deal(owner)), ...world.terms })),
  "edit-invoice": staff(async (world, owner) => ({ ...(await world.invoice(owner)), version: 1, ...world.terms })),
  "issue-deposit-invoice": system(async (world, owner) => ({
    proposalId: (await world.signedProposal(owner)).proposalId,
  })),
  "issue-invoice": staff(async (world, owner) => ({ invoiceId: (await world.invoice(owner)).invoiceId, version: 1 })),
  "open-invoice": payer(() => ({})),
  "render-invoice": system(async (world, owner) => ({ invoiceId: (await world.issuedInvoice(owner)).invoiceId })),
  "send-invoice": staff(async (world, owner) => ({ invoiceId: (await world.issuedInvoice(owner)).invoiceId })),
  "void-invoice": staff(async (world, owner) => ({ invoiceId: (await world.invoice(owner)).invoiceId })),

  "assign-lead": staff(async (world, owner) => ({ leadId: await world.lead(owner), ownerId: null })),
  "capture-enquiry": formVisitor({ ...person, message: "We need a site.", consent: true }),
  "capture-lead": staff((_, ownerId) => ({ ...person, ownerId, evenIfKnown: true })),
  "convert-lead": staff(async (world, owner) => ({
    ...{
      leadId: await world.lead(owner),
      companyId: await world.company(owner),
      contactId: await world.contact(owner),
    },
    dealTitle: "Website",
  })),
  "create-form": system((world) => ({
    key: world.another("form-key-").replace(" ", ""),
    ...defaultForm("Northlight"),
  })),
  "delete-lead": staff(async (world, owner) => ({ leadId: await world.lead(owner) })),
  "disqualify-lead": staff(async (world, owner) => ({ leadId: await world.lead(owner), reason: "No budget" })),
  "edit-lead": staff(async (world, owner) => ({ leadId: await world.lead(owner), version: 1, ...person })),
  "qualify-lead": staff(async (world, owner) => ({ leadId: await world.lead(owner) })),
  "reopen-lead": staff((world, owner) => world.disqualifiedLead(owner)),
  "restore-lead": staff((world, owner) => world.deletedLead(owner)),

  "dismiss-notification": staff((world, owner) => world.notification(owner)),

  "join-member": system((world) => ({
    name: "Nora New",
    email: `${world.another("nora").replace(" ", "")}@new.example`,
    role: "member",
  })),
  "edit-organization": staff(async (world) => {
    const { version } = await getOrganization(world.owner, {})
    return { version, ...agency, ...beginnings }
  }),
  "set-up-organization": above((world) => ({
    ...{ name: "Harbor", country: "DE", currency: "EUR", timeZone: "Europe/Berlin", ownerName: "Hanna Harbor" },
    ...{ ownerEmail: `${world.another("hanna").replace(" ", "")}@harbor.example`, ownerPassword: password },
  })),

  "expire-checkout": system(async (world, owner) => ({ checkoutId: (await world.checkout(owner)).checkoutId })),
  "open-checkout": payer(({ invoiceId }) => ({ invoiceId })),
  "process-webhook": above((world) => world.webhook()),
  "receive-webhook": above((world) => ({
    ...{ provider: "stripe", account: "installation", eventId: world.another("evt"), type: "checkout.session.expired" },
    ...{ happenedAt: new Date(), payload: {} },
  })),
  "create-payment-file": staff(async (world, owner) => ({
    ...{ paymentId: (await world.payment(owner)).paymentId, name: "slip.pdf", bytes: world.aPdf() },
  })),
  "record-payment": staff(async (world, owner) => ({
    ...{ invoiceId: (await world.issuedInvoice(owner)).invoiceId, amount: "100.00", receivedOn: world.today },
  })),
  "credit-invoice": staff(async (world, owner) => ({
    ...{ invoiceId: (await world.issuedInvoice(owner)).invoiceId, reason: "Agreed on the telephone" },
  })),
  "apply-credit": staff(async (world, owner) => ({ invoiceId: (await world.credit(owner)).invoiceId })),
  "reverse-payment": staff(async (world, owner) => ({
    ...{ paymentId: (await world.payment(owner)).paymentId, reason: "Entered twice" },
  })),
  "refund-payment": staff(async (world, owner) => {
    const { invoiceId, paymentId } = await world.payment(owner)
    return { invoiceId, paymentId, amount: "1.00", key: world.another("press-of-a-button").replace(" ", "-") }
  }),
  "settle-refund": system(async (world, owner) => {
    const { attempt, paymentIntentId } = await world.cardPayment(owner)
    const refundId = world.another("re")
    return { refundId, status: "succeeded" as const, attempt, paymentIntentId, amount: 100, currency: "eur" }
  }),
  "complete-refund": system(async (world, owner) => ({ refundId: await world.refund(owner) })),
  "dispute-payment": system(async (world, owner) => {
    const { attempt, paymentIntentId } = await world.cardPayment(owner)
    const dispute = { disputeId: world.another("dp"), facts: ["opened" as const], reason: "fraudulent" }
    return { ...dispute, attempt, paymentIntentId, amount: 100, currency: "eur" }
  }),
  "record-problem": system(async (world, owner) => ({
    ...{ kind: "event" as const, ref: world.another("evt"), account: "installation", type: "refund.created" },
    ...{ reason: "It names no payment.", invoiceId: (await world.issuedInvoice(owner)).invoiceId },
  })),
  "reconcile-account": system(() => ({})),
  "fold-tally": system(() => ({})),
  "seal-event": system(() => ({})),
  "sign-head": system(() => ({})),
  "export-audit": staff(() => ({ act: "deal" })),
  "settle-problem": staff(async (world) => ({ problemId: await world.problem() })),
  "process-problem": staff(async (world) => ({ problemId: await world.problem() })),
  "settle-checkout": system(async (world, owner) => {
    const { checkoutId, amountMinor: amount, invoiceId: invoice } = await world.checkout(owner)
    const metadata = { organization: world.organizationId, invoice, attempt: checkoutId }
    return { checkoutId, fact: "paid", amount, metadata, ...paid, paymentIntentId: `pi_${checkoutId}` }
  }),

  "ask-about-proposal": reader(() => ({ question: "When could you begin?" })),
  "choose-options": reader(({ options }) => ({ lines: options })),
  "create-link": staff(async (world, owner) => ({ proposalId: (await world.sentProposal(owner)).proposalId })),
  "decline-proposal": reader(() => ({ reason: "Too early" })),
  "draft-proposal": staff(async (world, owner) => ({ dealId: (await world.deal(owner)).dealId })),
  "forward-proposal": reader(() => ({ name: "Bo Boss", email: "bo.boss@elsewhere.example" })),
  "record-link-use": reader(() => ({ kind: "fetched" })),
  "render-proposal": system(async (world, owner) => ({ versionId: (await world.sentProposal(owner)).versionId })),
  "revoke-link": staff(async (world, owner) => ({ linkId: (await world.copiedLink(owner)).linkId })),
  "renew-link": reader(({ email }) => ({ email })),
  "revise-proposal": staff(async (world, owner) => ({
    ...{ proposalId: (await world.proposal(owner)).proposalId, version: 1, title: "Website and shop", lines },
  })),
  "send-proposal": staff(async (world, owner) => {
    const { proposalId, contactId } = await world.proposal(owner)
    return { proposalId, contactId, version: null }
  }),
  "sign-proposal": reader(() => ({ lines: [], consent: true, typedName: "Claire Client", expected: "952000" })),
  "withdraw-proposal": staff(async (world, owner) => ({ proposalId: (await world.sentProposal(owner)).proposalId })),
} satisfies { [Name in CommandName]: Example<Name> }
