import { createNote } from "~/activities/create-note.server"
import { deleteNote } from "~/activities/delete-note.server"
import { deliverMail } from "~/activities/deliver-mail.server"
import { dismissMail } from "~/activities/dismiss-mail.server"
import { findMail, listAddressTroubles, listMailTroubles } from "~/activities/mail-queries.server"
import { sendMail } from "~/activities/send-mail.server"
import { settleMail } from "~/activities/settle-mail.server"
import { countAssignable } from "~/assignments/assignment-queries.server"
import { createAssignment } from "~/assignments/create-assignment.server"
import { undoAssignment } from "~/assignments/undo-assignment.server"
import { auditExtract } from "~/audit/audit-csv.server"
import { listAuditEvents } from "~/audit/audit-queries.server"
import { chainVerdict } from "~/audit/chain-verdict.server"
import { exportAudit } from "~/audit/export-audit.server"
import { listAuditHeads } from "~/audit/heads-queries.server"
import { listAuditPeople } from "~/audit/people-queries.server"
import { sealEvent } from "~/audit/seal-event.server"
import { signHead } from "~/audit/sign-head.server"
import {
  findMatchingCompanies,
  getAddress,
  getCompany,
  listAddresses,
  listCompanies,
  listCompanyChoices,
} from "~/companies/company-queries.server"
import { createAddress } from "~/companies/create-address.server"
import { createCompany } from "~/companies/create-company.server"
import { deleteAddress } from "~/companies/delete-address.server"
import { deleteCompany } from "~/companies/delete-company.server"
import { editAddress } from "~/companies/edit-address.server"
import { editCompany } from "~/companies/edit-company.server"
import { restoreCompany } from "~/companies/restore-company.server"
import {
  findContactByEmail,
  findMatchingContacts,
  getContact,
  listCompaniesOfContact,
  listContactChoices,
  listContacts,
  listContactsOfCompany,
} from "~/contacts/contact-queries.server"
import { createContact } from "~/contacts/create-contact.server"
import { deleteContact } from "~/contacts/delete-contact.server"
import { editContact } from "~/contacts/edit-contact.server"
import { linkContact } from "~/contacts/link-contact.server"
import { restoreContact } from "~/contacts/restore-contact.server"
import { unlinkContact } from "~/contacts/unlink-contact.server"
import { createPipeline } from "~/deals/create-pipeline.server"
import { dealBoard } from "~/deals/deal-board.server"
import { getDeal, getDealLines, listDeals, listDealsOfCompany } from "~/deals/deal-queries.server"
import { deleteDeal } from "~/deals/delete-deal.server"
import { editDeal } from "~/deals/edit-deal.server"
import { loseDeal } from "~/deals/lose-deal.server"
import { moveDeal } from "~/deals/move-deal.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import { reopenDeal } from "~/deals/reopen-deal.server"
import { restoreDeal } from "~/deals/restore-deal.server"
import { firstStageOf, getStage, listStages } from "~/deals/stage-queries.server"
import { winDeal } from "~/deals/win-deal.server"
import { assignSuperAdmin } from "~/identity/assign-super-admin.server"
import { confirmAuthenticator } from "~/identity/confirm-authenticator.server"
import { confirmEmailChange } from "~/identity/confirm-email-change.server"
import { confirmFactor } from "~/identity/confirm-factor.server"
import { confirmSession } from "~/identity/confirm-session.server"
import { createAuthenticator } from "~/identity/create-authenticator.server"
import { createPasskey } from "~/identity/create-passkey.server"
import { deleteAuthenticator } from "~/identity/delete-authenticator.server"
import { deletePasskey } from "~/identity/delete-passkey.server"
import { editPasskey } from "~/identity/edit-passkey.server"
import { editPassword } from "~/identity/edit-password.server"
import { expireLimit } from "~/identity/expire-limit.server"
import { findAuthenticator, findPendingSignIn, getPasskey, ownFactors } from "~/identity/factor-queries.server"
import { findEmailChange, findPasswordReset, findPerson } from "~/identity/identity-queries.server"
import { mailEmailChange } from "~/identity/mail-email-change.server"
import { mailFactorChange } from "~/identity/mail-factor-change.server"
import { mailNotice } from "~/identity/mail-notice.server"
import { mailReset } from "~/identity/mail-reset.server"
import { renewRecoveryCode } from "~/identity/renew-recovery-code.server"
import { requestChallenge } from "~/identity/request-challenge.server"
import { requestEmailChange } from "~/identity/request-email-change.server"
import { requestPasskey } from "~/identity/request-passkey.server"
import { requestReset } from "~/identity/request-reset.server"
import { resetPassword } from "~/identity/reset-password.server"
import { revokeSession } from "~/identity/revoke-session.server"
import { isSuperAdmin, listSessions, ownProofs } from "~/identity/session-queries.server"
import { signIn } from "~/identity/sign-in.server"
import { signInByFactor } from "~/identity/sign-in-by-factor.server"
import { signInByPasskey } from "~/identity/sign-in-by-passkey.server"
import { signOut } from "~/identity/sign-out.server"
import { signOutEverywhere } from "~/identity/sign-out-everywhere.server"
import { findDeposit } from "~/invoices/client-links.server"
import { draftInvoice } from "~/invoices/draft-invoice.server"
import {
  findInvoiceRecipient,
  findLastSending,
  getInvoiceDefaults,
  getInvoiceDraft,
  getIssuePage,
} from "~/invoices/draft-queries.server"
import { editInvoice } from "~/invoices/edit-invoice.server"
import {
  findInvoicePdf,
  getHeldInvoice,
  getInvoice,
  listInvoices,
  listInvoicesOf,
} from "~/invoices/invoice-queries.server"
import { issueDepositInvoice } from "~/invoices/issue-deposit-invoice.server"
import { issueInvoice } from "~/invoices/issue-invoice.server"
import { openInvoice } from "~/invoices/open-invoice.server"
import { renderInvoice } from "~/invoices/render-invoice.server"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { sequenceProof } from "~/invoices/sequence-proof.server"
import { voidInvoice } from "~/invoices/void-invoice.server"
import { createApiKey } from "~/keys/create-api-key.server"
import { getApiKey, listApiKeys, listKeyRoles } from "~/keys/key-queries.server"
import { revokeApiKey } from "~/keys/revoke-api-key.server"
import { rotateApiKey } from "~/keys/rotate-api-key.server"
import { assignLead } from "~/leads/assign-lead.server"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { captureLead } from "~/leads/capture-lead.server"
import { findConversion } from "~/leads/conversion-queries.server"
import { convertLead } from "~/leads/convert-lead.server"
import { createForm } from "~/leads/create-form.server"
import { deleteLead } from "~/leads/delete-lead.server"
import { disqualifyLead } from "~/leads/disqualify-lead.server"
import { editLead } from "~/leads/edit-lead.server"
import { getForm, listForms } from "~/leads/form-queries.server"
import { countLeads, findLead, getLead, listLeads } from "~/leads/lead-queries.server"
import { findLookalikes, findRecentEnquiry } from "~/leads/lookalike-queries.server"
import { qualifyLead } from "~/leads/qualify-lead.server"
import { reopenLead } from "~/leads/reopen-lead.server"
import { restoreLead } from "~/leads/restore-lead.server"
import { findLastStep } from "~/leads/step-queries.server"
import { assignMember } from "~/members/assign-member.server"
import { createTeam } from "~/members/create-team.server"
import { deleteTeam } from "~/members/delete-team.server"
import { editMember } from "~/members/edit-member.server"
import { editTeam } from "~/members/edit-team.server"
import { inviteMember } from "~/members/invite-member.server"
import { joinOrganization } from "~/members/join-organization.server"
import { leaveOrganization } from "~/members/leave-organization.server"
import { mailInvitation } from "~/members/mail-invitation.server"
import {
  findInvitation,
  getDeparture,
  getInvitation,
  getMember,
  listFormerPeople,
  listInvitations,
  listPeople,
  listSuccessors,
  listTeamChoices,
} from "~/members/people-queries.server"
import { removeMember } from "~/members/remove-member.server"
import { restoreMember } from "~/members/restore-member.server"
import { restoreTeam } from "~/members/restore-team.server"
import { revokeInvitation } from "~/members/revoke-invitation.server"
import { sendInvitation } from "~/members/send-invitation.server"
import { switchOrganization } from "~/members/switch-organization.server"
import { getTeam, listTeams } from "~/members/team-queries.server"
import { dismissNotification } from "~/notifications/dismiss-notification.server"
import { editNotificationPreference } from "~/notifications/edit-notification-preference.server"
import { mailDigest } from "~/notifications/mail-digest.server"
import { listNotifications } from "~/notifications/notification-queries.server"
import { getNotificationPreferences } from "~/notifications/preference-queries.server"
import { checkIdentityProvider } from "~/openid/check-identity-provider.server"
import { completeSignOn } from "~/openid/complete-sign-on.server"
import { createIdentityProvider } from "~/openid/create-identity-provider.server"
import { deleteIdentityProvider } from "~/openid/delete-identity-provider.server"
import { editIdentityProvider } from "~/openid/edit-identity-provider.server"
import { mailSignOn } from "~/openid/mail-sign-on.server"
import {
  getIdentityProvider,
  getSignOn,
  listIdentityProviders,
  listOwnProviders,
  listProvidedPeople,
  listProviderChoices,
} from "~/openid/provider-queries.server"
import { startSignOn } from "~/openid/start-sign-on.server"
import { unlinkSubject } from "~/openid/unlink-subject.server"
import { createRole } from "~/organizations/create-role.server"
import { createSupportGrant } from "~/organizations/create-support-grant.server"
import { deleteOrganization } from "~/organizations/delete-organization.server"
import { deleteRole } from "~/organizations/delete-role.server"
import { editBrand } from "~/organizations/edit-brand.server"
import { editFactorPolicy } from "~/organizations/edit-factor-policy.server"
import { editNumbering } from "~/organizations/edit-numbering.server"
import { editOrganization } from "~/organizations/edit-organization.server"
import { editProfile } from "~/organizations/edit-profile.server"
import { editRetentionPolicy } from "~/organizations/edit-retention-policy.server"
import { editRole } from "~/organizations/edit-role.server"
import { endSupportSession } from "~/organizations/end-support-session.server"
import { expireReceipt } from "~/organizations/expire-receipt.server"
import { getFactorPolicy } from "~/organizations/factor-policy-queries.server"
import { joinMember } from "~/organizations/join-member.server"
import { liftLegalHold } from "~/organizations/lift-legal-hold.server"
import { getNumbering } from "~/organizations/numbering-queries.server"
import { getOrganization, listMembers } from "~/organizations/organization-queries.server"
import { placeLegalHold } from "~/organizations/place-legal-hold.server"
import { getProfile } from "~/organizations/profile-queries.server"
import { purgeDataClass } from "~/organizations/purge-data-class.server"
import { purgeInstallationClass } from "~/organizations/purge-installation-class.server"
import { purgeOrganization } from "~/organizations/purge-organization.server"
import { recordSupportView } from "~/organizations/record-support-view.server"
import { restoreOrganization } from "~/organizations/restore-organization.server"
import { restoreRole } from "~/organizations/restore-role.server"
import { getLegalHold, getRetention } from "~/organizations/retention-queries.server"
import { revokeSupportGrant } from "~/organizations/revoke-support-grant.server"
import { getRole, listRoles } from "~/organizations/role-queries.server"
import { setUpOrganization } from "~/organizations/set-up-organization.server"
import { skipStep } from "~/organizations/skip-step.server"
import { startSupportSession } from "~/organizations/start-support-session.server"
import { listSupportGrants } from "~/organizations/support-queries.server"
import { applyCredit } from "~/payments/apply-credit.server"
import { listBookedPayments } from "~/payments/book-missed.server"
import { completeRefund } from "~/payments/complete-refund.server"
import { createPaymentFile } from "~/payments/create-payment-file.server"
import { creditInvoice } from "~/payments/credit-invoice.server"
import { getCreditPage, listCredits, listOtherOpenInvoices } from "~/payments/credit-queries.server"
import { disputePayment } from "~/payments/dispute-payment.server"
import { expireCheckout } from "~/payments/expire-checkout.server"
import { openCheckout } from "~/payments/open-checkout.server"
import { getPaymentFile, listPaymentFiles } from "~/payments/payment-file-queries.server"
import { getClientInvoice, getInvoicePage, getPayment } from "~/payments/payment-queries.server"
import { findProblem, listProblems } from "~/payments/problem-queries.server"
import { processProblem } from "~/payments/process-problem.server"
import { processWebhook } from "~/payments/process-webhook.server"
import { receiveWebhook } from "~/payments/receive-webhook.server"
import { reconcileAccount } from "~/payments/reconcile-account.server"
import { recordPayment } from "~/payments/record-payment.server"
import { recordProblem } from "~/payments/record-problem.server"
import { refundPayment } from "~/payments/refund-payment.server"
import { reversePayment } from "~/payments/reverse-payment.server"
import { settleCheckout } from "~/payments/settle-checkout.server"
import { settleProblem } from "~/payments/settle-problem.server"
import { settleRefund } from "~/payments/settle-refund.server"
import type { AnyCommand } from "~/platform/data/command.server"
import type { AnyQuery } from "~/platform/data/query.server"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { chooseOptions } from "~/proposals/choose-options.server"
import { findProposalPdf, getProposalForClient } from "~/proposals/client-queries.server"
import { createLink } from "~/proposals/create-link.server"
import { declineProposal } from "~/proposals/decline-proposal.server"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { forwardProposal } from "~/proposals/forward-proposal.server"
import { getLink, listLinksOfInvoice } from "~/proposals/link-queries.server"
import {
  getEditingPage,
  getLinkPage,
  getProposal,
  getProposalPage,
  getProposalVersion,
  getSendingPage,
  listProposals,
  listProposalsOf,
  previewProposal,
} from "~/proposals/proposal-queries.server"
import { recordLinkUse } from "~/proposals/record-link-use.server"
import { renderProposal } from "~/proposals/render-proposal.server"
import { renewLink } from "~/proposals/renew-link.server"
import { reviseProposal } from "~/proposals/revise-proposal.server"
import { revokeLink } from "~/proposals/revoke-link.server"
import { sendProposal } from "~/proposals/send-proposal.server"
import { signProposal } from "~/proposals/sign-proposal.server"
import { withdrawProposal } from "~/proposals/withdraw-proposal.server"
import { foldTally } from "~/reports/fold-tally.server"
import { explainAccess } from "~/timeline/access-queries.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { getShell } from "~/today/shell-queries.server"
import { listSteps } from "~/today/step-queries.server"
import { getToday } from "~/today/today-queries.server"

