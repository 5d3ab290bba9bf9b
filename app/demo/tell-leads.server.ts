import { createNote } from "~/activities/create-note.server"
import { assignLead } from "~/leads/assign-lead.server"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { captureLead } from "~/leads/capture-lead.server"
import { disqualifyLead } from "~/leads/disqualify-lead.server"
import { qualifyLead } from "~/leads/qualify-lead.server"
import type { Role } from "~/organizations/role"
import type { Id } from "~/platform/language/ids"
import { type Act, thread } from "./act"
import type { Cast } from "./cast.server"
import type { StoryClock } from "./days"

/** An enquiry and what became of it, short of a deal. Days count back from today. */
export type LeadStory = {
  key: string
  name: string
  email: string
  phone?: string
  company: string | null
  message: string
  daysAgo: number
  time: string
  /** Who took the call, when it did not come through the form. */
  takenBy?: Role
  campaign?: { source: string; medium: string; campaign: string }
  /** Fills in what people do not see. */
  isMachine?: boolean
  assigned?: { to: Role; daysAgo: number }
  note?: { by: Role; daysAgo: number; text: string }
  qualified?: { by: Role; daysAgo: number }
  disqualified?: { by: Role; daysAgo: number; reason: string }
}

/** The acts of one lead. */
export function leadActs(cast: Cast, clock: StoryClock, lead: LeadStory): Act[] {
  let leadId: Id<"leads">
  const once = (act: string) => ({ submission: `demo ${lead.key} ${act}` })
  const { assigned, note, qualified, disqualified } = lead
  const act = (when: { daysAgo: number } | undefined, time: string, tell: (now: Date) => Promise<unknown>): Act[] =>
    when ? [{ at: clock.at(when.daysAgo, time), tell: async (now) => void (await tell(now)) }] : []
  return thread([
    {
      at: clock.at(lead.daysAgo, lead.time),
      async tell(now) {
        leadId = await capture(cast, lead, now)
      },
    },
    ...act(assigned, "11:20", (now) =>
      assignLead(cast.as("owner", now), { leadId, ownerId: cast.personId(assigned!.to) }, once("assigned")),
    ),
    ...act(note, "14:35", (now) => createNote(cast.as(note!.by, now), { leadId, body: note!.text }, once("note"))),
    ...act(qualified, "16:05", (now) => qualifyLead(cast.as(qualified!.by, now), { leadId }, once("qualified"))),
    ...act(disqualified, "16:40", (now) =>
      disqualifyLead(cast.as(disqualified!.by, now), { leadId, reason: disqualified!.reason }, once("disqualified")),
    ),
  ])
}

async function capture(cast: Cast, lead: LeadStory, now: Date): Promise<Id<"leads">> {
  const { name, email, message, company: companyName, phone = null } = lead
  const once = { submission: `demo ${lead.key} captured` }
  if (lead.takenBy) {
    const known = { name, email, phone, companyName, message, ownerId: cast.personId(lead.takenBy), evenIfKnown: true }
    return (await captureLead(cast.as(lead.takenBy, now), known, once)).leadId
  }
  const enquiry = {
    name,
    email,
    phone,
    companyName,
    message,
    consent: true,
    utm: lead.campaign,
    trap: lead.isMachine ? "x" : "",
  }
  return (await captureEnquiry(cast.visitor(now), { ...enquiry, sourcePage: "/f/northlight" }, once)).leadId
}
