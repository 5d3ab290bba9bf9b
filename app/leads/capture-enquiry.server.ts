import { sql } from "drizzle-orm"
import { leads } from "#db/schema/leads"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { getForm } from "./form-queries.server"
import { CaptureEnquiryInput } from "./inputs.server"
import { isSuspicious, sameEnquiryWithin, suspectedSpam } from "./lead"
import { identityOf } from "./lead-identity"
import { findRecentEnquiry } from "./lookalike-queries.server"

/**
 * Saves an enquiry from the public form with where it came from and what was consented to; sent again within ten minutes it is
 * the same lead. What looks like a machine's is kept too, put aside with that reason.
 */
export const captureEnquiry = command({
  name: "capture-enquiry",
  actors: ["client"],
  input: CaptureEnquiryInput,
  async step(ctx, { consent, utm, trap, openedAt, isFlood, ...enquiry }) {
    const { hold } = ctx.caller
    if (hold.of !== "form") throw new NotFound("form")
    const { formId } = hold
    const { email, message, name } = enquiry
    await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${formId} ${email}`}, 0))`)
    const since = new Date(ctx.now.getTime() - sameEnquiryWithin)
    const twin = await findRecentEnquiry(ctx, { formId, email, message, since })
    if (twin) return ctx.unchanged({ leadId: twin.id })
    const form = await getForm(ctx, {})
    const suspected = isSuspicious({ trap, openedAt, message, isFlood }, ctx.now)
    const [made] = await ctx.db
      .insert(leads)
      .values({
        ...enquiry,
        ...identityOf(enquiry),
        status: suspected ? "disqualified" : "new",
        lostReason: suspected ? suspectedSpam : null,
        source: "form",
        formId,
        utm: given(utm),
        consentText: consent ? form.consentText : null,
        consentAt: consent ? ctx.now : null,
      })
      .returning({ id: leads.id })
    const leadId = made!.id
    ctx.record("lead.captured", { leadId, source: "form", formId, suspected }, { personal: { name, email } })
    if (suspected) ctx.record("lead.disqualified", { leadId, reason: suspectedSpam, from: "new" })
    return { leadId }
  },
})

const given = (utm: Record<string, string | null>) =>
  Object.fromEntries(Object.entries(utm).filter((entry): entry is [string, string] => entry[1] !== null))
