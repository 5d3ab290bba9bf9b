import { and, asc, desc, eq, ilike, inArray, isNull, or, type SQL } from "drizzle-orm"
import { z } from "zod"
import { companies } from "#db/schema/companies"
import { companyContacts, contactEmails, contactPhones, contacts } from "#db/schema/contacts"
import { members } from "#db/schema/organizations"
import { OfferInput, offer } from "~/platform/data/choices.server"
import { contains } from "~/platform/data/contains.server"
import { keyset, PageInput } from "~/platform/data/paging.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import type { Reading } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import { id } from "~/platform/language/fields.server"
import { ContactIdInput } from "./inputs.server"

const readers = ["staff", "system", "client"] as const

/** A living contact with its addresses and numbers, the primary ones first, and where it works. */
export const getContact = query({
  name: "get-contact",
  permission: "contacts.read",
  actors: readers,
  input: ContactIdInput,
  async run(ctx, { contactId }) {
    const [found] = await ctx.db
      .select({ contact: contacts, ownerName: members.name })
      .from(contacts)
      .leftJoin(members, eq(members.personId, contacts.ownerId))
      .where(and(eq(contacts.id, contactId), isNull(contacts.deletedAt), visible(ctx, contacts)))
    if (!found) throw new NotFound("contact")
    const emails = await ctx.db
      .select({ label: contactEmails.label, email: contactEmails.email })
      .from(contactEmails)
      .where(and(eq(contactEmails.contactId, contactId), isNull(contactEmails.deletedAt)))
      .orderBy(desc(contactEmails.isPrimary), asc(contactEmails.id))
    const phones = await ctx.db
      .select({ label: contactPhones.label, phone: contactPhones.phone })
      .from(contactPhones)
      .where(and(eq(contactPhones.contactId, contactId), isNull(contactPhones.deletedAt)))
      .orderBy(desc(contactPhones.isPrimary), asc(contactPhones.id))
    return { ...found.contact, ownerName: found.ownerName, emails, phones, email: emails[0]?.email ?? null }
  },
})

/** Where a contact works and as what. */
export const listCompaniesOfContact = query({
  name: "list-companies-of-contact",
  permission: "contacts.read",
  actors: readers,
  input: ContactIdInput,
  run: (ctx, { contactId }) =>
    ctx.db
      .select({
        companyId: companies.id,
        name: companies.name,
        role: companyContacts.role,
        isBilling: companyContacts.isBilling,
        isSignatory: companyContacts.isSignatory,
        fromOn: companyContacts.fromOn,
        toOn: companyContacts.toOn,
      })
      .from(companyContacts)
      .innerJoin(companies, and(eq(companies.id, companyContacts.companyId), isNull(companies.deletedAt)))
      .where(and(eq(companyContacts.contactId, contactId), isNull(companyContacts.deletedAt)))
      .orderBy(asc(companies.name)),
})

/** The people of a company with their primary address, the ones to bill and to sign marked. */
export const listContactsOfCompany = query({
  name: "list-contacts-of-company",
  permission: "contacts.read",
  actors: readers,
  input: z.object({ companyId: id("companies") }),
  run: (ctx, { companyId }) =>
    ctx.db
      .select({
        contactId: contacts.id,
        name: contacts.name,
        jobTitle: contacts.jobTitle,
        email: contactEmails.email,
        role: companyContacts.role,
        isBilling: companyContacts.isBilling,
        isSignatory: companyContacts.isSignatory,
      })
      .from(companyContacts)
      .innerJoin(contacts, and(eq(contacts.id, companyContacts.contactId), isNull(contacts.deletedAt)))
      .leftJoin(
        contactEmails,
        and(
          eq(contactEmails.contactId, contacts.id),
          eq(contactEmails.isPrimary, true),
          isNull(contactEmails.deletedAt),
        ),
      )
      .where(and(eq(companyContacts.companyId, companyId), isNull(companyContacts.deletedAt)))
      .orderBy(asc(contacts.name)),
})

/** What narrows the directory, as its address says it. */
const ListFilter = z.object({ q: z.string().max(100).optional().catch(undefined) })

/** What the directory shows; words need the primary address joined. */
const inList = ({ q }: z.output<typeof ListFilter>) =>
  and(
    isNull(contacts.deletedAt),
    q
      ? or(ilike(contacts.name, contains(q)), ilike(contactEmails.emailNormalized, contains(q.toLowerCase())))
      : undefined,
  )

const primaryAddress = and(
  eq(contactEmails.contactId, contacts.id),
  eq(contactEmails.isPrimary, true),
  isNull(contactEmails.deletedAt),
)

