import { query } from "~/platform/data/query.server"
import { csvBeginning, csvRow } from "~/platform/language/csv"
import type { Reader } from "~/timeline/timeline-page.server"
import { actorOf, auditSentence } from "./audit-page.server"
import { type AuditPage, type AuditRow, auditPage } from "./audit-queries.server"
import type { AuditFilter } from "./inputs.server"
import { AuditFilterInput } from "./inputs.server"

/** How many rows are read at once. */
const batch = 1_000

const header = [
  ...["Time (UTC)", "Recorded (UTC)", "Act", "Sentence", "Who", "Kind", "Network address", "Device", "Request"],
  ...["Facts", "Before", "After", "Personal", "Sealed", "Event"],
]

/** The next thousand rows of an export. */
export const auditExtract = query({
  name: "audit-extract",
  permission: "audits.export",
  actors: ["staff"],
  input: AuditFilterInput,
  run: (ctx, filter): Promise<AuditPage> => auditPage(ctx, filter, batch),
})

const json = (value: unknown) => (value === null ? "" : JSON.stringify(value))

function lineOf(row: AuditRow, reader: Reader): string {
  return csvRow([
    ...[row.occurredAt, row.recordedAt, row.name, auditSentence(row, reader), actorOf(row), row.actorKind],
    ...[row.ip, row.userAgent, row.requestId, json(row.payload), json(row.before), json(row.after), json(row.personal)],
    ...[row.isSealed ? "yes" : "no", row.id],
  ])
}

/** The record as CSV, piece by piece, so that it never stands in memory whole; `next` reads a page of it. */
export async function* auditCsv(
  filter: AuditFilter,
  reader: Reader,
  next: (filter: AuditFilter) => Promise<AuditPage>,
): AsyncGenerator<string> {
  yield csvBeginning + csvRow(header)
  for (let after = filter.after ?? null, isFirst = true; isFirst || after; isFirst = false) {
    const page = await next({ ...filter, after: after ?? undefined })
    yield page.rows.map((row) => lineOf(row, reader)).join("")
    after = page.older
  }
}
