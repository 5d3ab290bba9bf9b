import type { EventName } from "~/platform/language/events"

type Given = { records: EventName | null; because: string }

/** Addresses that give a file away, and what the record says of it; null where nobody takes more along than the page shows them. */
export const filesGiven: Record<string, Given> = {
  "/settings/audit/export": {
    records: "audit.exported",
    because: "a copy of everything that happened leaves the house",
  },
  "/settings/audit/heads": { records: null, because: "digests and signatures, of which nothing can be read" },
  "/p/:token/pdf": { records: "link.used", because: "a client took the proposal along" },
  "/i/:token/pdf": { records: "link.used", because: "a client took the invoice along" },
  "/proposals/:proposalId/pdf": { records: null, because: "one document, whose page shows the member the same" },
  "/invoices/:invoiceId/pdf": { records: null, because: "one document, whose page shows the member the same" },
  "/payments/:paymentId/files/:fileId": { records: null, because: "one file, which its payment's page lists" },
  "/logos/:logo": { records: null, because: "it stands on every document that a client is sent" },
}

/** What a client opens by a link; the record says so. */
export const opened: Record<string, EventName> = { "/p/:token": "link.used", "/i/:token": "link.used" }

/**
 * Files that take a secret out from under its seal, or a new key out of the hands of who made it, and what the record says where
 * somebody is shown it; null where none is shown to anybody.
 */
export const secretsTaken: Record<string, Given> = {
  "app/keys/routes/new.tsx": { records: "api-key.created", because: "the key is shown to its maker, once" },
  "app/keys/routes/rotate.tsx": { records: "api-key.rotated", because: "the new key is shown to its maker, once" },
  "app/proposals/routes/copy-link.tsx": { records: "link.created", because: "the link is shown to who made it" },
  "app/identity/factor-queries.server.ts": {
    records: "authenticator.created",
    because: "the app's secret is shown to its owner until the first code of it",
  },
  "app/identity/confirm-authenticator.server.ts": {
    records: "authenticator.confirmed",
    because: "a code is compared with it, and the recovery codes that are made then are shown once",
  },
  "app/identity/create-passkey.server.ts": {
    records: "passkey.created",
    because: "the recovery codes that are made then are shown once",
  },
  "app/identity/renew-recovery-code.server.ts": {
    records: "recovery-code.renewed",
    because: "the codes are shown to their owner, once",
  },
  "app/identity/spend-code.server.ts": { records: null, because: "a code is compared with it" },
  "app/identity/authenticator-secret.server.ts": { records: null, because: "it is how the app's secret is sealed" },
  "app/identity/reset-token.server.ts": { records: null, because: "it is how the way back in is sealed" },
  "app/identity/mail-reset.server.ts": { records: null, because: "it goes to the mailbox of the account alone" },
  "app/identity/email-change-token.server.ts": { records: null, because: "it is how the change of address is sealed" },
  "app/identity/mail-email-change.server.ts": { records: null, because: "it goes to the new mailbox alone" },
  "app/members/invitation-token.server.ts": { records: null, because: "it is how an invitation is sealed" },
  "app/members/mail-invitation.server.ts": { records: null, because: "it goes to the mailbox that was invited" },
  "app/invoices/client-links.server.ts": { records: null, because: "it goes into the client's own mail" },
  "app/payments/credit-notes.server.ts": { records: null, because: "an invoice's client is led on to its credit note" },
  "app/openid/ceremony.server.ts": {
    records: null,
    because: "a ceremony's state goes back to the browser it came from",
  },
  "app/openid/provider-secret.server.ts": { records: null, because: "it is how a provider's secret is sealed" },
  "app/openid/registration.server.ts": { records: null, because: "it is shown to the provider alone" },
  "app/payments/stripe-account.server.ts": { records: null, because: "it is shown to the payment service alone" },
  "app/platform/http/kept-form.server.ts": { records: null, because: "a form goes back to who sent it" },
  "app/platform/security/links.server.ts": { records: null, because: "it is how a link is sealed" },
  "app/platform/security/rotate-keys.server.ts": { records: null, because: "it is sealed again at once" },
}