/** That a contact is in the directory as its address narrows it, for acts on all of them. */
export const contactsInList = ({ db }: Reading, asked: Record<string, string>): SQL =>
  inArray(
    contacts.id,
    db
      .select({ id: contacts.id })
      .from(contacts)
      .leftJoin(contactEmails, primaryAddress)
      .where(inList(ListFilter.parse(asked))),
  )

/** The directory of contacts by name, one page at a time. */
export const listContacts = query({
  name: "list-contacts",
  permission: "contacts.read",
  actors: ["staff"],
  input: ListFilter.extend(PageInput),
  async run(ctx, { q, after, before }) {
    const list = keyset<ContactRow>({
      column: contacts.name,
      value: (row) => row.name,
      id: contacts.id,
      order: "first",
      after,
      before,
    })
    const rows = await ctx.db
      .select({
        ...{ id: contacts.id, name: contacts.name, jobTitle: contacts.jobTitle, email: contactEmails.email },
        ownerName: members.name,
      })
      .from(contacts)
      .leftJoin(contactEmails, primaryAddress)
      .leftJoin(members, eq(members.personId, contacts.ownerId))
      .where(and(inList({ q }), visible(ctx, contacts), list.where))
      .orderBy(...list.orderBy)
      .limit(list.limit)
    const page = list.page(rows)
    return { ...page, rows: await withExtras(ctx, page.rows) }
  },
})

type ContactRow = {
  id: (typeof contacts.$inferSelect)["id"]
  name: string
  jobTitle: string | null
  email: string | null
  ownerName: string | null
}

async function withExtras(ctx: Parameters<typeof visible>[0], rows: ContactRow[]) {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const phones = await ctx.db
    .select({ contactId: contactPhones.contactId, phone: contactPhones.phone })
    .from(contactPhones)
    .where(
      and(inArray(contactPhones.contactId, ids), eq(contactPhones.isPrimary, true), isNull(contactPhones.deletedAt)),
    )
  const work = await ctx.db
    .select({ contactId: companyContacts.contactId, name: companies.name })
    .from(companyContacts)
    .innerJoin(companies, and(eq(companies.id, companyContacts.companyId), isNull(companies.deletedAt)))
    .where(and(inArray(companyContacts.contactId, ids), isNull(companyContacts.deletedAt)))
  return rows.map((row) => ({
    ...row,
    phone: phones.find((p) => p.contactId === row.id)?.phone ?? null,
    companies: work.filter((w) => w.contactId === row.id).map((w) => w.name),
  }))
}

/** Living contacts for choosing one: the newest, or those whose names bear the words; never more than a field can show. */
export const listContactChoices = query({
  name: "list-contact-choices",
  permission: "contacts.read",
  actors: ["staff"],
  input: OfferInput,
  run: (ctx, asked) => offer(ctx, contacts, asked),
})

/** Living contacts with one of these normalised addresses or numbers: the people who may be meant. */
export const findMatchingContacts = query({
  name: "find-matching-contacts",
  permission: "contacts.read",
  actors: ["staff", "system"],
  input: z.object({ email: z.string().max(254).nullable(), phone: z.string().max(60).nullable() }),
  async run(ctx, { email, phone }) {
    if (!email && !phone) return []
    const byEmail = ctx.db
      .select({ id: contactEmails.contactId })
      .from(contactEmails)
      .where(and(eq(contactEmails.emailNormalized, email ?? ""), isNull(contactEmails.deletedAt)))
    const byPhone = ctx.db
      .select({ id: contactPhones.contactId })
      .from(contactPhones)
      .where(and(eq(contactPhones.phoneNormalized, phone ?? ""), isNull(contactPhones.deletedAt)))
    return ctx.db
      .select({ id: contacts.id, name: contacts.name, email: contactEmails.email })
      .from(contacts)
      .leftJoin(contactEmails, and(eq(contactEmails.contactId, contacts.id), eq(contactEmails.isPrimary, true)))
      .where(
        and(
          isNull(contacts.deletedAt),
          visible(ctx, contacts),
          or(email ? inArray(contacts.id, byEmail) : undefined, phone ? inArray(contacts.id, byPhone) : undefined),
        ),
      )
      .orderBy(asc(contacts.name))
      .limit(10)
  },
})

/** The contact that an e-mail address belongs to, among living ones. */
export const findContactByEmail = query({
  name: "find-contact-by-email",
  permission: "contacts.read",
  actors: ["staff", "system"],
  input: z.object({ email: z.string().max(254) }),
  async run(ctx, { email }) {
    const [found] = await ctx.db
      .select({ contactId: contactEmails.contactId, name: contacts.name })
      .from(contactEmails)
      .innerJoin(contacts, eq(contacts.id, contactEmails.contactId))
      .where(and(eq(contactEmails.emailNormalized, email), isNull(contactEmails.deletedAt)))
    return found ?? null
  },
})
