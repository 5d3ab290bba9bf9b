import { eq } from "drizzle-orm"
import { mails } from "#db/schema/activities"
import { notifications } from "#db/schema/events"
import { createNote } from "~/activities/create-note.server"
import { createAssignment } from "~/assignments/create-assignment.server"
import { createAddress } from "~/companies/create-address.server"
import { createCompany } from "~/companies/create-company.server"
import { deleteCompany } from "~/companies/delete-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { deleteContact } from "~/contacts/delete-contact.server"
import { deleteDeal } from "~/deals/delete-deal.server"
import { loseDeal } from "~/deals/lose-deal.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import { listStages } from "~/deals/stage-queries.server"
import { assignSuperAdmin } from "~/identity/assign-super-admin.server"
import { openChange } from "~/identity/email-change-token.server"
import { requestEmailChange } from "~/identity/request-email-change.server"
import { requestReset } from "~/identity/request-reset.server"
import { openToken } from "~/identity/reset-token.server"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { createApiKey } from "~/keys/create-api-key.server"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { captureLead } from "~/leads/capture-lead.server"
import { convertLead } from "~/leads/convert-lead.server"
import { deleteLead } from "~/leads/delete-lead.server"
import { disqualifyLead } from "~/leads/disqualify-lead.server"
import { createRole } from "~/organizations/create-role.server"
import { createSupportGrant } from "~/organizations/create-support-grant.server"
import { deleteOrganization } from "~/organizations/delete-organization.server"
import { deleteRole } from "~/organizations/delete-role.server"
import { editBrand } from "~/organizations/edit-brand.server"
import { joinMember } from "~/organizations/join-member.server"
import { logoHref } from "~/organizations/look"
import { getOrganization } from "~/organizations/organization-queries.server"
import { restoreOrganization } from "~/organizations/restore-organization.server"
import { startSupportSession } from "~/organizations/start-support-session.server"
import { createPaymentFile } from "~/payments/create-payment-file.server"
import { openCheckout } from "~/payments/open-checkout.server"
import { receiveWebhook } from "~/payments/receive-webhook.server"
import { recordPayment } from "~/payments/record-payment.server"
import { recordProblem } from "~/payments/record-problem.server"
import { refundPayment } from "~/payments/refund-payment.server"
import { settleCheckout } from "~/payments/settle-checkout.server"
import { builtIn, type ClientContext, mint, type StaffContext } from "~/platform/data/contexts.server"
import { transact, webPool } from "~/platform/data/database.server"
import { type Id, newId } from "~/platform/language/ids"
import { tokenOf } from "~/platform/security/links.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { createLink } from "~/proposals/create-link.server"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { sendProposal } from "~/proposals/send-proposal.server"
import { signProposal } from "~/proposals/sign-proposal.server"
import { makeFactors, secretFor } from "./factors"
import { makePeople } from "./people"
import { makeRetention } from "./retention"
import { tinyPng } from "./tiny-image"
import { type Agency, anAgency, linkHolder, program, rows, visitor, withSandbox } from "./world"

/*
 * An agency in which every kind of record can be had: each maker makes a new one, owned by whom one says, by calling the
 * commands that make it. Examples are built from these, so that one example never stands in another's way.
 */

type Person = Id<"people">

/** An agency with makers of every kind of record. */
export type World = Awaited<ReturnType<typeof aFullWorld>>

/** The lines of every deal and invoice here: one firm, one that the client may choose. */
export const exampleLines = [
  { name: "Design and build", unitPrice: "8000", taxRate: "19" },
  { name: "Photography", unitPrice: "1500", taxRate: "19", isOptional: true },
]

let made = 0
/** Another name each time, so that nothing is taken for the same. */
const another = (what: string) => `${what} ${++made}`