/** ALL: every command, a line each. The worker, the permissions page and the contracts are made from it. */
export const commands = [
  createNote,
  deleteNote,
  deliverMail,
  dismissMail,
  sendMail,
  settleMail,
  createAssignment,
  undoAssignment,
  exportAudit,
  sealEvent,
  signHead,
  createAddress,
  createCompany,
  deleteAddress,
  deleteCompany,
  editAddress,
  editCompany,
  restoreCompany,
  createContact,
  deleteContact,
  editContact,
  linkContact,
  restoreContact,
  unlinkContact,
  createPipeline,
  deleteDeal,
  editDeal,
  loseDeal,
  moveDeal,
  openDeal,
  priceDeal,
  reopenDeal,
  restoreDeal,
  winDeal,
  assignSuperAdmin,
  confirmAuthenticator,
  confirmEmailChange,
  confirmFactor,
  confirmSession,
  createAuthenticator,
  createPasskey,
  deleteAuthenticator,
  deletePasskey,
  editPasskey,
  editPassword,
  expireLimit,
  mailEmailChange,
  mailFactorChange,
  mailNotice,
  mailReset,
  renewRecoveryCode,
  requestChallenge,
  requestEmailChange,
  requestPasskey,
  requestReset,
  resetPassword,
  revokeSession,
  signInByFactor,
  signInByPasskey,
  signIn,
  signOutEverywhere,
  signOut,
  draftInvoice,
  editInvoice,
  issueDepositInvoice,
  issueInvoice,
  openInvoice,
  renderInvoice,
  sendInvoice,
  voidInvoice,
  createApiKey,
  revokeApiKey,
  rotateApiKey,
  assignLead,
  captureEnquiry,
  captureLead,
  convertLead,
  createForm,
  deleteLead,
  disqualifyLead,
  editLead,
  qualifyLead,
  reopenLead,
  restoreLead,
  assignMember,
  createTeam,
  deleteTeam,
  editMember,
  editTeam,
  inviteMember,
  joinOrganization,
  leaveOrganization,
  mailInvitation,
  removeMember,
  restoreMember,
  restoreTeam,
  revokeInvitation,
  sendInvitation,
  switchOrganization,
  dismissNotification,
  editNotificationPreference,
  mailDigest,
  checkIdentityProvider,
  completeSignOn,
  createIdentityProvider,
  deleteIdentityProvider,
  editIdentityProvider,
  mailSignOn,
  startSignOn,
  unlinkSubject,
  createRole,
  createSupportGrant,
  deleteOrganization,
  deleteRole,
  editBrand,
  editFactorPolicy,
  editNumbering,
  editOrganization,
  editProfile,
  editRetentionPolicy,
  editRole,
  endSupportSession,
  expireReceipt,
  joinMember,
  liftLegalHold,
  placeLegalHold,
  purgeDataClass,
  purgeInstallationClass,
  purgeOrganization,
  recordSupportView,
  restoreOrganization,
  restoreRole,
  revokeSupportGrant,
  setUpOrganization,
  skipStep,
  startSupportSession,
  applyCredit,
  completeRefund,
  createPaymentFile,
  creditInvoice,
  disputePayment,
  expireCheckout,
  openCheckout,
  processProblem,
  processWebhook,
  receiveWebhook,
  reconcileAccount,
  recordPayment,
  recordProblem,
  refundPayment,
  reversePayment,
  settleCheckout,
  settleProblem,
  settleRefund,
  askAboutProposal,
  chooseOptions,
  createLink,
  declineProposal,
  draftProposal,
  forwardProposal,
  recordLinkUse,
  renderProposal,
  renewLink,
  reviseProposal,
  revokeLink,
  sendProposal,
  signProposal,
  withdrawProposal,
  foldTally,
] as const satisfies readonly AnyCommand[]

