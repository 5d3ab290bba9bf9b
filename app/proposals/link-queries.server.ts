import { and, desc, eq, isNull, sql } from "drizzle-orm"
import { z } from "zod"
import { contacts } from "#db/schema/contacts"
import { links, linkUses } from "#db/schema/proposals"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import { LinkIdInput } from "./inputs.server"
import { recordOfLink } from "./link-record.server"

/** How many uses of a link are shown, the newest first. */
const mostUses = 200

/** A client's link with its reader and its newest uses: when, what for, from where and with what. Without its token. */
export const getLink = query({
  name: "get-link",
  permission: "links.revoke",
  actors: ["staff"],
  input: LinkIdInput,
  async run(ctx, { linkId }) {
    const [found] = await ctx.db
      .select({ link: links, contactName: contacts.name })
      .from(links)
      .leftJoin(contacts, eq(contacts.id, links.contactId))
      .where(eq(links.id, linkId))
    if (!found) throw new NotFound("link")
    const record = await recordOfLink(ctx, found.link)
    const uses = await ctx.db
      .select({
        id: linkUses.id,
        kind: linkUses.kind,
        ip: linkUses.ip,
        userAgent: linkUses.userAgent,
        at: linkUses.usedAt,
      })
      .from(linkUses)
      .where(eq(linkUses.linkId, linkId))
      .orderBy(desc(linkUses.usedAt), desc(linkUses.id))
      .limit(mostUses)
    const { locale, timeZone } = await getOrganization(ctx, {})
    const { id, channel, email, createdAt, expiresAt, revokedAt } = found.link
    const reader = found.contactName ?? email ?? "Somebody"
    return { id, reader, channel, email, createdAt, expiresAt, revokedAt, ...record, uses, locale, timeZone }
  },
})

/** The links to an invoice that still open it, the newest first, with how often each was used and when last. */
export const listLinksOfInvoice = query({
  name: "list-links-of-invoice",
  permission: "links.revoke",
  actors: ["staff"],
  input: z.object({ invoiceId: id("invoices") }),
  async run(ctx, { invoiceId }) {
    await recordOfLink(ctx, { purpose: "invoice", objectId: invoiceId })
    return livingLinks(ctx, invoiceId)
  },
})

const livingLinks = (ctx: Reading, objectId: string) =>
  ctx.db
    .select({
      ...{ id: links.id, channel: links.channel, email: links.email, contactName: contacts.name },
      ...{ createdAt: links.createdAt, expiresAt: links.expiresAt },
      uses: sql<number>`count(${linkUses.id})`.mapWith(Number),
      lastUsedAt: sql<Date | null>`max(${linkUses.usedAt})`.mapWith(linkUses.usedAt),
      wasSeen: sql<boolean>`coalesce(bool_or(${linkUses.kind} in ('seen', 'acted')), false)`,
    })
    .from(links)
    .leftJoin(contacts, eq(contacts.id, links.contactId))
    .leftJoin(linkUses, eq(linkUses.linkId, links.id))
    .where(
      and(
        eq(links.objectId, objectId),
        isNull(links.revokedAt),
        sql`${links.expiresAt} > ${ctx.now.toISOString()}::timestamptz`,
      ),
    )
    .groupBy(links.id, links.channel, links.email, contacts.name, links.createdAt, links.expiresAt)
    .orderBy(desc(links.createdAt), desc(links.id))
