import type { Hideable, Role } from "~/organizations/role"
import type { Granted } from "~/permissions"
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
  /** The key of a program that acts in its maker's place; the name is the key's then. */
  readonly apiKey?: ApiKeyHold
} & StaffAccess &
  StaffSession

/** A program's key, as it let the program in. */
export type ApiKeyHold = {
  readonly keyId: Id<"api_keys">
  readonly name: string
  readonly isReadOnly: boolean
  readonly expiresAt: Date
  readonly organizationName: string
}

/** What a member may do and see: their role, how far it reaches and what stays hidden. */
export type StaffAccess = {
  /** The built-in role, or the base of the own role beside it. */
  readonly role: Role
  readonly roleId: Id<"own_roles"> | null
  readonly roleName: string | null
  /** What the own role was given; null for a built-in role, which has it by the table. */
  readonly granted: Granted | null
  readonly hides: readonly Hideable[]
  readonly teamId: Id<"teams"> | null
  /** Their team and every team below it. */
  readonly teamIds: readonly Id<"teams">[]
}

/** How a member came in; null where nobody signed in, such as in a story told about the past. */
export type StaffSession = {
  readonly sessionId: Id<"sessions"> | null
  readonly authenticatedAt: Date | null
  readonly factorAt: Date | null
  /** Whether the organization asks a second factor of their role. */
  readonly mustShowFactor: boolean
  /** Whether this is a super-admin of the installation, let in for a while by the organization. */
  readonly isSupport: boolean
  /** How many organizations the person belongs to. */
  readonly organizations: number
}

/**
 * Whether somebody has still to show the second factor that their organization asks of their role: until then they may set one up
 * and nothing else.
 */
export const owesFactor = ({ mustShowFactor, factorAt }: Pick<StaffSession, "mustShowFactor" | "factorAt">) =>
  mustShowFactor && factorAt === null

/** Somebody who acts without having signed in. */
export const withoutSession: StaffSession = {
  sessionId: null,
  authenticatedAt: null,
  factorAt: null,
  mustShowFactor: false,
  isSupport: false,
  organizations: 1,
}

/** The access of a built-in role, with the one team of its holder. */
export const builtIn = (role: Role, teamId: Id<"teams"> | null): StaffAccess => ({
  ...{ role, teamId, teamIds: teamId ? [teamId] : [] },
  ...{ roleId: null, roleName: null, granted: null, hides: [] },
})

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
