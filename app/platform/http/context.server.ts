import { type AppLoadContext, data, redirect, redirectDocument } from "@remix-run/node"
import {
  type AnonymousContext,
  type ClientContext,
  type ClientHold,
  mint,
  owesFactor,
  type RequestFacts,
  type StaffContext,
  type SystemContext,
} from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { house } from "~/platform/data/house.server"
import { madeAt } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"
import { noteRequest } from "~/platform/log.server"
import { addressKey, hold, limits } from "~/platform/security/limits.server"
import {
  hasOrganizations,
  type LinkHolder,
  resolveForm,
  resolveFormerLink,
  resolveIdentityProvider,
  resolveLink,
  resolveSession,
  resolveSupport,
} from "~/platform/security/resolve.server"
import { readSessionSecret, touchSession } from "~/platform/security/sessions.server"
import { afterAnswer } from "./after-answer.server"

/*
 * The doors: where a request becomes somebody. Every loader and action calls one of these itself, since each can be asked
 * without its parents.
 */

type Args = { request: Request; context: AppLoadContext }

const factsOf = ({ context }: Args): RequestFacts => ({
  requestId: context.requestId,
  ip: context.ip,
  userAgent: context.userAgent,
})

const common = (args: Args) => ({ ...factsOf(args), now: new Date(), mails: "send" as const })

const resolved = new WeakMap<AppLoadContext, Promise<StaffContext | null>>()

/** The signed-in member, or null, as for one who still owes the second factor of their role: they may do nothing yet. */
export async function memberOf(args: Args): Promise<StaffContext | null> {
  const member = await signedInAt(args)
  return member && !owesFactor(member) ? member : null
}

/** Whoever is signed in. Resolved once a request, however many loaders ask. */
function signedInAt(args: Args): Promise<StaffContext | null> {
  let found = resolved.get(args.context)
  if (!found) {
    found = resolveMember(args)
    resolved.set(args.context, found)
  }
  return found
}

async function resolveMember(args: Args): Promise<StaffContext | null> {
  const secret = await readSessionSecret(args.request)
  if (!secret) return null
  const made = common(args)
  const holder = await resolveSession(secret, made.now)
  if (!holder) return null
  const { lastSeenAt, ...member } = holder
  await touchSession(secret, lastSeenAt, made.now)
  noteRequest({ organizationId: member.organizationId, personId: member.personId })
  const found = mint({ kind: "staff", ...member, ...made })
  noteSupport(args, found)
  return found
}

/** Notes, once the answer is sent, what a super-admin opened in an organization that let them in; what they post is refused anyway. */
function noteSupport(args: Args, member: StaffContext) {
  if (!member.isSupport) return
  const path = new URL(args.request.url).pathname.replace(/\.data$/, "")
  const here = mint({ kind: "system", organizationId: member.organizationId, cause: "support", ...common(args) })
  const record = house().commands.find(({ definition }) => definition.name === "record-support-view")
  const { sessionId } = member
  afterAnswer(args.context, "noting what support opened", async () =>
    record?.(here as never, { sessionId, path } as never),
  )
}

/** The organizations that gave whoever asks leave to enter as support; none for those who are no super-admins. */
export async function supportable(args: Args) {
  const secret = await readSessionSecret(args.request)
  return secret ? resolveSupport(secret, new Date()) : []
}

/** The program in an organization that gave the super-admin who asks leave to enter; null where none was given. */
export async function supporter(args: Args, organizationId: string | undefined): Promise<SystemContext | null> {
  const found = (await supportable(args)).find((each) => each.organizationId === organizationId)
  return found
    ? mint({ kind: "system", organizationId: found.organizationId, cause: "support", ...common(args) })
    : null
}

/** The program in the organization where the super-admin who asks is inside; null for everybody else. */
export async function supporting(args: Args): Promise<SystemContext | null> {
  const member = await memberOf(args)
  if (!member?.isSupport) return null
  return mint({ kind: "system", organizationId: member.organizationId, cause: "support", ...common(args) })
}

/**
 * The signed-in member. Throws the way to sign in, or to set-up while there is no organization; and to setting a second factor up,
 * for whose role must show one. From signing in one comes back to the page that was asked for or whose form was sent; the address
 * of a button leads to its record.
 */
