import pg from "pg"
import { loadCompanies, loadContacts } from "./customers"
import { loadDeals } from "./deals"
import type { Ground } from "./ground"
import { loadInvoices } from "./invoices"

/** How large the organization is: its contacts; a fifth as many companies, deals and invoices. */
export type Size = { contacts: number }

const most = 20_000
const hands = 3

type Piece = (client: pg.Client) => Promise<void>

/** Brings the organization from one size to a larger one, in pieces over several connections, and says how far it is. */
export async function grow(
  client: pg.Client,
  adminUrl: string,
  ground: Ground,
  from: Size,
  to: Size,
  progress: (share: number) => void,
): Promise<void> {
  const companies = to.contacts / 5
  const fifths = piecesOf(from.contacts / 5, companies)
  const pieces: Piece[] = [
    ...piecesOf(from.contacts, to.contacts).map(
      (span) => (hand: pg.Client) => loadContacts(hand, ground, span, companies),
    ),
    ...fifths.map((span) => (hand: pg.Client) => loadInvoices(hand, ground, span)),
    ...fifths.map((span) => (hand: pg.Client) => loadDeals(hand, ground, span)),
    ...fifths.map((span) => (hand: pg.Client) => loadCompanies(hand, ground, span)),
  ]
  let [taken, done] = [0, 0]
  const work = async () => {
    const hand = new pg.Client(adminUrl)
    await hand.connect()
    await hand.query("set session_replication_role = replica")
    for (let piece = pieces[taken++]; piece; piece = pieces[taken++]) {
      await piece(hand)
      progress(++done / pieces.length)
    }
    await hand.end()
  }
  await Promise.all(Array.from({ length: hands }, work))
  await client.query("select app.recount_tallies()")
  await client.query("select app.fold_deal_tallies(current_date - 40), app.fold_invoice_tallies(current_date - 100)")
  await client.query("vacuum analyze")
}

function piecesOf(after: number, last: number) {
  const pieces = []
  for (let from = after + 1; from <= last; from += most) pieces.push({ from, to: Math.min(last, from + most - 1) })
  return pieces
}
