import { sql } from "drizzle-orm"
import { type Db, transact } from "~/platform/data/database.server"
import { isUnderNewestKey, newestKey, open, seal } from "./crypto.server"
import { signPlaceholdersAnew } from "./links.server"
import { deletedOrganizations, everyOrganization } from "./resolve.server"
import { placeOf, type SealedColumn, sealedColumns } from "./secrets-at-rest.server"

/** How many rows one transaction takes; a kill in between loses nothing, since what is done is under the newest key. */
const batch = 200

/** What came of a rotation: how many secrets were sealed anew, and how many cannot be opened by any key listed. */
export type Rotated = { place: string; sealed: number; lost: number }

type Row = { id: string; sealed: string }
type Batch = { rows: Row[]; sealed: number; lost: number }

/**
 * Seals every secret at rest anew under the newest SECRET_KEY, batch by batch, organization by organization behind its own wall. Serving
 * goes on meanwhile: a row that somebody changes at the same moment is left to them, who seal under the newest key.
 */
export async function* rotateKeys(now: Date): AsyncGenerator<Rotated> {
  const organizations = await organizationsThereAre()
  for (const column of sealedColumns) {
    const walls = column.isTenant ? organizations : [null]
    const total = { sealed: 0, lost: 0 }
    for (const organizationId of walls) {
      const { sealed, lost } = await rotateColumn(column, organizationId, now)
      total.sealed += sealed
      total.lost += lost
    }
    yield { place: `${column.table}.${column.column}`, ...total }
  }
  let signed = 0
  for (const organizationId of organizations) signed += await signMailsAnew(organizationId, now)
  yield { place: "links in kept mails", sealed: signed, lost: 0 }
}

/** Living organizations, and deleted ones that may still be brought back. */
async function organizationsThereAre(): Promise<string[]> {
  const deleted = (await deletedOrganizations()).map(({ organizationId }) => organizationId)
  return [...new Set<string>([...(await everyOrganization()), ...deleted])]
}

async function rotateColumn(column: SealedColumn, organizationId: string | null, now: Date) {
  const total = { sealed: 0, lost: 0 }
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const done: Batch = await transact({ organizationId, now }, (db) => rotateBatch(db, column, organizationId, after))
    total.sealed += done.sealed
    total.lost += done.lost
    after = done.rows.length === batch ? done.rows.at(-1)!.id : null
  }
  return total
}

async function rotateBatch(
  db: Db,
  column: SealedColumn,
  organizationId: string | null,
  after: string | null,
): Promise<Batch> {
  const [table, id, value] = [column.table, column.id, column.column].map((name) => sql.identifier(name))
  const { rows } = await db.execute<Row>(sql`
    select ${id}::text as id, ${value} as sealed from ${table}
    where ${value} is not null and split_part(${value}, '.', 2) <> ${newestKey()}
      ${after === null ? sql`` : sql`and ${id} > ${after}::uuid`}
    order by ${id} limit ${batch} for update skip locked`)
  let lost = 0
  for (const row of rows) {
    const opened = openedOf(column, organizationId, row)
    if (opened === null) lost += 1
    else {
      const anew = seal(column.purpose, organizationId, opened, placeOf(column, row.id))
      await db.execute(
        sql`update ${table} set ${value} = ${anew} where ${id} = ${row.id}::uuid and ${value} = ${row.sealed}`,
      )
    }
  }
  return { rows, sealed: rows.length - lost, lost }
}

/** A secret's text; null when it cannot be opened: its key is no longer listed, or it was altered. */
function openedOf(column: SealedColumn, organizationId: string | null, { id, sealed }: Row): string | null {
  try {
    return open(column.purpose, organizationId, sealed, placeOf(column, id))
  } catch {
    return null
  }
}

type Mail = { id: string; html: string; text: string }

/** Kept mails hold signed places for their links, which are filled when they are sent again. */
async function signMailsAnew(organizationId: string, now: Date): Promise<number> {
  let signed = 0
  for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
    const mails: Mail[] = await transact({ organizationId, now }, async (db) => {
      const { rows } = await db.execute<Mail>(sql`
        select id, html, text from mails where html like '%{{link:%' ${after === null ? sql`` : sql`and id > ${after}::uuid`}
        order by id limit ${batch} for update skip locked`)
      for (const { id, html, text } of rows) {
        const anew = { html: signPlaceholdersAnew(html), text: signPlaceholdersAnew(text) }
        if (anew.html === html && anew.text === text) continue
        await db.execute(sql`update mails set html = ${anew.html}, text = ${anew.text} where id = ${id}::uuid`)
        signed += 1
      }
      return rows
    })
    after = mails.length === batch ? mails.at(-1)!.id : null
  }
  return signed
}

/** How many secrets are not under the newest key yet, by their place; empty when the old key may be dropped. */
export async function underFormerKeys(now: Date): Promise<{ place: string; count: number }[]> {
  const organizations = await organizationsThereAre()
  const found: { place: string; count: number }[] = []
  for (const column of sealedColumns) {
    let count = 0
    for (const organizationId of column.isTenant ? organizations : [null]) {
      const table = sql.identifier(column.table)
      const value = sql.identifier(column.column)
      const { rows } = await transact({ organizationId, now, readOnly: true }, (db) =>
        db.execute<{ sealed: string }>(sql`
          select ${value} as sealed from ${table} where ${value} is not null and split_part(${value}, '.', 2) <> ${newestKey()}`),
      )
      count += rows.filter(({ sealed }) => !isUnderNewestKey(sealed)).length
    }
    if (count > 0) found.push({ place: `${column.table}.${column.column}`, count })
  }
  return found
}
