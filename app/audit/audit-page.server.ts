import { fromJson } from "~/platform/data/json.server"
import { formatInstant } from "~/platform/language/dates"
import type { EventName } from "~/platform/language/events"
import { href, withQuery } from "~/platform/language/paths"
import { fieldName, type Reader, recordPageOf, sentenceOf } from "~/timeline/timeline-page.server"
import { plainAct } from "./acts"
import type { AuditRow } from "./audit-queries.server"

/** A field and what stood in it: before and after an act, or what the act says. */
export type AuditField = { field: string; from: string; to: string }

/** One thing that happened, as the page shows it: every text is finished. */
export type AuditLine = {
  id: string
  name: string
  at: string
  when: string
  text: string
  href: string | null
  /** Where everything stands that was done to the same record. */
  allOfRecord: string | null
  who: string
  ip: string | null
  device: string | null
  requestId: string | null
  isSealed: boolean
  facts: { label: string; value: string }[]
  changes: AuditField[]
}

type Facts = Record<string, unknown>

const factsOf = (json: Facts | null) => (fromJson(json ?? {}) ?? {}) as Facts

/** A value as text: what is made of several parts as JSON. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ""
  if (value instanceof Date) return value.toISOString()
  return typeof value === "object"
    ? JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part))
    : String(value)
}

/** What an act changed, field by field, and what stood or stands there alone. */
export function changesOf(before: Facts | null, after: Facts | null): AuditField[] {
  const [was, is] = [factsOf(before), factsOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((key) => ({ field: fieldName(key), from: textOf(was[key]), to: textOf(is[key]) }))
    .filter(({ from, to }) => from !== to)
}

/** Who acted, in a word: a member or a client by name, or the program. */
export const actorOf = ({ actorKind, who }: Pick<AuditRow, "actorKind" | "who">) =>
  actorKind === "system" && (who === null || who === "Signoff") ? "Signoff" : (who ?? "Somebody who was erased")

/** An event in a sentence; one that no timeline tells by its name. */
export function auditSentence({ name, payload, personal }: AuditRow, reader: Reader): string {
  const row = { name: name as EventName, payload: factsOf(payload), personal: factsOf(personal) }
  return sentenceOf(row, reader) ?? plainAct(name)
}

/** Rows of the record as lines, in the words, clock and figures of the organization. */
export function auditLines(rows: readonly AuditRow[], reader: Reader): AuditLine[] {
  return rows.map((row) => {
    const said = { ...factsOf(row.payload), ...factsOf(row.personal) }
    const instant = new Date(row.occurredAt)
    const page = recordPageOf({ name: row.name as EventName, payload: said })
    const record = page?.split("/").at(-1)
    return {
      ...{ id: row.id, name: row.name, at: instant.toISOString() },
      when: formatInstant(instant, reader.timeZone, reader.locale),
      text: auditSentence(row, reader),
      href: page,
      allOfRecord: record ? withQuery(href("/settings/audit"), { record }) : null,
      ...{ who: actorOf(row), ip: row.ip, device: row.userAgent, requestId: row.requestId, isSealed: row.isSealed },
      facts: Object.entries(said).map(([key, value]) => ({ label: fieldName(key), value: textOf(value) })),
      changes: changesOf(row.before, row.after),
    }
  })
}
