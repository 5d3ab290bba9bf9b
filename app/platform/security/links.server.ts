import { and, desc, eq, gt, inArray, isNull, ne } from "drizzle-orm"
import { links } from "#db/schema/proposals"
import type { Reading, Work } from "~/platform/data/work.server"
import { env } from "~/platform/env.server"
import { type Id, newId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { token as newToken, open, seal, sha256, sign, verify } from "./crypto.server"

/*
 * Client links: the key of one reader to one document. The table keeps a token's digest for finding it and a sealed copy for
 * sending it again; mails at rest carry a placeholder, which is filled at the moment of sending.
 */

export type LinkPurpose = "proposal" | "invoice"

/** What a new link opens, for whom, and how it reaches them. */
export type NewLink = {
  purpose: LinkPurpose
  /** The proposal or invoice. */
  objectId: string
  /** The frozen version of a proposal; null for invoices. */
  versionId: Id<"proposal_versions"> | null
  contactId: Id<"contacts"> | null
  /** The mailbox it is sent to; null for a link that is passed on by hand. */
  email: string | null
  channel: "mail" | "copied"
  /** How long it opens its document. */
  days?: number
}

/** A link's row, as far as its token is concerned. */
export type SealedLink = Pick<typeof links.$inferSelect, "id" | "organizationId" | "purpose" | "tokenSealed">

const dayLength = 86_400_000
const sealedFor = "client link"
const placeOf = (linkId: string) => `links|token_sealed|${linkId}`

/** Makes a link in the transaction under way. The token is in the answer and, sealed, in the row; nowhere else. */
export async function createLink(ctx: Work, link: NewLink): Promise<{ linkId: Id<"links">; token: string }> {
  const { days = 90, ...target } = link
  const linkId = newId<"links">()
  const token = newToken()
  await ctx.db.insert(links).values({
    ...target,
    id: linkId,
    tokenHash: sha256(token),
    tokenSealed: seal(sealedFor, organizationOf(ctx), token, placeOf(linkId)),
    expiresAt: new Date(ctx.now.getTime() + days * dayLength),
    createdAt: ctx.now,
  })
  return { linkId, token }
}

/** The token of a link, from its sealed copy. Throws when the row was altered or its key is gone. */
export function tokenOf(link: SealedLink): string {
  return open(sealedFor, link.organizationId, link.tokenSealed, placeOf(link.id))
}

/** The page a token opens, within the site: `/p/…` or `/i/…`. */
export function linkPath(purpose: LinkPurpose, token: string): string {
  return purpose === "proposal" ? href("/p/:token", { token }) : href("/i/:token", { token })
}

/** The whole address of that page, as mails and people carry it. */
export function linkAddress(purpose: LinkPurpose, token: string): string {
  return `${env.publicUrl}${linkPath(purpose, token)}`
}

const placeholderUse = "link placeholder"

/**
 * What stands in a stored mail for a link's address; `/pdf` and the like may follow it. It is signed, so that one typed into
 * a name or a message, which mails repeat, stays the text it is.
 */
export const linkPlaceholder = (linkId: string): string => `{{link:${linkId}.${sign(placeholderUse, linkId)}}}`

const placeholder = /\{\{link:([0-9a-f-]{36})\.([\w-]{43})\}\}/g

/** A stored mail's text with the addresses of its links; placeholders that are not ours or whose links are not here stay as they are. */
export async function fillLinks(ctx: Reading, text: string): Promise<string> {
  const ids = [...text.matchAll(placeholder)].flatMap(([, id = "", mac = ""]) =>
    verify(placeholderUse, id, mac) ? [id as Id<"links">] : [],
  )
  if (ids.length === 0) return text
  const found = await ctx.db.select().from(links).where(inArray(links.id, ids))
  const addresses = new Map(found.map((link) => [link.id as string, linkAddress(link.purpose, tokenOf(link))]))
  return text.replace(placeholder, (written, id: string, mac: string) =>
    verify(placeholderUse, id, mac) ? (addresses.get(id) ?? written) : written,
  )
}

/** The newest living link to a document for one reader, if there is one. */
export async function findLink(
  ctx: Reading,
  reader: { objectId: string; contactId: Id<"contacts"> | null; channel?: "mail" | "copied" },
): Promise<(typeof links.$inferSelect & { token: string }) | null> {
  const { objectId, contactId, channel } = reader
  const [link] = await ctx.db
    .select()
    .from(links)
    .where(
      and(
        eq(links.objectId, objectId),
        contactId === null ? isNull(links.contactId) : eq(links.contactId, contactId),
        channel && eq(links.channel, channel),
        isNull(links.revokedAt),
      ),
    )
    .orderBy(desc(links.createdAt), desc(links.id))
    .limit(1)
  return link && link.expiresAt > ctx.now ? { ...link, token: tokenOf(link) } : null
}

/** How long a link still opens its document after its reader was sent another one. */
const graceMilliseconds = dayLength

/** Lets a reader's other links to a document (to one version of a proposal) run out within a day: they were sent a new one. */
export async function retireLinks(
  ctx: Work,
  { linkId, ...reader }: Pick<NewLink, "objectId" | "versionId" | "contactId"> & { linkId: Id<"links"> },
): Promise<void> {
  if (reader.contactId === null) return
  const until = new Date(ctx.now.getTime() + graceMilliseconds)
  await ctx.db
    .update(links)
    .set({ expiresAt: until })
    .where(
      and(
        ...[eq(links.objectId, reader.objectId), eq(links.contactId, reader.contactId), eq(links.channel, "mail")],
        reader.versionId === null ? isNull(links.versionId) : eq(links.versionId, reader.versionId),
        ...[ne(links.id, linkId), isNull(links.revokedAt), gt(links.expiresAt, until)],
      ),
    )
}

function organizationOf(ctx: Reading): Id<"organizations"> {
  if (ctx.caller.kind === "anonymous") throw new TypeError("A link belongs to an organization")
  return ctx.caller.organizationId
}

/** A stored mail's text with those of its placeholders that are ours signed anew, under the newest key. */
export const signPlaceholdersAnew = (text: string): string =>
  text.replace(placeholder, (written, id: string, mac: string) =>
    verify(placeholderUse, id, mac) ? linkPlaceholder(id) : written,
  )
