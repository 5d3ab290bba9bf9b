import type pg from "pg"
import { withResolver } from "./roles"

/**
 * Lets transactions be counted on from where the data ends. A server counts its own from the beginning: after a restore on another
 * one, what is written would stand before what was sealed long ago, and would never be sealed. `client`: the owner's connection.
 * Answers by how much the count was raised; 0 where the server goes on by itself.
 */
export async function countTransactionsOn(client: pg.Client, resolver: string): Promise<bigint> {
  const { rows: found } = await client.query("select to_regprocedure('app.newest_transaction()') is not null as there")
  if (!found[0]?.there) return 0n
  const { rows } = await withResolver(client, resolver, () =>
    client.query<{ before: string; behind: string | null }>(
      `select app.transactions_before()::text as before,
         (app.newest_transaction() - app.transactions_before() - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1)::text as behind`,
    ),
  )
  const [{ before, behind } = { before: "0", behind: null }] = rows
  const raised = behind === null ? 0n : BigInt(behind)
  if (raised <= 0n) return 0n
  await client.query(
    `create or replace function app.transactions_before() returns bigint
       language sql stable parallel safe as $$ select ${BigInt(before) + raised}::bigint $$`,
  )
  return raised
}
