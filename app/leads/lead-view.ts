import type { LeadStatus } from "./lead"

/** An instant twice: in ISO form, and as its reader writes it. */
type Told = { at: string; when: string }

/** A lead as its page shows it: every text is finished. */
export type ShownLead = {
  id: string
  name: string
  email: string | null
  phone: string | null
  companyName: string | null
  companyDomain: string | null
  message: string | null
  status: LeadStatus
  lostReason: string | null
  ownerId: string | null
  ownerName: string | null
  isOpen: boolean
  isMine: boolean
  /** The reader's own id, for taking the lead up. */
  me: string
  waiting: string
  received: Told
  source: string
  sourcePage: string | null
  campaign: { name: string; value: string }[]
  consent: (Told & { text: string | null }) | null
  /** What it was converted to. */
  became: {
    company: { companyId: string; name: string | null }
    contact: { contactId: string; name: string | null }
    deal: { dealId: string; title: string | null }
  } | null
}

/** What the reader of a lead's page may do with it. */
export type LeadMay = Record<
  "edit" | "assign" | "qualify" | "disqualify" | "convert" | "reopen" | "delete" | "note",
  boolean
>