export async function staff(args: Args): Promise<StaffContext> {
  const member = await staffOwingFactor(args)
  if (owesFactor(member)) throw redirectDocument(href("/settings/security/factors"), 303)
  return admitSearch(args, member)
}

/** Like `staff`, also for a member who still owes the second factor of their role: the pages where one is set up and shown. */
export async function staffOwingFactor(args: Args): Promise<StaffContext> {
  const member = await signedInAt(args)
  if (member) return member
  if (!(await hasOrganizations())) throw redirect(href("/setup"))
  const url = new URL(args.request.url)
  const returnTo = url.pathname.replace(/\.data$/, "") + withoutRoutes(url)
  const to = withQuery(href("/login"), { returnTo: returnTo === "/" || returnTo === "/_root" ? null : returnTo })
  const ended = redirect(to)
  endings.add(ended)
  throw ended
}

const endings = new WeakSet<object>()

/** Whether what a door threw is the way to sign in, for whom no living session lets in. */
export const isSessionEnded = (thrown: unknown): boolean =>
  typeof thrown === "object" && thrown !== null && endings.has(thrown)

const searches = new WeakMap<AppLoadContext, Promise<void>>()

/** Counts a request that looks for words, once however many loaders ask; throws 429 for a member who does so too often. */
async function admitSearch(args: Args, member: StaffContext): Promise<StaffContext> {
  if (!new URL(args.request.url).searchParams.get("q")) return member
  const counted = searches.get(args.context) ?? hold(webPool(), limits.search, member.personId)
  searches.set(args.context, counted)
  await counted
  return member
}

function withoutRoutes(url: URL) {
  const kept = new URLSearchParams(url.search)
  kept.delete("_routes")
  kept.delete("index")
  return kept.size > 0 ? `?${kept}` : ""
}

/**
 * The holder of a client link. Throws 404 with `{ link: purpose }`, the same for unknown, expired and revoked links, which
 * the page's error boundary shows as a kind page; counts uses and wrong guesses per address.
 */
export async function client(
  args: Args,
  token: string | undefined,
  purpose: "proposal" | "invoice",
): Promise<ClientContext> {
  const made = common(args)
  const address = addressKey(made.ip ?? "")
  await hold(webPool(), limits.linkAddress, address)
  const holder = await resolveLink(token ?? "", made.now)
  if (!holder || holder.purpose !== purpose) {
    await hold(webPool(), limits.unknownLinkAddress, address)
    throw data({ link: purpose }, { status: 404 })
  }
  return holderContext(holder, made)
}

/** Whoever holds a link or held one that has run out, for asking for a new one and nothing else; null for no link of ours. */
export async function formerClient(args: Args, token: string): Promise<ClientContext | null> {
  const holder = await resolveFormerLink(token)
  return holder && holderContext(holder, common(args))
}

/** Nobody acts by a link before it was made: where the clock was set back since, its holder's time is the link's own. */
function holderContext({ organizationId, ...link }: LinkHolder, made: ReturnType<typeof common>): ClientContext {
  noteRequest({ organizationId })
  const sent = madeAt(link.linkId)
  const now = made.now < sent ? sent : made.now
  return mint({ kind: "client", organizationId, hold: { of: "link", ...link } satisfies ClientHold, ...made, now })
}

/** A visitor of a public form; null when no living form has the key. */
export async function formVisitor(args: Args, key: string | undefined): Promise<ClientContext | null> {
  const form = await resolveForm(key ?? "")
  if (!form) return null
  return mint({
    kind: "client",
    organizationId: form.organizationId,
    hold: { of: "form", formId: form.formId },
    ...common(args),
  })
}

/** Somebody at an organization's own way in: the program acts there for whom its identity provider will name. Null for a key of none. */
export async function signOnVisitor(args: Args, key: string | undefined) {
  const found = await resolveIdentityProvider(key ?? "")
  if (!found) return null
  const { providerId, organizationId } = found
  noteRequest({ organizationId })
  return { providerId, ctx: mint({ kind: "system", organizationId, cause: "single sign-on", ...common(args) }) }
}

/** Somebody who has not said who they are. */
export const visitor = (args: Args): AnonymousContext => mint({ kind: "anonymous", by: "visitor", ...common(args) })