/** A new agency, its payment and mail services stood in for, its records made on demand. */
export async function aFullWorld(name = "Northlight") {
  const agency = await anAgency({ name })
  await withSandbox()
  const { owner } = agency
  const me = agency.people.owner.personId
  const stranger = await aStranger(agency)
  const directory = makeDirectory(owner, me)
  const sales = makeSales(agency, directory)
  return {
    ...agency,
    ...directory,
    ...sales,
    ...makeMoney(agency, sales),
    ...makeProposals(agency, sales),
    ...makeSecrets(agency),
    ...makeEndings(agency),
    ...makeRetention(agency),
    ...makeRoles(agency),
    ...makePeople(agency),
    ...makeFactors(agency),
    ...{ me, stranger, another, today: new Date().toISOString().slice(0, 10) },
    program: program(),
    /** Something told to the owner whose mail waits until now. */
    waitingNotice: async () => {
      await captureEnquiry(await agency.formVisitor(), {
        ...{ name: another("Wanda"), email: "wanda@waiting.example", message: "Hello", consent: true, utm: {} },
      })
      await transact({ organizationId: agency.organizationId, now: new Date() }, (db) =>
        db.update(notifications).set({ mailDueAt: new Date(0) }),
      )
      return {}
    },
    apiKey: () => createApiKey(owner, { name: another("Bookkeeping"), role: "guest", isReadOnly: true, days: 90 }),
    stage: async (at: number) => (await listStages(owner, {}))[at]!.id,
    formId: async () => (await rows<{ id: Id<"forms"> }>(agency, "select id from forms"))[0]!.id,
  }
}

/** A member outside every team, whose records only those see who see all. */
async function aStranger(agency: Agency): Promise<StaffContext> {
  const email = `${another("stranger").replace(" ", "")}@elsewhere.example`
  const { personId } = await joinMember(agency.system(), { name: "Sol Stranger", email, role: "member", teamId: null })
  return mint({ ...agency.member, personId, name: "Sol Stranger", email, ...builtIn("member", null) })
}

function makeDirectory(owner: StaffContext, me: Person) {
  const company = async (ownerId = me) => {
    const named = { name: another("Harbor"), website: `harbor${made}.example`, vatId: "FR12345678901", ownerId }
    const { companyId } = await createCompany(owner, named)
    return companyId
  }
  const address = async (ownerId = me) => {
    const companyId = await company(ownerId)
    const line = { line1: "Quai 1", postalCode: "13002", city: "Marseille", country: "FR" }
    return createAddress(owner, { companyId, ...line })
  }
  const contact = async (ownerId = me, companyId: Id<"companies"> | null = null) => {
    const name = another("Claire Client")
    const emails = [{ label: "work", email: `claire${made}@client.example` }]
    const phones = [{ label: "work", phone: `+33 4 00 00 ${1000 + made}` }]
    const { contactId } = await createContact(owner, { name, ownerId, emails, phones, companyId })
    return contactId
  }
  const client = async (ownerId = me) => {
    const { companyId } = await address(ownerId)
    return { companyId, contactId: await contact(ownerId, companyId) }
  }
  const deletedCompany = async (ownerId = me) => deleteCompany(owner, { companyId: await company(ownerId) })
  const deletedContact = async (ownerId = me) => {
    const { contactId } = await deleteContact(owner, { contactId: await contact(ownerId) })
    return { contactId }
  }
  return { company, address, contact, client, deletedCompany, deletedContact }
}

type Directory = ReturnType<typeof makeDirectory>

function makeSales(agency: Agency, directory: Directory) {
  const { owner } = agency
  const me = agency.people.owner.personId
  const lead = async (ownerId = me) => {
    const name = another("Lea Lead")
    const { leadId } = await captureLead(owner, { name, email: `lea${made}@lead${made}.example`, ownerId })
    return leadId
  }
  const deal = async (ownerId = me) => {
    const client = await directory.client(ownerId)
    const { dealId } = await openDeal(owner, { title: another("Website"), ...client, ownerId })
    await priceDeal(owner, { dealId, version: 1, lines: exampleLines })
    return { dealId, ...client }
  }
  const note = async (authorId = me) => {
    const by = mint({ ...owner, personId: authorId })
    return createNote(by, { body: "Called back.", companyId: await directory.company(authorId) })
  }
  /** A company that somebody gave to the agency's owner, by whom it can be taken back. */
  const assignment = async (byId = me) => {
    const given = { of: "companies", id: [await directory.company(byId)] } as const
    const to = byId === me ? agency.people.manager.personId : me
    return createAssignment(mint({ ...owner, personId: byId }), { ...given, ownerId: to })
  }
  const deletedLead = async (ownerId = me) => deleteLead(owner, { leadId: await lead(ownerId) })
  const disqualifiedLead = async (ownerId = me) =>
    disqualifyLead(owner, { leadId: await lead(ownerId), reason: "No budget" })
  const convertedLead = async (ownerId = me) => {
    const leadId = await lead(ownerId)
    await convertLead(owner, { leadId, dealTitle: "Website" })
    return { leadId }
  }
  const deletedDeal = async (ownerId = me) => deleteDeal(owner, { dealId: (await deal(ownerId)).dealId })
  const lostDeal = async (ownerId = me) => {
    const { dealId } = await loseDeal(owner, { dealId: (await deal(ownerId)).dealId, reason: "Price" })
    return { dealId }
  }
  return { assignment, lead, deal, note, deletedLead, disqualifiedLead, convertedLead, deletedDeal, lostDeal }
}

