import { and, desc, eq, gt, isNull, ne, or } from "drizzle-orm"
import { z } from "zod"
import { leads } from "#db/schema/leads"
import { findMatchingCompanies } from "~/companies/company-queries.server"
import { findMatchingContacts } from "~/contacts/contact-queries.server"
import { query } from "~/platform/data/query.server"
import { visible } from "~/platform/data/visible.server"
import { id } from "~/platform/language/fields.server"

/** Who and what may be the same as an enquiry: leads, contacts and companies with its address, number or web domain. */
export const findLookalikes = query({
  name: "find-lookalikes",
  permission: "leads.read",
  actors: ["staff", "system"],
  input: z.object({
    email: z.string().max(254).nullable(),
    phone: z.string().max(60).nullable(),
    companyName: z.string().max(200).nullable(),
    domain: z.string().max(200).nullable(),
    except: id("leads").optional(),
  }),
  async run(ctx, { email, phone, companyName, domain, except }) {
    const same = or(
      email ? eq(leads.emailNormalized, email) : undefined,
      phone ? eq(leads.phoneNormalized, phone) : undefined,
      domain ? eq(leads.companyDomain, domain) : undefined,
    )
    const alike = same
      ? await ctx.db
          .select({ id: leads.id, name: leads.name, companyName: leads.companyName, status: leads.status })
          .from(leads)
          .where(and(isNull(leads.deletedAt), visible(ctx, leads), same, except ? ne(leads.id, except) : undefined))
          .orderBy(desc(leads.createdAt), desc(leads.id))
          .limit(10)
      : []
    return {
      leads: alike,
      contacts: await findMatchingContacts(ctx, { email, phone }),
      companies: await findMatchingCompanies(ctx, { name: companyName, domain }),
    }
  },
})

/** What looks like an enquiry. */
export type Lookalikes = Awaited<ReturnType<typeof findLookalikes>>

/** Whether anything looks like it. */
export const hasAny = (alike: Lookalikes) => alike.leads.length + alike.contacts.length + alike.companies.length > 0

/** The same enquiry of the same form, sent shortly before. */
export const findRecentEnquiry = query({
  name: "find-recent-enquiry",
  permission: "leads.read",
  actors: ["client", "system"],
  input: z.object({ formId: id("forms"), email: z.string(), message: z.string(), since: z.date() }),
  async run(ctx, { formId, email, message, since }) {
    const [lead] = await ctx.db
      .select({ id: leads.id })
      .from(leads)
      .where(
        and(
          eq(leads.formId, formId),
          eq(leads.emailNormalized, email),
          eq(leads.message, message),
          gt(leads.createdAt, since),
          isNull(leads.deletedAt),
        ),
      )
      .limit(1)
    return lead ?? null
  },
})
