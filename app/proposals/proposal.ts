import type { CalendarDate } from "~/platform/language/dates"

/** What the agency and the client did with a proposal; being opened is not a status, since opening changes nothing. */
export const proposalStatuses = ["draft", "sent", "signed", "declined", "withdrawn"] as const
export type ProposalStatus = (typeof proposalStatuses)[number]

/** How a client link reached its reader; only a mailed link shows that the mailbox is theirs. */
export const linkChannels = ["mail", "copied"] as const
export type LinkChannel = (typeof linkChannels)[number]

/** What the uses of a client link are told apart by: fetched by anything, seen and acted on by a person, downloaded. */
export const linkUseKinds = ["fetched", "seen", "acted", "downloaded"] as const
export type LinkUseKind = (typeof linkUseKinds)[number]

/** How the version behind a client's link stands to its reader. */
export type ClientState = "open" | "signed" | "declined" | "withdrawn" | "expired" | "replaced"

/** The parts of a proposal written as Markdown, in the order they are read. The terms come last, before the signature. */
export const sectionNames = ["intro", "scope", "timeline", "terms"] as const
export type SectionName = (typeof sectionNames)[number]

/** The headings of those parts, for client and agency alike. */
export const sectionTitles: Record<SectionName, string> = {
  intro: "Introduction",
  scope: "Scope",
  timeline: "Timeline",
  terms: "Terms",
}

/** How many days a new proposal is valid unless somebody says otherwise. */
export const usualValidityDays = 30

/** Only what nobody has decided on yet can be edited: a draft, or what was sent (as its next version). */
export function canRevise(status: ProposalStatus): status is "draft" | "sent" {
  return status === "draft" || status === "sent"
}

/** Why a proposal in this state can no longer be edited or sent. */
export function whyFrozen(status: Exclude<ProposalStatus, "draft" | "sent">): string {
  switch (status) {
    case "signed":
      return "A signed proposal cannot be edited."
    case "declined":
      return "The client declined this proposal. Draft a new one from the deal."
    case "withdrawn":
      return "This proposal was withdrawn. Draft a new one from the deal."
  }
}

/** Valid until a day means until its end, in the organization's time zone; `today` is the day it is there. */
export function isExpired(validUntilOn: string | null, today: CalendarDate): boolean {
  return validUntilOn !== null && today > validUntilOn
}

/** A proposal's state in one word for lists, with what a version sent before says beside it. */
export const statusLabels: Record<ProposalStatus, string> = {
  draft: "Draft",
  sent: "Sent",
  signed: "Signed",
  declined: "Declined",
  withdrawn: "Withdrawn",
}
