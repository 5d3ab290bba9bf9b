import { calendarDate, formatDate, formatInstant, isCalendarDate } from "~/platform/language/dates"
import { renderMarkdown } from "~/platform/language/markdown.server"
import { formatMoney } from "~/platform/language/money"
import { href, withQuery } from "~/platform/language/paths"
import { type Say, sentences, timelineKinds } from "./sentences"
import type { TimelineLine } from "./timeline-line"
import type { listTimeline, TimelineRow } from "./timeline-queries.server"

export type Reader = {
  timeZone: string
  locale: string
  subjectId?: string
  names?: Record<string, string>
  /** Where one comes back to after deleting a note; without it there are no buttons for that. */
  returnTo?: string
}
type Told = Awaited<ReturnType<typeof listTimeline>>

const labels = { all: "Everything", notes: "Notes", mails: "Mails", changes: "Changes", money: "Money" }

/** A page of a record's timeline for its component: the lines, the views, and the way to older ones; the address keeps its other parameters. */
export function timelinePage(timeline: Told, url: URL) {
  const address = (show: string, after: string | null) => {
    const query = new URLSearchParams(url.search)
    for (const name of ["show", "after", "_routes", "index"]) query.delete(name)
    if (show !== "all") query.set("show", show)
    if (after) query.set("after", after)
    const path = url.pathname.replace(/\.data$/, "")
    return `${path}${query.size > 0 ? `?${query}` : ""}#timeline`
  }
  return {
    items: timelineItems(timeline.rows, { ...timeline, returnTo: address(timeline.filter, null) }),
    filters: (["all", ...timelineKinds] as const).map((kind) => ({
      label: labels[kind],
      href: address(kind, null),
      current: kind === timeline.filter,
    })),
    why: href("/why/:recordId", { recordId: timeline.subjectId }),
    more: timeline.older ? address(timeline.filter, timeline.older) : null,
  }
}

/** What happened as lines, in the words, clock and figures of the organization. */
export function timelineItems(rows: readonly TimelineRow[], reader: Reader): TimelineLine[] {
  return rows.flatMap((row) => {
    const text = sentenceOf(row, reader)
    if (text === null) return []
    return {
      id: row.id,
      name: row.name,
      at: row.at.toISOString(),
      when: formatInstant(row.at, reader.timeZone, reader.locale),
      text,
      href: recordPageOf(row, reader.subjectId),
      who: row.actorKind === "system" ? "" : (row.who ?? "Somebody"),
      html: bodyOf(row),
      deleteAction: deletionOf(row, reader.returnTo),
      changes: changesOf(row),
    }
  })
}

/** What happened in a sentence; null for what is no news on the page of a record. */
export function sentenceOf(
  { name, payload, personal }: Pick<TimelineRow, "name" | "payload" | "personal">,
  { locale, names = {} }: Reader,
): string | null {
  const say: Say = {
    money: (minor, currency) => formatMoney({ minor, currency }, locale),
    day: (date) => (isCalendarDate(date) ? formatDate(calendarDate(date), locale) : date),
    member: (id) => (id && names[id]) || "somebody",
    personal: (key) => (typeof personal[key] === "string" ? personal[key] : null),
  }
  const sentence = sentences[name] as { text(payload: unknown, say: Say): string } | null | undefined
  return sentence ? sentence.text(payload, say) : null
}

function bodyOf({ name, payload, note }: TimelineRow): string | null {
  if (note !== null) return renderMarkdown(note)
  return name === "proposal.asked" ? renderMarkdown(String(payload.question)) : null
}

function deletionOf({ ownNoteId }: TimelineRow, returnTo?: string): string | null {
  if (!ownNoteId || !returnTo) return null
  return withQuery(href("/notes/:noteId/delete", { noteId: ownNoteId }), { returnTo })
}

/** Which record an event is first of all about, by the first word of its name. */
const places = {
  lead: ({ leadId }) => leadId && href("/leads/:leadId", { leadId }),
  company: ({ companyId }) => companyId && href("/companies/:companyId", { companyId }),
  address: ({ companyId }) => companyId && href("/companies/:companyId", { companyId }),
  contact: ({ contactId }) => contactId && href("/contacts/:contactId", { contactId }),
  deal: ({ dealId }) => dealId && href("/deals/:dealId", { dealId }),
  proposal: ({ proposalId }) => proposalId && href("/proposals/:proposalId", { proposalId }),
  invoice: ({ invoiceId }) => invoiceId && href("/invoices/:invoiceId", { invoiceId }),
} satisfies Record<string, (ids: Record<string, string | undefined>) => string | undefined>

const firstOf = {
  ...places,
  link: (ids) => places.proposal(ids) ?? places.invoice(ids),
  mail: (ids) => places.invoice(ids) ?? places.proposal(ids) ?? places.lead(ids),
  checkout: places.invoice,
  payment: places.invoice,
} satisfies typeof places & Record<string, (ids: Record<string, string | undefined>) => string | undefined>

/** The page of the record that an event is first of all about; null where it has none. */
export function recordPageOf(
  { name, payload }: Pick<TimelineRow, "name" | "payload">,
  subjectId?: string,
): string | null {
  const noun = name.split(".")[0] ?? ""
  const place = Object.hasOwn(firstOf, noun) ? firstOf[noun as keyof typeof firstOf] : null
  const address = place?.(payload as Record<string, string | undefined>) ?? null
  return address && subjectId && address.endsWith(subjectId) ? null : address
}

const MOST_CHANGES = 8

/** "taxTreatment" → "Tax treatment". */
export const fieldName = (key: string) => {
  const words = key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const shown = (value: unknown) => (["string", "number", "boolean"].includes(typeof value) ? String(value) : "")

/** What an edit changed; what something began with stands on its own page. */
function changesOf({ before, after }: TimelineRow): TimelineLine["changes"] {
  if (Object.keys(before).length === 0) return []
  const keys = Object.keys(after).filter(
    (key) => !/(Id|Minor|At)$|^(id|version|customFields|organizationId)$/.test(key),
  )
  return keys
    .map((key) => ({ field: fieldName(key), from: shown(before[key]), to: shown(after[key]) }))
    .filter(({ from, to }) => from !== to)
    .slice(0, MOST_CHANGES)
}