/** Every query, a line each. */
export const queries = [
  findMail,
  listMailTroubles,
  listAddressTroubles,
  countAssignable,
  auditExtract,
  listAuditEvents,
  chainVerdict,
  listAuditHeads,
  listAuditPeople,
  getCompany,
  listAddresses,
  getAddress,
  listCompanies,
  listCompanyChoices,
  findMatchingCompanies,
  getContact,
  listCompaniesOfContact,
  listContactsOfCompany,
  listContacts,
  listContactChoices,
  findMatchingContacts,
  findContactByEmail,
  dealBoard,
  getDeal,
  getDealLines,
  listDeals,
  listDealsOfCompany,
  listStages,
  getStage,
  firstStageOf,
  ownFactors,
  getPasskey,
  findAuthenticator,
  findPendingSignIn,
  findPasswordReset,
  findEmailChange,
  findPerson,
  ownProofs,
  isSuperAdmin,
  listSessions,
  findDeposit,
  getInvoiceDefaults,
  getInvoiceDraft,
  getIssuePage,
  findLastSending,
  findInvoiceRecipient,
  getInvoice,
  listInvoices,
  listInvoicesOf,
  findInvoicePdf,
  getHeldInvoice,
  sequenceProof,
  listApiKeys,
  getApiKey,
  listKeyRoles,
  findConversion,
  getForm,
  listForms,
  findLead,
  getLead,
  listLeads,
  countLeads,
  findLookalikes,
  findRecentEnquiry,
  findLastStep,
  listPeople,
  listFormerPeople,
  listInvitations,
  getInvitation,
  getMember,
  listTeamChoices,
  getDeparture,
  listSuccessors,
  findInvitation,
  listTeams,
  getTeam,
  listNotifications,
  getNotificationPreferences,
  listIdentityProviders,
  getIdentityProvider,
  listProvidedPeople,
  listOwnProviders,
  listProviderChoices,
  getSignOn,
  getFactorPolicy,
  getNumbering,
  getOrganization,
  listMembers,
  getProfile,
  getRetention,
  getLegalHold,
  listRoles,
  getRole,
  listSupportGrants,
  listBookedPayments,
  listCredits,
  listOtherOpenInvoices,
  getCreditPage,
  listPaymentFiles,
  getPaymentFile,
  getPayment,
  getInvoicePage,
  getClientInvoice,
  listProblems,
  findProblem,
  getProposalForClient,
  findProposalPdf,
  getLink,
  listLinksOfInvoice,
  getProposal,
  previewProposal,
  getEditingPage,
  getProposalVersion,
  getSendingPage,
  getProposalPage,
  getLinkPage,
  listProposals,
  listProposalsOf,
  explainAccess,
  listTimeline,
  getShell,
  listSteps,
  getToday,
] as const satisfies readonly AnyQuery[]
