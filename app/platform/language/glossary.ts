/** What a verb is called once it has happened, and on its button. `of` names what it is about when a command names none. */
type Verb = { past: string; button: string; of?: string }

/** The verbs of commands, permissions, events and buttons. A new verb is a decision, not a synonym. */
export const verbs = {
  create: { past: "created", button: "Create" },
  edit: { past: "edited", button: "Edit" },
  delete: { past: "deleted", button: "Delete" },
  skip: { past: "skipped", button: "Skip" },
  purge: { past: "purged", button: "Remove for good" },
  /** A legal hold is placed on what may be needed in court, and lifted afterwards. */
  place: { past: "placed", button: "Place" },
  lift: { past: "lifted", button: "Lift" },
  restore: { past: "restored", button: "Restore" },
  undo: { past: "undone", button: "Undo" },
  assign: { past: "assigned", button: "Assign" },
  check: { past: "checked", button: "Check" },
  link: { past: "linked", button: "Link" },
  unlink: { past: "unlinked", button: "Unlink" },
  note: { past: "noted", button: "Note" },

  capture: { past: "captured", button: "Capture" },
  qualify: { past: "qualified", button: "Qualify" },
  disqualify: { past: "disqualified", button: "Disqualify" },
  convert: { past: "converted", button: "Convert" },

  open: { past: "opened", button: "Open" },
  move: { past: "moved", button: "Move" },
  win: { past: "won", button: "Win" },
  lose: { past: "lost", button: "Lose" },
  price: { past: "priced", button: "Price" },
  reopen: { past: "reopened", button: "Reopen" },

  draft: { past: "drafted", button: "Draft" },
  revise: { past: "revised", button: "Revise" },
  send: { past: "sent", button: "Send" },
  withdraw: { past: "withdrawn", button: "Withdraw" },
  view: { past: "viewed", button: "View" },
  ask: { past: "asked", button: "Ask" },
  choose: { past: "chosen", button: "Choose" },
  forward: { past: "forwarded", button: "Forward" },
  sign: { past: "signed", button: "Sign" },
  decline: { past: "declined", button: "Decline" },

  start: { past: "started", button: "Start" },
  complete: { past: "completed", button: "Complete" },
  archive: { past: "archived", button: "Archive" },

  issue: { past: "issued", button: "Issue" },
  remind: { past: "reminded", button: "Remind" },
  credit: { past: "credited", button: "Credit" },
  void: { past: "voided", button: "Void" },
  record: { past: "recorded", button: "Record" },
  refund: { past: "refunded", button: "Refund" },
  dispute: { past: "disputed", button: "Dispute" },

  reconcile: { past: "reconciled", button: "Reconcile" },
  reverse: { past: "reversed", button: "Reverse" },
  /** Credit is applied to an invoice, as accounting programs say; what is settled by it is the invoice. */
  apply: { past: "applied", button: "Apply" },
  settle: { past: "settled", button: "Settle" },

  deliver: { past: "delivered", button: "Deliver" },
  mail: { past: "mailed", button: "Mail" },
  render: { past: "rendered", button: "Render" },
  revoke: { past: "revoked", button: "Revoke" },
  rotate: { past: "rotated", button: "Rotate" },
  renew: { past: "renewed", button: "Renew" },
  use: { past: "used", button: "Use" },
  dismiss: { past: "dismissed", button: "Dismiss" },
  receive: { past: "received", button: "Receive" },
  process: { past: "processed", button: "Process" },
  fail: { past: "failed", button: "Fail" },
  expire: { past: "expired", button: "Expire" },
  fold: { past: "folded", button: "Fold" },
  seal: { past: "sealed", button: "Seal" },
  export: { past: "exported", button: "Export" },
  quarantine: { past: "quarantined", button: "Quarantine" },
  refuse: { past: "refused", button: "Refuse" },
  end: { past: "ended", button: "End" },

  invite: { past: "invited", button: "Invite" },
  join: { past: "joined", button: "Join" },
  remove: { past: "removed", button: "Remove" },
  leave: { past: "left", button: "Leave" },
  switch: { past: "switched", button: "Switch" },
  "sign-in": { past: "signed-in", button: "Sign in", of: "person" },
  "sign-out": { past: "signed-out", button: "Sign out", of: "person" },
  "set-up": { past: "set-up", button: "Set up", of: "organization" },
  confirm: { past: "confirmed", button: "Confirm" },
  request: { past: "requested", button: "Request" },
  reset: { past: "reset", button: "Reset" },
} satisfies Record<string, Verb>

