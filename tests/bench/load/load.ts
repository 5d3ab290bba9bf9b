import type pg from "pg"
import { type Ground, loadCompanies, loadContacts, loadDeals, loadInvoices } from "./records"

/** How large the organization is: its contacts; a fifth as many companies, deals and invoices. */
export type Size = { contacts: number }

const most = 20_000

/** Brings the organization from one size to a larger one, in pieces, and says how far it is. */
export async function grow(
  client: pg.Client,
  ground: Ground,
  from: Size,
  to: Size,
  progress: (share: number) => void,
): Promise<void> {
  await client.query("set session_replication_role = replica")
  const companies = to.contacts / 5
  const pieces = [
    ...piecesOf(from.contacts / 5, companies).map((span) => () => loadCompanies(client, ground, span)),
    ...piecesOf(from.contacts, to.contacts).map((span) => () => loadContacts(client, ground, span, companies)),
    ...piecesOf(from.contacts / 5, companies).map((span) => () => loadDeals(client, ground, span)),
    ...piecesOf(from.contacts / 5, companies).map((span) => () => loadInvoices(client, ground, span)),
  ]
  for (const [at, piece] of pieces.entries()) {
    await piece()
    progress((at + 1) / pieces.length)
  }
  await client.query("set session_replication_role = origin")
  await client.query("select app.recount_tallies()")
  await client.query("vacuum analyze")
}

function piecesOf(after: number, last: number) {
  const pieces = []
  for (let from = after + 1; from <= last; from += most) pieces.push({ from, to: Math.min(last, from + most - 1) })
  return pieces
}
