import { fromJson } from "~/platform/data/json.server"
import { formatInstant } from "~/platform/language/dates"
import type { EventName } from "~/platform/language/events"
import { href, withQuery } from "~/platform/language/paths"
import { fieldName, type Reader, recordPageOf, sentenceOf } from "~/timeline/timeline-page.server"
import { type Account, accountSentence } from "./account-acts"
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

type Names = Readonly<Record<string, string>>

/** A value as text, a person by name where they are known: what an act says of somebody is their id. */
const shownOf = (value: unknown, names: Names) => (typeof value === "string" && names[value]) || textOf(value)

/** "personId" → "Person" where it is a person who is named, "invoiceId" → "Invoice id". */
const labelOf = (key: string, values: readonly unknown[], names: Names) =>
  fieldName(values.some((value) => typeof value === "string" && names[value]) ? key.replace(/Id$/, "") : key)

/** What an act changed, field by field, and what stood or stands there alone; people by name. */
export function changesOf(before: Facts | null, after: Facts | null, names: Names = {}): AuditField[] {
  const [was, is] = [factsOf(before), factsOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((key) => ({
      field: labelOf(key, [was[key], is[key]], names),
      ...{ from: shownOf(was[key], names), to: shownOf(is[key], names) },
    }))
    .filter(({ from, to }) => from !== to)
}

/** Who acted, in a word: a member or a client by name, or the program. */
export const actorOf = ({ actorKind, who }: Pick<AuditRow, "actorKind" | "who">) =>
  actorKind === "system" && (who === null || who === "Signoff") ? "Signoff" : (who ?? "Somebody who was erased")

/** An event in a sentence: as timelines tell it, as the log tells of accounts, or else by its name. */
export function auditSentence(row: AuditRow, reader: Reader): string {
  const { name } = row
  const [payload, personal] = [factsOf(row.payload), factsOf(row.personal)]
  return (
    sentenceOf({ name: name as EventName, payload, personal }, reader) ??
    accountSentence(name, payload, accountOf(row, payload, reader)) ??
    plainAct(name)
  )
}

function accountOf({ actorKind, actorId, who }: AuditRow, { personId }: Facts, { names = {} }: Reader): Account {
  const isTheirs = actorKind === "staff" && actorId !== null && (personId === undefined || personId === actorId)
  const named = typeof personId === "string" ? names[personId] : undefined
  return { whose: named ?? (isTheirs ? who : null) ?? "somebody", isTheirs }
}

/** Rows of the record as lines, in the words, clock and figures of the organization. */
export function auditLines(rows: readonly AuditRow[], reader: Reader): AuditLine[] {
  const { names = {} } = reader
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
      facts: Object.entries(said).map(([key, value]) => ({
        ...{ label: labelOf(key, [value], names), value: shownOf(value, names) },
      })),
      changes: changesOf(row.before, row.after, names),
    }
  })
}
