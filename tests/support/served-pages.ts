import { deliverMail } from "~/activities/deliver-mail.server"
import { webPool } from "~/platform/data/database.server"
import { newId } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"
import type { pages } from "~/routes"
import type { World } from "./a-full-world"
import { tokenHeldBy } from "./a-full-world"
import { madeProvider, providerKey } from "./a-provider"

type Path = keyof typeof pages

/** Pages for clients, for signing in and for public forms: complete without any script of ours. */
export const isPlain = (path: string) =>
  /^\/(p|i|f|login|step-up|email|reset|setup|link|logout|invitation)(\/|$)|^\/settings\/security\/factors(\/|$)/.test(
    path,
  )

/** Pages among them that are a member's all the same: the steps of the first half hour, and a member's own second factors. */
export const isForMembers = (path: string) => /^\/setup\/|^\/settings\/security\/factors(\/|$)/.test(path)

/** Pages that are open to whoever comes by; each says by itself what a visitor, and what a link's holder, may see of it. */
export const isForAnybody = (path: string) =>
  !isForMembers(path) &&
  /^\/(setup|login|step-up|logout|reset|email|invitation|link|f|p|i|logos|colours|\*|settings\/theme)(\/|$)/.test(path)

/** A filled world's address of every page, to be asked for by a member; one without does not compile. `issuer` is who signs colleagues in. */
export async function addressesIn(world: World, issuer?: string): Promise<Record<Path, string>> {
  const { companyId, addressId } = await world.address()
  const { contactId } = await world.client()
  const leadId = await world.lead()
  const { dealId } = await world.deal()
  const { noteId } = await world.note()
  const { proposalId } = await world.proposal()
  const sent = await world.sentProposal()
  const copied = { proposalId: (await world.copiedLink()).proposalId }
  const draft = { invoiceId: (await world.invoice()).invoiceId }
  const { invoiceId, paymentId } = await world.payment()
  const held = await world.heldInvoice()
  const problemId = await world.problem()
  const { roleId } = await world.role()
  await deliverMail(world.system(), await world.mail())
  const { rows: delivered } = await webPool().query<{ id: string }>("select id from sandbox.mails limit 1")
  const mailId = delivered[0]!.id
  const failed = await world.failedMail()
  const key = providerKey()
  const provider = { ...(await madeProvider(world, key, issuer)), key }
  const formKey = world.formKey
  const apiKey = await world.apiKey()
  const { invitationId, token: invited } = await world.invitation()
  const { memberId } = await world.colleague()
  const { teamId } = await world.team()
  const p = { token: await tokenHeldBy(world, sent.proposalId) }
  const i = { token: await tokenHeldBy(world, held.invoiceId) }
  const { token } = await world.reset()
  return {
    "/": href("/"),
    "/menu": href("/menu"),
    "/notifications": href("/notifications"),
    "/why/:recordId": href("/why/:recordId", { recordId: dealId }),
    "/setup": href("/setup"),
    "/login": href("/login"),
    "/step-up": href("/step-up"),
    "/login/sso": href("/login/sso"),
    "/login/sso/:key": href("/login/sso/:key", { key: provider.key }),
    "/login/sso/:key/callback": href("/login/sso/:key/callback", { key: provider.key }),
    "/login/factor": href("/login/factor"),
    "/login/passkey": href("/login/passkey"),
    "/step-up/factor": href("/step-up/factor"),
    "/logout": href("/logout"),
    "/logout/everywhere": href("/logout/everywhere"),
    "/reset": href("/reset"),
    "/reset/:token": href("/reset/:token", { token }),
    "/settings": href("/settings"),
    "/settings/organization": href("/settings/organization"),
    "/setup/brand": href("/setup/brand"),
    "/setup/money": href("/setup/money"),
    "/setup/people": href("/setup/people"),
    "/setup/proposal": href("/setup/proposal"),
    "/setup/steps/:step/skip": href("/setup/steps/:step/skip", { step: "brand" }),
    "/settings/first-steps": href("/settings/first-steps"),
    "/settings/brand": href("/settings/brand"),
    "/settings/numbering": href("/settings/numbering"),
    "/logos/:logo": (await world.logo())!,
    "/colours/:colour": href("/colours/:colour", { colour: "1f4fd8" }),
    "/settings/organization/delete": href("/settings/organization/delete"),
    "/settings/audit": href("/settings/audit"),
    "/settings/audit/verify": href("/settings/audit/verify"),
    "/settings/audit/export": href("/settings/audit/export"),
    "/settings/audit/heads": href("/settings/audit/heads"),
    "/settings/payments": href("/settings/payments"),
    "/settings/payments/problems/:problemId/process": href("/settings/payments/problems/:problemId/process", {
      problemId,
    }),
    "/settings/payments/problems/:problemId/settle": href("/settings/payments/problems/:problemId/settle", {
      problemId,
    }),
    "/settings/roles": href("/settings/roles"),
    "/settings/roles/new": href("/settings/roles/new"),
    "/settings/roles/:roleId/edit": href("/settings/roles/:roleId/edit", { roleId }),
    "/settings/roles/:roleId/delete": href("/settings/roles/:roleId/delete", { roleId }),
    "/settings/roles/:roleId/restore": href("/settings/roles/:roleId/restore", { roleId }),
    "/settings/security/sign-on": href("/settings/security/sign-on"),
    "/settings/security/sign-on/new": href("/settings/security/sign-on/new"),
    "/settings/security/sign-on/:providerId": href("/settings/security/sign-on/:providerId", provider),
    "/settings/security/sign-on/:providerId/check": href("/settings/security/sign-on/:providerId/check", provider),
    "/settings/security/sign-on/:providerId/subjects/:memberId/unlink": href(
      "/settings/security/sign-on/:providerId/subjects/:memberId/unlink",
      { ...provider, memberId: world.me },
    ),
    "/settings/security/sign-on/:providerId/delete": href("/settings/security/sign-on/:providerId/delete", provider),
    "/settings/api-keys": href("/settings/api-keys"),
    "/settings/api-keys/new": href("/settings/api-keys/new"),
    "/settings/api-keys/:keyId/rotate": href("/settings/api-keys/:keyId/rotate", apiKey),
    "/settings/api-keys/:keyId/revoke": href("/settings/api-keys/:keyId/revoke", apiKey),
    "/email/:token": href("/email/:token", { token: (await world.emailChange()).token }),
    "/settings/profile": href("/settings/profile"),
    "/settings/profile/password": href("/settings/profile/password"),
    "/settings/profile/email": href("/settings/profile/email"),
    "/settings/sessions": href("/settings/sessions"),
    "/settings/sessions/revoke": href("/settings/sessions/revoke"),
    "/settings/sessions/:sessionId/revoke": href("/settings/sessions/:sessionId/revoke", { sessionId: newId() }),
    "/settings/notifications": href("/settings/notifications"),
    "/settings/people": href("/settings/people"),
    "/settings/people/invite": href("/settings/people/invite"),
    "/settings/people/invitations/:invitationId/send": href("/settings/people/invitations/:invitationId/send", {
      invitationId,
    }),
    "/settings/people/invitations/:invitationId/revoke": href("/settings/people/invitations/:invitationId/revoke", {
      invitationId,
    }),
    "/settings/people/members/:memberId/edit": href("/settings/people/members/:memberId/edit", { memberId }),
    "/settings/people/members/:memberId/remove": href("/settings/people/members/:memberId/remove", { memberId }),
    "/settings/people/members/:memberId/restore": href("/settings/people/members/:memberId/restore", { memberId }),
    "/settings/teams": href("/settings/teams"),
    "/settings/teams/new": href("/settings/teams/new"),
    "/settings/teams/:teamId/edit": href("/settings/teams/:teamId/edit", { teamId }),
    "/settings/teams/:teamId/members/assign": href("/settings/teams/:teamId/members/assign", { teamId }),
    "/settings/teams/:teamId/delete": href("/settings/teams/:teamId/delete", { teamId }),
    "/settings/teams/:teamId/restore": href("/settings/teams/:teamId/restore", { teamId }),
    "/invitation/:token": href("/invitation/:token", { token: invited }),
    "/organizations/leave": href("/organizations/leave"),
    "/organizations/:organizationId/switch": href("/organizations/:organizationId/switch", {
      organizationId: world.organizationId,
    }),
    "/settings/security": href("/settings/security"),
    "/settings/security/factors": href("/settings/security/factors"),
    "/settings/security/factors/authenticators": href("/settings/security/factors/authenticators"),
    "/settings/security/factors/authenticators/confirm": href("/settings/security/factors/authenticators/confirm"),
    "/settings/security/factors/authenticators/delete": href("/settings/security/factors/authenticators/delete"),
    "/settings/security/factors/recovery-codes/renew": href("/settings/security/factors/recovery-codes/renew"),
    "/settings/security/factors/passkeys/new": href("/settings/security/factors/passkeys/new"),
    "/settings/security/factors/passkeys/request": href("/settings/security/factors/passkeys/request"),
    "/settings/security/factors/passkeys/:passkeyId/edit": href("/settings/security/factors/passkeys/:passkeyId/edit", {
      passkeyId: (await world.passkey()).passkeyId,
    }),
    "/settings/security/factors/passkeys/:passkeyId/delete": href(
      "/settings/security/factors/passkeys/:passkeyId/delete",
      {
        passkeyId: (await world.passkey()).passkeyId,
      },
    ),
    "/settings/retention": href("/settings/retention"),
    "/settings/retention/edit": href("/settings/retention/edit"),
    "/settings/retention/legal-holds/place": href("/settings/retention/legal-holds/place"),
    "/settings/retention/legal-holds/:holdId/lift": href("/settings/retention/legal-holds/:holdId/lift", {
      holdId: (await world.hold()).holdId,
    }),
    "/settings/support": href("/settings/support"),
    "/settings/support/:grantId/revoke": href("/settings/support/:grantId/revoke", {
      grantId: (await world.supportGrant()).grantId,
    }),
    "/support": href("/support"),
    "/support/:organizationId/start": href("/support/:organizationId/start", { organizationId: newId() }),
    "/support/end": href("/support/end"),
    "/settings/theme": href("/settings/theme"),
    "/f/:formKey": href("/f/:formKey", { formKey }),
    "/f/:formKey/thanks": href("/f/:formKey/thanks", { formKey }),
    "/leads": href("/leads"),
    "/leads/new": href("/leads/new"),
    "/leads/:leadId": href("/leads/:leadId", { leadId }),
    "/leads/:leadId/edit": href("/leads/:leadId/edit", { leadId }),
    "/leads/:leadId/assign": href("/leads/:leadId/assign", { leadId }),
    "/leads/:leadId/qualify": href("/leads/:leadId/qualify", { leadId }),
    "/leads/:leadId/disqualify": href("/leads/:leadId/disqualify", { leadId }),
    "/leads/:leadId/reopen": href("/leads/:leadId/reopen", { leadId }),
    "/leads/:leadId/convert": href("/leads/:leadId/convert", { leadId }),
    "/leads/:leadId/delete": href("/leads/:leadId/delete", { leadId }),
    "/leads/:leadId/restore": href("/leads/:leadId/restore", { leadId }),
    "/assignments/new": `${href("/assignments/new")}?of=deals&id=${dealId}`,
    "/assignments/:assignmentId/undo": href("/assignments/:assignmentId/undo", await world.assignment()),
    "/companies": href("/companies"),
    "/companies/new": href("/companies/new"),
    "/companies/:companyId": href("/companies/:companyId", { companyId }),
    "/companies/:companyId/edit": href("/companies/:companyId/edit", { companyId }),
    "/companies/:companyId/delete": href("/companies/:companyId/delete", { companyId }),
    "/companies/:companyId/restore": href("/companies/:companyId/restore", { companyId }),
    "/companies/:companyId/addresses/new": href("/companies/:companyId/addresses/new", { companyId }),
    "/companies/:companyId/addresses/:addressId": href("/companies/:companyId/addresses/:addressId", {
      companyId,
      addressId,
    }),
    "/companies/:companyId/addresses/:addressId/delete": href("/companies/:companyId/addresses/:addressId/delete", {
      companyId,
      addressId,
    }),
    "/companies/:companyId/contacts": href("/companies/:companyId/contacts", { companyId }),
    "/companies/:companyId/contacts/:contactId/unlink": href("/companies/:companyId/contacts/:contactId/unlink", {
      companyId,
      contactId,
    }),
    "/contacts": href("/contacts"),
    "/contacts/new": href("/contacts/new"),
    "/contacts/:contactId": href("/contacts/:contactId", { contactId }),
    "/contacts/:contactId/edit": href("/contacts/:contactId/edit", { contactId }),
    "/contacts/:contactId/delete": href("/contacts/:contactId/delete", { contactId }),
    "/contacts/:contactId/restore": href("/contacts/:contactId/restore", { contactId }),
    "/notes": withQuery(href("/notes"), { dealId }),
    "/notes/:noteId/delete": href("/notes/:noteId/delete", { noteId }),
    "/deals": href("/deals"),
    "/deals/list": href("/deals/list"),
    "/deals/new": href("/deals/new"),
    "/deals/:dealId": href("/deals/:dealId", { dealId }),
    "/deals/:dealId/edit": href("/deals/:dealId/edit", { dealId }),
    "/deals/:dealId/lines": href("/deals/:dealId/lines", { dealId }),
    "/deals/:dealId/move": href("/deals/:dealId/move", { dealId }),
    "/deals/:dealId/win": href("/deals/:dealId/win", { dealId }),
    "/deals/:dealId/lose": href("/deals/:dealId/lose", { dealId }),
    "/deals/:dealId/reopen": href("/deals/:dealId/reopen", { dealId }),
    "/deals/:dealId/delete": href("/deals/:dealId/delete", { dealId }),
    "/deals/:dealId/restore": href("/deals/:dealId/restore", { dealId }),
    "/deals/:dealId/proposals": href("/deals/:dealId/proposals", { dealId }),
    "/proposals": href("/proposals"),
    "/proposals/:proposalId": href("/proposals/:proposalId", { proposalId }),
    "/proposals/:proposalId/edit": href("/proposals/:proposalId/edit", { proposalId }),
    "/proposals/:proposalId/preview": href("/proposals/:proposalId/preview", { proposalId }),
    "/proposals/:proposalId/send": href("/proposals/:proposalId/send", { proposalId }),
    "/proposals/:proposalId/withdraw": href("/proposals/:proposalId/withdraw", { proposalId }),
    "/proposals/:proposalId/link": href("/proposals/:proposalId/link", copied),
    "/proposals/:proposalId/pdf": href("/proposals/:proposalId/pdf", { proposalId }),
    "/p/:token": href("/p/:token", p),
    "/p/:token/decline": href("/p/:token/decline", p),
    "/p/:token/forward": href("/p/:token/forward", p),
    "/p/:token/ask": href("/p/:token/ask", p),
    "/p/:token/seen": href("/p/:token/seen", p),
    "/p/:token/pdf": href("/p/:token/pdf", p),
    "/link": href("/link"),
    "/invoices": href("/invoices"),
    "/invoices/sequence": href("/invoices/sequence"),
    "/invoices/new": href("/invoices/new"),
    "/invoices/:invoiceId": href("/invoices/:invoiceId", { invoiceId }),
    "/invoices/:invoiceId/edit": href("/invoices/:invoiceId/edit", draft),
    "/invoices/:invoiceId/issue": href("/invoices/:invoiceId/issue", draft),
    "/invoices/:invoiceId/send": href("/invoices/:invoiceId/send", { invoiceId }),
    "/invoices/:invoiceId/void": href("/invoices/:invoiceId/void", draft),
    "/invoices/:invoiceId/payments": href("/invoices/:invoiceId/payments", { invoiceId }),
    "/invoices/:invoiceId/payments/:paymentId/reverse": href("/invoices/:invoiceId/payments/:paymentId/reverse", {
      invoiceId,
      paymentId,
    }),
    "/invoices/:invoiceId/credit": href("/invoices/:invoiceId/credit", { invoiceId }),
    "/invoices/:invoiceId/credits/apply": href("/invoices/:invoiceId/credits/apply", { invoiceId }),
    "/invoices/:invoiceId/payments/:paymentId/refund": href("/invoices/:invoiceId/payments/:paymentId/refund", {
      invoiceId,
      paymentId,
    }),
    "/invoices/:invoiceId/pdf": href("/invoices/:invoiceId/pdf", { invoiceId }),
    "/i/:token": href("/i/:token", i),
    "/i/:token/pay": href("/i/:token/pay", i),
    "/i/:token/seen": href("/i/:token/seen", i),
    "/i/:token/pdf": href("/i/:token/pdf", i),
    "/sandbox/mailbox": href("/sandbox/mailbox"),
    "/links/:linkId": href("/links/:linkId", { linkId: (await world.copiedLink()).linkId }),
    "/links/:linkId/revoke": href("/links/:linkId/revoke", { linkId: (await world.copiedLink()).linkId }),
    "/payments/:paymentId/files": href("/payments/:paymentId/files", { paymentId }),
    "/payments/:paymentId/files/:fileId": href("/payments/:paymentId/files/:fileId", await world.paymentFile()),
    "/mails/:mailId/send": href("/mails/:mailId/send", { mailId: failed.mailId }),
    "/mails/:mailId/dismiss": href("/mails/:mailId/dismiss", { mailId: failed.mailId }),
    "/sandbox/mail/:mailId": href("/sandbox/mail/:mailId", { mailId }),
    "/sandbox/mail/:mailId/body": href("/sandbox/mail/:mailId/body", { mailId }),
    "/*": "/nothing/is/here",
  }
}
