import { fromJson } from "~/platform/data/json.server"
import { formatInstant } from "~/platform/language/dates"
import type { EventName } from "~/platform/language/events"
import { href, withQuery } from "~/platform/language/paths"
import { fieldName, type Reader, recordPageOf, sentenceOf } from "~/timeline/timeline-page.server"
import { type Account, accountSentence } from "./account-acts"
import { plainAct } from "./acts"
import type { AuditRow } from "./audit-queries.server"
import { type FactReader, factInWords } from "./fact-words"

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

type Names = Readonly<Record<string, string>>

/** "personId" → "Person" where it is a person who is named, "invoiceId" → "Invoice id", "totalMinor" → "Total". */
const labelOf = (key: string, values: readonly unknown[], names: Names) =>
  fieldName(
    (values.some((value) => typeof value === "string" && names[value]) ? key.replace(/Id$/, "") : key).replace(
      /Minor$/,
      "",
    ),
  )

/** What an act changed, field by field, and what stood or stands there alone; in the words and figures of whoever reads. */
export function changesOf(
  before: Facts | null,
  after: Facts | null,
  reader: FactReader,
  beside: Facts = {},
): AuditField[] {
  const [was, is] = [factsOf(before), factsOf(after)]
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .map((key) => ({
      field: labelOf(key, [was[key], is[key]], reader.names ?? {}),
      from: factInWords(key, was[key], { ...beside, ...is, ...was }, reader),
      to: factInWords(key, is[key], { ...beside, ...was, ...is }, reader),
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
        ...{ label: labelOf(key, [value], names), value: factInWords(key, value, said, reader) },
      })),
      changes: changesOf(row.before, row.after, reader, said),
    }
  })
}
