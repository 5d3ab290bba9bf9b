import { sql } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { normalizePhone } from "~/platform/language/text"
import { companyDomainOf } from "./capture-lead.server"
import { CaptureEnquiryInput } from "./inputs.server"
import { sameEnquiryWithin } from "./lead"
import { findRecentEnquiry, getForm } from "./lead-queries.server"

/** Saves an enquiry from the public form with where it came from and what was consented to; sent again within ten minutes it is the same lead. */
export const captureEnquiry = command({
  name: "capture-enquiry",
  actors: ["client"],
  input: CaptureEnquiryInput,
  async step(ctx, { consent, sourcePage, utm, ...enquiry }) {
    const { hold } = ctx.caller
    if (hold.of !== "form") throw new NotFound("form")
    const { formId } = hold
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${formId} || ${enquiry.email}, 0))`)
    const since = new Date(ctx.now.getTime() - sameEnquiryWithin)
    const twin = await findRecentEnquiry(ctx, { formId, email: enquiry.email, message: enquiry.message, since })
    if (twin) return ctx.unchanged({ leadId: twin.id })
    const form = await getForm(ctx, {})
    const [made] = await ctx.db
      .insert(leads)
      .values({
        ...enquiry,
        emailNormalized: enquiry.email,
        phoneNormalized: enquiry.phone ? normalizePhone(enquiry.phone) : null,
        companyDomain: companyDomainOf(null, enquiry.email),
        source: "form",
        formId,
        sourcePage,
        utm,
        consentText: consent ? form.consentText : null,
        consentAt: consent ? ctx.now : null,
      })
      .returning({ id: leads.id })
    const leadId = made!.id
    ctx.record(
      "lead.captured",
      { leadId, source: "form", formId },
      { personal: { name: enquiry.name, email: enquiry.email } },
    )
    return { leadId }
  },
})
