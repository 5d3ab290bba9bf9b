import { madeProvider } from "./a-provider"
import { above, type Example, formVisitor, payer, type QueryName, reader, staff, system } from "./beginnings"

/** An example of each query. */
export const queryExamples = {
  "get-link": staff(async (world, owner) => ({ linkId: (await world.copiedLink(owner)).linkId })),
  "list-links-of-invoice": staff(async (world, owner) => ({ invoiceId: (await world.heldInvoice(owner)).invoiceId })),
  "list-payment-files": staff(async (world, owner) => ({ paymentId: (await world.payment(owner)).paymentId })),
  "get-payment-file": staff((world, owner) => world.paymentFile(owner)),
  "find-mail": system((world, owner) => world.mail(owner)),
  "list-mail-troubles": staff(async (world, owner) => ({ recordId: (await world.failedMail(owner)).proposalId })),
  "list-address-troubles": staff(() => ({ emails: ["claire@client.example"] })),

  "chain-verdict": staff(() => ({})),
  "list-roles": staff(() => ({})),
  "get-role": staff((world) => world.role()),

  "get-company": staff(async (world, owner) => ({ companyId: await world.company(owner) })),
  "list-addresses": staff(async (world, owner) => ({ companyId: (await world.address(owner)).companyId })),
  "get-address": staff((world, owner) => world.address(owner)),
  "list-companies": staff(() => ({})),
  "list-company-choices": staff(() => ({})),
  "find-matching-companies": staff(async (world, owner) => ({
    ...{ name: "Harbor Books", domain: "harbor.example", except: await world.company(owner) },
  })),
  "get-contact": staff(async (world, owner) => ({ contactId: await world.contact(owner) })),
  "list-companies-of-contact": staff(async (world, owner) => ({ contactId: (await world.client(owner)).contactId })),
  "list-contacts-of-company": staff(async (world, owner) => ({ companyId: (await world.client(owner)).companyId })),
  "list-contacts": staff(() => ({})),
  "list-contact-choices": staff(() => ({})),
  "find-matching-contacts": staff(() => ({ email: "claire@client.example", phone: null })),
  "find-contact-by-email": staff(() => ({ email: "claire@client.example" })),

  "list-api-keys": staff(() => ({})),
  "get-api-key": staff((world) => world.apiKey()),
  "list-key-roles": staff(() => ({})),

  "get-deal": staff(async (world, owner) => ({ dealId: (await world.deal(owner)).dealId })),
  "get-deal-lines": staff(async (world, owner) => ({ dealId: (await world.deal(owner)).dealId })),
  "list-deals": staff(() => ({})),
  "deal-board": staff(() => ({})),
  "list-deals-of-company": staff(async (world, owner) => ({ companyId: (await world.deal(owner)).companyId })),
  "list-stages": staff(() => ({})),
  "get-stage": staff(async (world) => ({ stageId: await world.stage(1) })),
  "first-stage-of": staff(() => ({ kind: "won" })),

  "list-identity-providers": staff(() => ({})),
  "get-identity-provider": staff((world) => madeProvider(world)),
  "list-provider-choices": staff(() => ({})),
  "get-sign-on": system((world) => madeProvider(world)),

  "find-password-reset": above(() => ({ token: "lmnopqrstuvwxyz-lmnopqrstuvwxyz-lmnopqrstuv" })),
  "own-proofs": staff(() => ({})),
  "find-person": above((world) => ({ email: world.people.owner.email })),

  "find-deposit": reader(({ proposalId }) => ({ proposalId })),
  "get-invoice": staff(async (world, owner) => ({ invoiceId: (await world.invoice(owner)).invoiceId })),
  "list-invoices": staff(() => ({ view: "all" })),
  "sequence-proof": staff(() => ({})),
  "list-invoices-of": staff(async (world, owner) => ({ companyId: (await world.invoice(owner)).companyId })),
  "find-invoice-recipient": staff(async (world, owner) => ({
    invoiceId: (await world.issuedInvoice(owner)).invoiceId,
  })),
  "find-invoice-pdf": staff(async (world, owner) => ({ invoiceId: (await world.issuedInvoice(owner)).invoiceId })),
  "get-invoice-defaults": staff(async (world, owner) => ({ dealId: (await world.deal(owner)).dealId })),
  "get-invoice-draft": staff(async (world, owner) => ({ invoiceId: (await world.invoice(owner)).invoiceId })),
  "get-issue-page": staff(async (world, owner) => ({ invoiceId: (await world.invoice(owner)).invoiceId })),
  "find-last-sending": staff(async (world, owner) => ({ invoiceId: (await world.heldInvoice(owner)).invoiceId })),
  "get-held-invoice": payer(({ invoiceId }) => ({ invoiceId })),
  "get-payment": staff(async (world, owner) => ({ paymentId: (await world.payment(owner)).paymentId })),
  "get-credit-page": staff(async (world, owner) => ({ invoiceId: (await world.issuedInvoice(owner)).invoiceId })),
  "list-credits": staff(async (world, owner) => ({ companyId: (await world.credit(owner)).companyId })),
  "list-other-open-invoices": staff(async (world, owner) => ({ invoiceId: (await world.credit(owner)).invoiceId })),
  "get-invoice-page": staff(async (world, owner) => ({ invoiceId: (await world.payment(owner)).invoiceId })),
  "list-problems": staff(() => ({})),
  "list-booked-payments": system(() => ({ since: new Date(0) })),
  "find-problem": staff(() => ({ kind: "event", ref: "evt_none" })),
  "get-client-invoice": payer(({ invoiceId }) => ({ invoiceId })),

  "get-form": formVisitor({}),
  "list-forms": staff(() => ({})),
  "get-lead": staff(async (world, owner) => ({ leadId: await world.lead(owner) })),
  "find-lead": staff(async (world, owner) => ({ leadId: await world.lead(owner) })),
  "find-conversion": staff((world, owner) => world.convertedLead(owner)),
  "list-leads": staff(() => ({})),
  "count-leads": staff(() => ({})),
  "find-lookalikes": staff(async (world, owner) => ({
    ...{
      email: "ed@enquirer.example",
      phone: null,
      companyName: "Harbor",
      domain: null,
      except: await world.lead(owner),
    },
  })),
  "find-recent-enquiry": system(async (world) => ({
    ...{ formId: await world.formId(), email: "ed@enquirer.example", message: "We need a site.", since: new Date(0) },
  })),
  "find-last-step": staff(async (world, owner) => ({
    ...(await world.disqualifiedLead(owner)),
    step: "lead.disqualified",
  })),

  "get-organization": staff(() => ({})),
  "list-members": staff(() => ({})),

  "get-proposal-for-client": reader(() => ({})),
  "find-proposal-pdf": staff(async (world, owner) => ({ proposalId: (await world.sentProposal(owner)).proposalId })),
  "get-proposal": staff(async (world, owner) => ({ proposalId: (await world.proposal(owner)).proposalId })),
  "preview-proposal": staff(async (world, owner) => ({ proposalId: (await world.proposal(owner)).proposalId })),
  "get-editing-page": staff(async (world, owner) => ({ proposalId: (await world.proposal(owner)).proposalId })),
  "get-proposal-version": staff(async (world, owner) => ({
    ...{ proposalId: (await world.sentProposal(owner)).proposalId, number: 1 },
  })),
  "get-sending-page": staff(async (world, owner) => ({ proposalId: (await world.proposal(owner)).proposalId })),
  "get-proposal-page": staff(async (world, owner) => ({ proposalId: (await world.sentProposal(owner)).proposalId })),
  "get-link-page": staff((world, owner) => world.copiedLink(owner)),
  "list-proposals": staff(() => ({})),
  "list-proposals-of": staff(async (world, owner) => ({ dealId: (await world.proposal(owner)).dealId })),

  "list-timeline": staff(async (world, owner) => ({ subjectId: (await world.deal(owner)).dealId })),
  "list-notifications": staff(async (world, owner) => ({
    after: await world.notification(owner).then(() => undefined),
  })),
  "get-today": staff(() => ({})),
  "get-shell": staff(() => ({})),
} satisfies { [Name in QueryName]: Example<Name> }
