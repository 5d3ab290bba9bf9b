/*
 * Where a name does not follow from the command's own, each with the reason. Everything else is derived, and the contracts
 * hold these lists to what is true: a line that is no longer needed fails.
 */

/** Commands whose event is not their own name turned round; null where the example only finds that nothing is left to do. */
export const otherEvents: Record<string, { records: string | null; because: string }> = {
  "start-sign-on": { records: "sign-on.refused", because: "the example's issuer answers nobody, and that is told" },
  "complete-sign-on": { records: "sign-on.refused", because: "nobody set out for the example, and that is told" },
  "sign-in": { records: "session.started", because: "what begins is a session, and a wrong password begins none" },
  "edit-factor-policy": {
    records: null,
    because: "the example asks it of nobody, as it stands: the organization stays as others read it",
  },
  "sign-in-by-factor": { records: "session.started", because: "what begins is a session, as by the password alone" },
  "sign-in-by-passkey": { records: "session.started", because: "what begins is a session, as by the password alone" },
  "sign-out": { records: "session.ended", because: "what ends is a session" },
  "sign-out-everywhere": { records: "session.ended", because: "what ends are the person's sessions" },
  "issue-deposit-invoice": { records: null, because: "signing has issued it already: it is an invoice.issued" },
  "capture-enquiry": { records: "lead.captured", because: "an enquiry is captured as a lead" },
  "ask-about-proposal": { records: "proposal.asked", because: "the question belongs to the proposal" },
  "choose-options": { records: "proposal.chosen", because: "the options are the proposal's" },
  "record-link-use": { records: "link.used", because: "a use is the link's" },
  "settle-mail": {
    records: "mail.arrived",
    because: "a report is one of several facts; delivered means that it arrived",
  },
  "settle-refund": {
    records: "payment.refunded",
    because: "settling ends in one of several facts; arrived gives back",
  },
  "complete-refund": { records: null, because: "it ends like the refund it completes; one that has ended is left" },
  "fold-tally": { records: null, because: "folding changes no figure, so nothing happened" },
  "seal-event": { records: null, because: "an event for each sealing would have to be sealed in turn, for ever" },
  "sign-head": { records: null, because: "an event for each signing would make a head necessary every day, for ever" },
  "process-problem": { records: "webhook.processed", because: "what is processed is the event behind it" },
  "settle-checkout": {
    records: "payment.recorded",
    because: "settling ends in one of several facts; paid books a payment",
  },
}

/** Commands of members whose button does not stand at the plural of their noun and their verb. */
export const otherAddresses: Record<string, { at: string; because: string }> = {
  "price-deal": { at: "/deals/:dealId/lines", because: "the page edits the lines that make the price" },
  "revise-proposal": { at: "/proposals/:proposalId/edit", because: "the page is the proposal's editor" },
  "create-link": { at: "/proposals/:proposalId/link", because: "the link is the proposal's" },
  "link-contact": { at: "/companies/:companyId/contacts", because: "a contact is linked from the company" },
  "create-identity-provider": { at: "/settings/security/sign-on/new", because: "people call it single sign-on" },
  "edit-identity-provider": { at: "/settings/security/sign-on/:providerId", because: "its own page is its editor" },
  "check-identity-provider": {
    at: "/settings/security/sign-on/:providerId/check",
    because: "people call it single sign-on",
  },
  "delete-identity-provider": {
    at: "/settings/security/sign-on/:providerId/delete",
    because: "people call it single sign-on",
  },
  "edit-factor-policy": { at: "/settings/security", because: "there is one policy, the organization's" },
  "confirm-factor": { at: "/step-up/factor", because: "a factor is shown where a fresh proof is asked for" },
  "request-challenge": { at: "/step-up/factor", because: "a challenge is asked for where its answer is sent" },
  "edit-retention-policy": { at: "/settings/retention/edit", because: "there is one policy, the organization's" },
  "edit-organization": { at: "/settings/organization", because: "there is one organization, one's own" },
  "edit-numbering": { at: "/settings/numbering", because: "there is one way of numbering, the organization's own" },
  "edit-brand": { at: "/settings/brand", because: "there is one look, the organization's own" },
  "delete-organization": { at: "/settings/organization/delete", because: "there is one organization, one's own" },
  "edit-address": { at: "/companies/:companyId/addresses/:addressId", because: "the address's own page is its editor" },
  "create-payment-file": { at: "/payments/:paymentId/files", because: "a file is added where the payment's files are" },
  "record-payment": { at: "/invoices/:invoiceId/payments", because: "a payment is recorded where it settles" },
  "edit-profile": { at: "/settings/profile", because: "there is one profile, one's own" },
  "edit-password": { at: "/settings/profile/password", because: "there is one password, one's own" },
  "request-email-change": { at: "/settings/profile/email", because: "the address is changed where it is shown" },
  "create-support-grant": { at: "/settings/support", because: "leave is given where it is listed" },
  "revoke-support-grant": {
    at: "/settings/support/:grantId/revoke",
    because: "leave is taken back where it is listed",
  },
  "confirm-session": { at: "/step-up", because: "whatever asks for a proof leads there" },
  "export-audit": { at: "/settings/audit/export", because: "there is one record, the organization's own" },
  "edit-notification-preference": { at: "/settings/notifications", because: "they are everybody's own, on one page" },
  "invite-member": { at: "/settings/people/invite", because: "colleagues are asked in from the list of people" },
  "dismiss-notification": { at: "/notifications", because: "the list itself is what is read" },
}

/** Commands that change something and say neither what was before nor what is after. */
export const unsaidChanges: Record<string, { because: string }> = {
  "edit-password": { because: "a password stands in no record" },
  "move-deal": { because: "the facts of the move say from which stage to which" },
  "assign-super-admin": { because: "it stands in the installation's record, whose facts say what somebody is now" },
  "edit-factor-policy": { because: "the example asks it of nobody, as it stands, and changes nothing" },
}