/** The nouns of the product with their plurals. Of a noun in several words only the last is looked up here. */
export const nouns = {
  account: "accounts",
  activity: "activities",
  address: "addresses",
  admin: "admins",
  allocation: "allocations",
  assignment: "assignments",
  attachment: "attachments",
  attempt: "attempts",
  audit: "audits",
  authenticator: "authenticators",
  challenge: "challenges",
  change: "changes",
  brand: "brands",
  checkout: "checkouts",
  choice: "choices",
  class: "classes",
  code: "codes",
  company: "companies",
  contact: "contacts",
  credit: "credits",
  deal: "deals",
  digest: "digests",
  dispute: "disputes",
  document: "documents",
  enquiry: "enquiries",
  event: "events",
  factor: "factors",
  file: "files",
  form: "forms",
  head: "heads",
  hold: "holds",
  grant: "grants",
  installation: "installations",
  invitation: "invitations",
  invoice: "invoices",
  key: "keys",
  lead: "leads",
  limit: "limits",
  line: "lines",
  link: "links",
  mail: "mails",
  member: "members",
  note: "notes",
  notice: "notices",
  notification: "notifications",
  numbering: "numberings",
  option: "options",
  organization: "organizations",
  passkey: "passkeys",
  password: "passwords",
  payment: "payments",
  pdf: "pdfs",
  person: "people",
  pipeline: "pipelines",
  preference: "preferences",
  policy: "policies",
  problem: "problems",
  product: "products",
  profile: "profiles",
  project: "projects",
  provider: "providers",
  proposal: "proposals",
  question: "questions",
  receipt: "receipts",
  refund: "refunds",
  reminder: "reminders",
  reset: "resets",
  role: "roles",
  series: "series",
  session: "sessions",
  setting: "settings",
  signature: "signatures",
  stage: "stages",
  step: "steps",
  tally: "tallies",
  subject: "subjects",
  task: "tasks",
  team: "teams",
  template: "templates",
  use: "uses",
  version: "versions",
  view: "views",
  webhook: "webhooks",
} satisfies Record<string, string>

/** A command's name taken apart: "record-payment-attempt" is the verb "record" and the noun "payment-attempt". */
export function partsOf(command: string): { verb: keyof typeof verbs; noun: string } {
  const names = Object.keys(verbs) as (keyof typeof verbs)[]
  const fitting = names.filter((name) => `${command}-`.startsWith(`${name}-`))
  const verb = fitting.find((name) => name.includes("-")) ?? fitting[0]
  const isName = /^[a-z]+(-[a-z]+)*$/.test(command)
  if (!verb || !isName) throw new RangeError(`"${command}" begins with no verb of the glossary.`)
  const known: Verb = verbs[verb]
  const noun = command.slice(verb.length + 1) || known.of
  if (!noun) throw new RangeError(`"${command}" names nothing that it is about.`)
  return { verb, noun }
}

/** "invoice" → "invoices", "payment-attempt" → "payment-attempts". Throws RangeError for a noun not in the glossary. */
export function pluralOf(noun: string): string {
  const last = noun.slice(noun.lastIndexOf("-") + 1)
  if (!Object.hasOwn(nouns, last)) throw new RangeError(`"${noun}" is no noun of the glossary.`)
  return noun.slice(0, noun.length - last.length) + nouns[last as keyof typeof nouns]
}

/** "issue-invoice" → "invoices.issue" */
export function permissionOf(command: string): string {
  const { verb, noun } = partsOf(command)
  return `${pluralOf(noun)}.${verb}`
}

/** "issue-invoice" → "invoice.issued" */
export function eventOf(command: string): string {
  const { verb, noun } = partsOf(command)
  return `${noun}.${verbs[verb].past}`
}

/** "issue-invoice" → "Issue invoice"; a verb that stands alone keeps its own words: "Sign in". */
export function buttonOf(command: string): string {
  const { verb, noun } = partsOf(command)
  return command === verb ? verbs[verb].button : `${verbs[verb].button} ${noun.replaceAll("-", " ")}`
}

/** "issue-invoice" → "issue-invoice.server.ts", the file's name in its domain's folder. */
export function fileOf(command: string): string {
  partsOf(command)
  return `${command}.server.ts`
}

/** "issue-invoice" → "issueInvoice" */
export function functionNameOf(command: string): string {
  partsOf(command)
  return command.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}
