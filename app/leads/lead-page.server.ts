import { may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import { formatInstant } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { findConversion } from "./conversion-queries.server"
import { isOpen, leadSourceNames, utmNames, waitingText } from "./lead"
import { leadOwnerChoices } from "./lead-owners.server"
import { getLead } from "./lead-queries.server"
import type { LeadMay, ShownLead } from "./lead-view"
import { findLookalikes, hasAny } from "./lookalike-queries.server"

type Reader = { timeZone: string; locale: string }
type Lead = Awaited<ReturnType<typeof getLead>>

/** What the page of a lead shows, as finished texts by the clock and language of its reader's organization. */
export async function getLeadPage(ctx: StaffContext, leadId: Id<"leads">, reader: Reader) {
  const lead = await getLead(ctx, { leadId })
  const [conversion, alike, owners] = await Promise.all([
    lead.status === "converted" ? findConversion(ctx, { leadId }) : null,
    lead.status === "converted" ? null : findLookalikes(ctx, { ...keysOf(lead), except: leadId }),
    leadOwnerChoices(ctx),
  ])
  return {
    lead: shown(lead, ctx, reader),
    alike: alike && hasAny(alike) ? alike : null,
    owners,
    may: {
      edit: may(ctx, "leads.edit"),
      assign: may(ctx, "leads.assign"),
      qualify: may(ctx, "leads.qualify"),
      disqualify: may(ctx, "leads.disqualify"),
      convert: may(ctx, "leads.convert"),
      reopen: may(ctx, "leads.reopen") && (lead.status !== "converted" || conversion?.isUntouched === true),
      delete: may(ctx, "leads.delete"),
      note: may(ctx, "notes.create"),
    } satisfies LeadMay,
  }
}

const keysOf = ({ emailNormalized, phoneNormalized, companyName, companyDomain }: Lead) => ({
  email: emailNormalized,
  phone: phoneNormalized,
  companyName,
  domain: companyDomain,
})

function shown(lead: Lead, ctx: StaffContext, { timeZone, locale }: Reader): ShownLead {
  const { id, name, email, phone, companyName, companyDomain, message, status, lostReason, ownerId, ownerName } = lead
  const written = (instant: Date) => formatInstant(instant, timeZone, locale)
  return {
    ...{ id, name, email, phone, companyName, companyDomain, message, status, lostReason, ownerId, ownerName },
    isOpen: isOpen(status),
    isMine: ownerId === ctx.personId,
    me: ctx.personId as string,
    waiting: waitingText(lead.createdAt, ctx.now),
    received: { at: lead.createdAt.toISOString(), when: written(lead.createdAt) },
    source: [leadSourceNames[lead.source], lead.formName].filter(Boolean).join(": "),
    sourcePage: lead.sourcePage,
    campaign: utmNames.flatMap((key) => (lead.utm[key] ? [{ name: key, value: lead.utm[key] }] : [])),
    consent: lead.consentAt && {
      text: lead.consentText,
      at: lead.consentAt.toISOString(),
      when: written(lead.consentAt),
    },
    became:
      lead.companyId && lead.contactId && lead.dealId
        ? {
            company: { companyId: lead.companyId, name: lead.companyNameNow },
            contact: { contactId: lead.contactId, name: lead.contactNameNow },
            deal: { dealId: lead.dealId, title: lead.dealTitle },
          }
        : null,
  }
}
