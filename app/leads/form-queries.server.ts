import { and, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { forms } from "#db/schema/leads"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"

/** The public form whose key opened the door, and whose it is. */
export const getForm = query({
  name: "get-form",
  permission: "leads.read",
  actors: ["client"],
  input: z.object({}),
  async run(ctx) {
    const { hold } = ctx.caller
    if (hold.of !== "form") throw new NotFound("form")
    const [form] = await ctx.db
      .select({
        id: forms.id,
        key: forms.key,
        title: forms.title,
        intro: forms.intro,
        thanks: forms.thanks,
        redirectUrl: forms.redirectUrl,
        consentText: forms.consentText,
      })
      .from(forms)
      .where(and(eq(forms.id, hold.formId), eq(forms.isActive, true), isNull(forms.deletedAt)))
    if (!form) throw new NotFound("form")
    const { name, website, logoFile, colour } = await getOrganization(ctx, {})
    return { ...form, organization: { name, website, logoFile, colour } }
  },
})

/** The organization's living public forms, the oldest first. */
export const listForms = query({
  name: "list-forms",
  permission: "leads.read",
  actors: ["staff"],
  input: z.object({}),
  run: (ctx) =>
    ctx.db
      .select({ id: forms.id, key: forms.key, name: forms.name, consentText: forms.consentText })
      .from(forms)
      .where(and(isNull(forms.deletedAt), eq(forms.isActive, true)))
      .orderBy(forms.createdAt, forms.id),
})
