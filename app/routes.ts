import { layout, type RouteConfig, type RouteConfigEntry, route } from "@remix-run/route-config"

type Stand = "staff" | "bare"
type Page = { readonly file: string; readonly in: Stand }

/**
 * PAGES: what a person opens or presses, address → file, and the layout it stands in. `staff` pages stand in the shell of
 * a signed-in member; `bare` ones alone. Buttons without inputs are addresses too.
 */
export const pages = {
  "/": { file: "today/routes/today.tsx", in: "staff" },
  "/menu": { file: "today/routes/menu.tsx", in: "staff" },
  "/notifications": { file: "notifications/routes/list.tsx", in: "staff" },

  "/setup": { file: "organizations/routes/setup.tsx", in: "bare" },
  "/login": { file: "identity/routes/login.tsx", in: "bare" },
  "/step-up": { file: "identity/routes/step-up.tsx", in: "bare" },
  "/login/sso": { file: "openid/routes/find.tsx", in: "bare" },
  "/login/sso/:key": { file: "openid/routes/start.tsx", in: "bare" },
  "/login/sso/:key/callback": { file: "openid/routes/callback.tsx", in: "bare" },
  "/logout": { file: "identity/routes/logout.ts", in: "bare" },
  "/logout/everywhere": { file: "identity/routes/logout-everywhere.ts", in: "bare" },
  "/reset": { file: "identity/routes/request-reset.tsx", in: "bare" },
  "/reset/:token": { file: "identity/routes/reset.tsx", in: "bare" },
  "/email/:token": { file: "identity/routes/confirm-email-change.tsx", in: "bare" },
  "/settings": { file: "organizations/routes/settings.tsx", in: "staff" },
  "/settings/organization": { file: "organizations/routes/edit.tsx", in: "staff" },
  "/settings/organization/delete": { file: "organizations/routes/delete.tsx", in: "staff" },
  "/settings/audit": { file: "audit/routes/record.tsx", in: "staff" },
  "/settings/audit/verify": { file: "audit/routes/verify.tsx", in: "staff" },
  "/settings/audit/export": { file: "audit/routes/export.ts", in: "staff" },
  "/settings/audit/heads": { file: "audit/routes/heads.ts", in: "bare" },
  "/settings/payments": { file: "payments/routes/problems.tsx", in: "staff" },
  "/settings/payments/problems/:problemId/process": { file: "payments/routes/process-problem.ts", in: "staff" },
  "/settings/payments/problems/:problemId/settle": { file: "payments/routes/settle-problem.ts", in: "staff" },
  "/settings/roles": { file: "organizations/routes/roles.tsx", in: "staff" },
  "/settings/roles/new": { file: "organizations/routes/new-role.tsx", in: "staff" },
  "/settings/roles/:roleId/edit": { file: "organizations/routes/edit-role.tsx", in: "staff" },
  "/settings/roles/:roleId/delete": { file: "organizations/routes/delete-role.tsx", in: "staff" },
  "/settings/roles/:roleId/restore": { file: "organizations/routes/restore-role.ts", in: "staff" },
  "/settings/security/sign-on": { file: "openid/routes/list.tsx", in: "staff" },
  "/settings/security/sign-on/new": { file: "openid/routes/new.tsx", in: "staff" },
  "/settings/security/sign-on/:providerId": { file: "openid/routes/edit.tsx", in: "staff" },
  "/settings/security/sign-on/:providerId/check": { file: "openid/routes/check.ts", in: "staff" },
  "/settings/security/sign-on/:providerId/delete": { file: "openid/routes/delete.tsx", in: "staff" },
  "/settings/api-keys": { file: "keys/routes/list.tsx", in: "staff" },
  "/settings/api-keys/new": { file: "keys/routes/new.tsx", in: "staff" },
  "/settings/api-keys/:keyId/rotate": { file: "keys/routes/rotate.tsx", in: "staff" },
  "/settings/api-keys/:keyId/revoke": { file: "keys/routes/revoke.tsx", in: "staff" },
  "/settings/profile": { file: "organizations/routes/profile.tsx", in: "staff" },
  "/settings/profile/password": { file: "identity/routes/edit-password.tsx", in: "staff" },
  "/settings/profile/email": { file: "identity/routes/request-email-change.tsx", in: "staff" },
  "/settings/sessions": { file: "identity/routes/sessions.tsx", in: "staff" },
  "/settings/sessions/revoke": { file: "identity/routes/revoke-sessions.ts", in: "staff" },
  "/settings/sessions/:sessionId/revoke": { file: "identity/routes/revoke-session.ts", in: "staff" },
  "/settings/notifications": { file: "notifications/routes/preferences.tsx", in: "staff" },
  "/settings/theme": { file: "identity/routes/theme.ts", in: "bare" },

  "/f/:formKey": { file: "leads/routes/form.tsx", in: "bare" },
  "/f/:formKey/thanks": { file: "leads/routes/thanks.tsx", in: "bare" },
  "/leads": { file: "leads/routes/list.tsx", in: "staff" },
  "/leads/new": { file: "leads/routes/new.tsx", in: "staff" },
  "/leads/:leadId": { file: "leads/routes/show.tsx", in: "staff" },
  "/leads/:leadId/edit": { file: "leads/routes/edit.tsx", in: "staff" },
  "/leads/:leadId/assign": { file: "leads/routes/assign.ts", in: "staff" },
  "/leads/:leadId/qualify": { file: "leads/routes/qualify.ts", in: "staff" },
  "/leads/:leadId/disqualify": { file: "leads/routes/disqualify.tsx", in: "staff" },
  "/leads/:leadId/reopen": { file: "leads/routes/reopen.ts", in: "staff" },
  "/leads/:leadId/convert": { file: "leads/routes/convert.tsx", in: "staff" },
  "/leads/:leadId/delete": { file: "leads/routes/delete.tsx", in: "staff" },
  "/leads/:leadId/restore": { file: "leads/routes/restore.ts", in: "staff" },

  "/companies": { file: "companies/routes/list.tsx", in: "staff" },
  "/companies/new": { file: "companies/routes/new.tsx", in: "staff" },
  "/companies/:companyId": { file: "companies/routes/show.tsx", in: "staff" },
  "/companies/:companyId/edit": { file: "companies/routes/edit.tsx", in: "staff" },
  "/companies/:companyId/delete": { file: "companies/routes/delete.tsx", in: "staff" },
  "/companies/:companyId/restore": { file: "companies/routes/restore.ts", in: "staff" },
  "/companies/:companyId/addresses/new": { file: "companies/routes/new-address.tsx", in: "staff" },
  "/companies/:companyId/addresses/:addressId": { file: "companies/routes/edit-address.tsx", in: "staff" },
  "/companies/:companyId/addresses/:addressId/delete": { file: "companies/routes/delete-address.ts", in: "staff" },
  "/companies/:companyId/contacts": { file: "contacts/routes/link.tsx", in: "staff" },
  "/companies/:companyId/contacts/:contactId/unlink": { file: "contacts/routes/unlink.ts", in: "staff" },

  "/contacts": { file: "contacts/routes/list.tsx", in: "staff" },
  "/contacts/new": { file: "contacts/routes/new.tsx", in: "staff" },
  "/contacts/:contactId": { file: "contacts/routes/show.tsx", in: "staff" },
  "/contacts/:contactId/edit": { file: "contacts/routes/edit.tsx", in: "staff" },
  "/contacts/:contactId/delete": { file: "contacts/routes/delete.tsx", in: "staff" },
  "/contacts/:contactId/restore": { file: "contacts/routes/restore.ts", in: "staff" },

  "/notes": { file: "activities/routes/create-note.tsx", in: "staff" },
  "/notes/:noteId/delete": { file: "activities/routes/delete-note.ts", in: "staff" },

  "/mails/:mailId/send": { file: "activities/routes/send-mail.ts", in: "staff" },
  "/mails/:mailId/dismiss": { file: "activities/routes/dismiss-mail.ts", in: "staff" },

  "/deals": { file: "deals/routes/board.tsx", in: "staff" },
  "/deals/list": { file: "deals/routes/list.tsx", in: "staff" },
  "/deals/new": { file: "deals/routes/new.tsx", in: "staff" },
  "/deals/:dealId": { file: "deals/routes/show.tsx", in: "staff" },
  "/deals/:dealId/edit": { file: "deals/routes/edit.tsx", in: "staff" },
  "/deals/:dealId/lines": { file: "deals/routes/lines.tsx", in: "staff" },
  "/deals/:dealId/move": { file: "deals/routes/move.ts", in: "staff" },
  "/deals/:dealId/win": { file: "deals/routes/win.ts", in: "staff" },
  "/deals/:dealId/lose": { file: "deals/routes/lose.tsx", in: "staff" },
  "/deals/:dealId/reopen": { file: "deals/routes/reopen.ts", in: "staff" },
  "/deals/:dealId/delete": { file: "deals/routes/delete.tsx", in: "staff" },
  "/deals/:dealId/restore": { file: "deals/routes/restore.ts", in: "staff" },
  "/deals/:dealId/proposals": { file: "proposals/routes/draft.ts", in: "staff" },

  "/proposals": { file: "proposals/routes/list.tsx", in: "staff" },
  "/proposals/:proposalId": { file: "proposals/routes/show.tsx", in: "staff" },
  "/proposals/:proposalId/edit": { file: "proposals/routes/edit.tsx", in: "staff" },
  "/proposals/:proposalId/preview": { file: "proposals/routes/preview.tsx", in: "bare" },
  "/proposals/:proposalId/send": { file: "proposals/routes/send.tsx", in: "staff" },
  "/proposals/:proposalId/withdraw": { file: "proposals/routes/withdraw.tsx", in: "staff" },
  "/proposals/:proposalId/link": { file: "proposals/routes/copy-link.tsx", in: "staff" },
  "/proposals/:proposalId/pdf": { file: "proposals/routes/pdf.ts", in: "bare" },

  "/links/:linkId": { file: "proposals/routes/link.tsx", in: "staff" },
  "/links/:linkId/revoke": { file: "proposals/routes/revoke-link.ts", in: "staff" },

  "/p/:token": { file: "proposals/routes/client.tsx", in: "bare" },
  "/p/:token/decline": { file: "proposals/routes/client-decline.tsx", in: "bare" },
  "/p/:token/forward": { file: "proposals/routes/client-forward.tsx", in: "bare" },
  "/p/:token/ask": { file: "proposals/routes/client-ask.tsx", in: "bare" },
  "/p/:token/seen": { file: "proposals/routes/client-seen.ts", in: "bare" },
  "/p/:token/pdf": { file: "proposals/routes/client-pdf.ts", in: "bare" },
  "/link": { file: "proposals/routes/renew-link.tsx", in: "bare" },

  "/invoices": { file: "invoices/routes/list.tsx", in: "staff" },
  "/invoices/sequence": { file: "invoices/routes/sequence.tsx", in: "staff" },
  "/invoices/new": { file: "invoices/routes/new.tsx", in: "staff" },
  "/invoices/:invoiceId": { file: "invoices/routes/show.tsx", in: "staff" },
  "/invoices/:invoiceId/edit": { file: "invoices/routes/edit.tsx", in: "staff" },
  "/invoices/:invoiceId/issue": { file: "invoices/routes/issue.tsx", in: "staff" },
  "/invoices/:invoiceId/send": { file: "invoices/routes/send.ts", in: "staff" },
  "/invoices/:invoiceId/void": { file: "invoices/routes/void.tsx", in: "staff" },
  "/invoices/:invoiceId/payments": { file: "payments/routes/record.tsx", in: "staff" },
  "/invoices/:invoiceId/payments/:paymentId/reverse": { file: "payments/routes/reverse.tsx", in: "staff" },
  "/invoices/:invoiceId/credit": { file: "payments/routes/credit.tsx", in: "staff" },
  "/invoices/:invoiceId/credits/apply": { file: "payments/routes/apply-credit.ts", in: "staff" },
  "/invoices/:invoiceId/payments/:paymentId/refund": { file: "payments/routes/refund.tsx", in: "staff" },
  "/invoices/:invoiceId/pdf": { file: "invoices/routes/pdf.ts", in: "bare" },

  "/payments/:paymentId/files": { file: "payments/routes/files.tsx", in: "staff" },
  "/payments/:paymentId/files/:fileId": { file: "payments/routes/file.ts", in: "bare" },

  "/i/:token": { file: "invoices/routes/client.tsx", in: "bare" },
  "/i/:token/pay": { file: "payments/routes/pay.tsx", in: "bare" },
  "/i/:token/seen": { file: "invoices/routes/client-seen.ts", in: "bare" },
  "/i/:token/pdf": { file: "invoices/routes/client-pdf.ts", in: "bare" },

  "/sandbox/mailbox": { file: "sandbox/routes/mailbox.tsx", in: "bare" },
  "/sandbox/mail/:mailId": { file: "sandbox/routes/mail.tsx", in: "bare" },
  "/sandbox/mail/:mailId/body": { file: "sandbox/routes/mail-body.ts", in: "bare" },

  "/*": { file: "today/routes/not-found.tsx", in: "bare" },
} as const satisfies Record<string, Page>

/** The layout of signed-in members: shell, navigation, notices. */
const shell = "organizations/routes/shell.tsx"

const entries = Object.entries(pages) as [string, Page][]
const routeOf = ([path, page]: [string, Page]): RouteConfigEntry =>
  path === "/" ? { index: true, file: page.file, id: page.file } : route(path.slice(1), page.file, { id: page.file })

export default [
  layout(shell, entries.filter(([, page]) => page.in === "staff").map(routeOf)),
  ...entries.filter(([, page]) => page.in === "bare").map(routeOf),
] satisfies RouteConfig