type Sales = ReturnType<typeof makeSales>

function makeProposals(agency: Agency, { deal }: Sales) {
  const { owner } = agency
  const me = agency.people.owner.personId
  const proposal = async (ownerId = me) => {
    const { dealId, companyId, contactId } = await deal(ownerId)
    const { proposalId } = await draftProposal(owner, { dealId })
    return { proposalId, dealId, companyId, contactId }
  }
  const sentProposal = async (ownerId = me) => {
    const draft = await proposal(ownerId)
    const { proposalId, contactId } = draft
    const { versionId, linkId } = await sendProposal(owner, { proposalId, contactId, version: null })
    const optional = "select id from proposal_lines where proposal_id = $1 and is_optional"
    const options = (await rows<{ id: string }>(agency, optional, [proposalId])).map(({ id }) => id)
    const holder = await holderOf(agency, proposalId)
    const email = holder.hold.of === "link" ? holder.hold.email : null
    return { ...draft, versionId, linkId, options, holder, email: email! }
  }
  const signedProposal = async (ownerId = me) => {
    const sent = await sentProposal(ownerId)
    await signProposal(sent.holder, { lines: [], consent: true, typedName: "Claire Client", expected: "952000" })
    return sent
  }
  const mail = async (ownerId = me) => {
    const { proposalId } = await sentProposal(ownerId)
    return { mailId: await mailAbout(proposalId) }
  }
  const mailAbout = async (proposalId: string) => {
    const about = "select id from mails where about->>'proposalId' = $1"
    return (await rows<{ id: Id<"mails"> }>(agency, about, [proposalId]))[0]!.id
  }
  /** A mail that the mail service refused three times. */
  const failedMail = async (ownerId = me) => {
    const { proposalId } = await sentProposal(ownerId)
    const mailId = await mailAbout(proposalId)
    await transact({ organizationId: agency.organizationId, now: new Date() }, (db) =>
      db.update(mails).set({ status: "failed", attempts: 3, answer: "Too many mails" }).where(eq(mails.id, mailId)),
    )
    return { mailId, proposalId: proposalId as string }
  }
  const copiedLink = async (ownerId = me) => {
    const { proposalId } = await sentProposal(ownerId)
    return createLink(owner, { proposalId }).then(({ linkId }) => ({ proposalId, linkId }))
  }
  /** Something the owner of a proposal is told: the client asks. */
  const notification = async (ownerId = me) => {
    const { holder } = await sentProposal(ownerId)
    await askAboutProposal(holder, { question: "When could you begin?" })
    const newest = "select id from notifications where person_id = $1 order by id desc limit 1"
    const [row] = await rows<{ id: Id<"notifications"> }>(agency, newest, [ownerId])
    return { notificationId: row!.id }
  }
  return { notification, proposal, sentProposal, signedProposal, copiedLink, mail, failedMail }
}

