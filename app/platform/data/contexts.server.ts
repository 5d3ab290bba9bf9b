import type { Role } from "~/organizations/role"
import type { Id } from "~/platform/language/ids"

/** What is known of the request that began something, for the record. */
export type RequestFacts = { requestId: string | null; ip: string | null; userAgent: string | null }

type Common = RequestFacts & {
  /** The clock of everything done in this context. */
  readonly now: Date
  /** Whether mails go out, or are only kept for the record (a story told about the past). */
  readonly mails: "send" | "keep"
}

/** A signed-in member acting in their organization. */
export type StaffContext = Common & {
  readonly kind: "staff"
  readonly organizationId: Id<"organizations">
  readonly personId: Id<"people">
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly teamId: Id<"teams"> | null
}

/** What lets a client in: a link to one document, or the key of a public form. */
export type ClientHold =
  | {
      readonly of: "link"
      readonly linkId: Id<"links">
      readonly purpose: "proposal" | "invoice"
      readonly objectId: string
      readonly versionId: Id<"proposal_versions"> | null
      readonly contactId: Id<"contacts"> | null
      readonly email: string | null
      readonly channel: "mail" | "copied"
    }
  | { readonly of: "form"; readonly formId: Id<"forms"> }

/** The holder of a client link or a visitor of a public form: may do what that one document or form allows. */
export type ClientContext = Common & {
  readonly kind: "client"
  readonly organizationId: Id<"organizations">
  readonly hold: ClientHold
}

/** The program itself acting inside one organization: a job, the clock, an understood webhook, a consequence of somebody's act. */
export type SystemContext = Common & {
  readonly kind: "system"
  readonly organizationId: Id<"organizations">
  readonly cause: string
}

/** Before or above any organization: signing in, set-up, a webhook not yet understood. */
export type AnonymousContext = Common & { readonly kind: "anonymous"; readonly by: "visitor" | "program" }

type Contexts = { staff: StaffContext; client: ClientContext; system: SystemContext; anonymous: AnonymousContext }

export type ActorKind = keyof Contexts
export type ContextOf<Kind extends ActorKind> = Contexts[Kind]
export type Context = ContextOf<ActorKind>

const minted = new WeakSet<object>()

/** Makes a context. Only the doors (pages, worker, webhooks, the demo's storyteller, tests) may; the architecture contract keeps the list. */
export function mint<C extends Context>(context: C): C {
  const made = Object.freeze({ ...context })
  minted.add(made)
  return made
}

/** Refuses anything that looks like a context but was not minted at a door. A programming error, not a person's. */
export function assertMinted(context: Context) {
  if (!minted.has(context)) throw new TypeError("Not a context: contexts are minted at doors only")
}