function makeMoney(agency: Agency, { deal }: Sales) {
  const { owner } = agency
  const me = agency.people.owner.personId
  const terms = { title: "Website", currency: "EUR", termsDays: 14, lines: exampleLines }
  const invoice = async (ownerId = me) => {
    const parties = await deal(ownerId)
    const { invoiceId } = await draftInvoice(owner, { ...parties, ...terms })
    return { invoiceId, ...parties }
  }
  const issuedInvoice = async (ownerId = me) => {
    const draft = await invoice(ownerId)
    await issueInvoice(owner, { invoiceId: draft.invoiceId, version: 1, send: true })
    return draft
  }
  const heldInvoice = async (ownerId = me) => {
    const issued = await issuedInvoice(ownerId)
    await sendInvoice(owner, { invoiceId: issued.invoiceId })
    return { ...issued, holder: await holderOf(agency, issued.invoiceId) }
  }
  const payment = async (ownerId = me) => {
    const issued = await issuedInvoice(ownerId)
    const paid = { amount: "100.00", method: "bank", receivedOn: new Date().toISOString().slice(0, 10) } as const
    const { paymentId } = await recordPayment(owner, { invoiceId: issued.invoiceId, ...paid })
    return { ...issued, paymentId: paymentId! }
  }
  const aPdf = () => new Uint8Array(Buffer.from(`%PDF-1.7 ${newId()}`))
  const paymentFile = async (ownerId = me) => {
    const { paymentId } = await payment(ownerId)
    const { fileId } = await createPaymentFile(owner, { paymentId, name: "slip.pdf", bytes: aPdf() })
    return { paymentId, fileId: fileId! }
  }
  const credit = async (ownerId = me) => {
    const parties = await deal(ownerId)
    const [paid, open] = [await anotherOf(parties), await anotherOf(parties)]
    const received = { amount: "100000.00", method: "bank", receivedOn: new Date().toISOString().slice(0, 10) } as const
    await recordPayment(owner, { invoiceId: paid.invoiceId, ...received })
    return { ...open, companyId: parties.companyId }
  }
  const anotherOf = async (parties: Awaited<ReturnType<typeof deal>>) => {
    const { invoiceId } = await draftInvoice(owner, { ...parties, ...terms })
    await issueInvoice(owner, { invoiceId, version: 1, send: false })
    return { invoiceId }
  }
  const checkout = async (ownerId = me) => {
    const { holder, invoiceId } = await heldInvoice(ownerId)
    await openCheckout(holder, { invoiceId })
    type Row = { id: Id<"checkouts">; amount_minor: string; session_id: string }
    const [row] = await rows<Row>(agency, "select * from checkouts where invoice_id = $1", [invoiceId])
    return { invoiceId, checkoutId: row!.id, amountMinor: Number(row!.amount_minor), sessionId: row!.session_id }
  }
  const cardPayment = async (ownerId = me) => {
    const { checkoutId: attempt, amountMinor: amount } = await checkout(ownerId)
    const paymentIntentId = `pi_${attempt}`
    const metadata = { organization: agency.organizationId, attempt }
    const report = { account: "installation", currency: "eur", amount, paymentIntentId, metadata }
    await settleCheckout(agency.system(), { checkoutId: attempt, fact: "paid", method: "card", ...report })
    return { attempt, paymentIntentId }
  }
  /** A refund written down by hand. */
  const refund = async (ownerId = me) => {
    const { invoiceId, paymentId } = await payment(ownerId)
    const key = another("press-of-a-button").replace(" ", "-")
    return (await refundPayment(owner, { invoiceId, paymentId, amount: "1.00", key })).refundId
  }
  /** An event that could not be acted on, as it stands on the list of problems. */
  const problem = async () => {
    const event = { provider: "stripe", account: "installation", eventId: another("evt") } as const
    await receiveWebhook(program(), { ...event, type: "checkout.session.expired", happenedAt: new Date(), payload: {} })
    const about = { kind: "event", ref: event.eventId, account: event.account, type: "refund.created" } as const
    return (await recordProblem(agency.system(), { ...about, reason: "It names no payment.", invoiceId: null }))
      .problemId
  }
  return {
    ...{ terms, invoice, issuedInvoice, heldInvoice, payment, paymentFile, aPdf },
    ...{ credit, checkout, cardPayment, refund, problem },
  }
}

function makeRoles({ owner }: Agency) {
  const given = { deals: { read: "team", edit: "own" } } as const
  const role = () => createRole(owner, { base: "member", name: another("Role"), granted: given })
  return { role, deletedRole: async () => deleteRole(owner, await role()) }
}

function makeSecrets({ people, owner, as, system }: Agency) {
  const { email } = people.owner
  const forgetful = people.finance.email
  const session = () => secretFor(email)
  const reset = async () => {
    await requestReset(visitor(), { email: forgetful })
    const newest =
      "select r.* from password_resets r join people p on p.id = r.person_id where p.email = $1 order by r.id desc limit 1"
    type Row = { id: Id<"password_resets">; token_sealed: string }
    const { rows: found } = await webPool().query<Row>(newest, [forgetful])
    const { id, token_sealed: sealed } = found[0]!
    return { resetId: id, token: openToken(id, sealed) }
  }
  /** A new address that the guest asked for. */
  const emailChange = async () => {
    await requestEmailChange(as("guest"), { email: `${another("guest").replace(" ", ".")}@elsewhere.example` })
    type Row = { id: Id<"email_changes">; token_sealed: string }
    const { rows: found } = await webPool().query<Row>("select * from email_changes order by id desc limit 1")
    const { id, token_sealed: sealed } = found[0]!
    return { changeId: id, token: openChange(id, sealed) }
  }
  const supportGrant = () => createSupportGrant(owner, { hours: "4", reason: another("A total looks wrong") })
  /** Somebody who looks after the installation, let in. */
  const superAdmin = async () => {
    await supportGrant()
    await assignSuperAdmin(program(), { email: people.manager.email, isSuperAdmin: true })
    return { email: people.manager.email }
  }
  const supportSession = async () => {
    const { secret } = await startSupportSession(system(), { ...(await superAdmin()), previous: null })
    return (await resolveSession(secret, new Date()))!.sessionId!
  }
  const webhook = async () => {
    const event = { provider: "stripe", account: "installation", eventId: another("evt") } as const
    await receiveWebhook(program(), { ...event, type: "checkout.session.expired", happenedAt: new Date(), payload: {} })
    return event
  }
  /** The counter of a window that is long over. */
  const staleLimit = () =>
    webPool().query("insert into limits (key, window_start, count) values ($1, now() - interval '3 days', 1)", [
      newId(),
    ])
  /** The receipt of a form that was sent the day before yesterday. */
  const staleReceipt = () => {
    const then = mint({ ...owner, now: new Date(owner.now.getTime() - 2 * 24 * 3_600_000) })
    return createCompany(then, { name: another("Harbor") }, { submission: newId() })
  }
  return { supportGrant, superAdmin, supportSession, session, reset, emailChange, webhook, staleLimit, staleReceipt }
}

function makeEndings(agency: Agency) {
  const { owner, system } = agency
  const { noHold } = makeRetention(agency)
  /** The agency itself, deleted until it is brought back. */
  const closed = async () => {
    await noHold()
    return deleteOrganization(owner, { name: (await getOrganization(owner, {})).name })
  }
  /** The address of a logo that the agency gives itself. */
  const logo = async () => {
    await editBrand(owner, { colour: "#1f4fd8", logo: { name: "logo.png", bytes: tinyPng } })
    return logoHref((await getOrganization(owner, {})).logoFile)
  }
  /** As it was before it was deleted, and under no hold. */
  const revive = async () => {
    await restoreOrganization(system(), {})
    await noHold()
  }
  /** Another agency, which was deleted longer ago than it is kept. */
  const longClosed = async () => {
    const other = await anAgency({ name: another("Gone"), now: new Date(owner.now.getTime() - 31 * 24 * 3_600_000) })
    return deleteOrganization(other.owner, { name: (await getOrganization(other.owner, {})).name })
  }
  return { closed, revive, longClosed, logo }
}

type LinkRow = {
  id: Id<"links">
  organization_id: Id<"organizations">
  purpose: "proposal" | "invoice"
  token_sealed: string
}

/** The token of the newest link to a document. */
export async function tokenHeldBy(agency: Pick<Agency, "organizationId">, objectId: string): Promise<string> {
  const newest = "select * from links where object_id = $1 order by created_at desc, id desc limit 1"
  const [link] = await rows<LinkRow>(agency, newest, [objectId])
  const { id, organization_id: organizationId, purpose, token_sealed: tokenSealed } = link!
  return tokenOf({ id, organizationId, purpose, tokenSealed })
}

/** The holder of that link, let in by its token as the door would. */
export async function holderOf(agency: Agency, objectId: string): Promise<ClientContext> {
  return linkHolder(await tokenHeldBy(agency, objectId))
}
