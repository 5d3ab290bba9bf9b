import type pg from "pg"
import { idOf, multiply, type Span } from "./multiply"

/** Where the rows go and what they are measured by: the organization, and the moment from which times count backwards. */
export type Ground = { organizationId: string; anchor: string }

const firstNames =
  "{Ada,Björn,Chiara,Dmitri,Elif,Fatima,Grace,Henrik,Ines,Jun,Karim,Lena,Mateo,Nora,Oskar,Priya,Quentin,Rosa,Sven,Tuuli}"
const lastNames =
  "{Albrecht,Bianchi,Çelik,Dubois,Eriksen,Fischer,García,Horn,Ivanova,Jansen,Kowalski,Lindqvist,Moreau,Nowak,Olsen,Petrov,Rossi,Schmidt,Tanaka,Weber}"
const trades =
  "{Bakery,Brewery,Cinema,Clinic,Dairy,Foundry,Gallery,Hotel,Joinery,Kiosk,Laundry,Museum,Nursery,Orchard,Press,Quarry,Roastery,School,Theatre,Vineyard}"

const pick = (words: string, by: string) => `('${words}'::text[])[1 + (${by}) % 20]`
const past = ({ anchor }: Ground, minutes: number) => `'${anchor}'::timestamptz - g * interval '${minutes} minutes'`

const kinds = {
  contact: 1,
  email: 2,
  works: 3,
  company: 4,
  address: 5,
  deal: 6,
  dealLine: 7,
  invoice: 8,
  invoiceLine: 9,
}
const id = (kind: keyof typeof kinds, number = "g") => idOf(kinds[kind], number)

const within = ({ organizationId }: Ground, table: string, more = "") =>
  `select * from ${table} where organization_id = '${organizationId}' ${more} order by id limit 20`

/** Companies with an address each. */
export async function loadCompanies(client: pg.Client, ground: Ground, span: Span) {
  const name = `${pick(lastNames, "g / 20")} ${"|| ' ' ||"} ${pick(trades, "g")} || ' ' || g`
  const loaded = `and id::text not like '01900000-%'`
  await multiply(client, {
    ...{ table: "companies", patterns: within(ground, "companies", loaded), span },
    change: {
      id: id("company"),
      name,
      legal_name: "null",
      domain: "null",
      website: "null",
      created_at: past(ground, 5),
    },
  })
  await multiply(client, {
    ...{ table: "addresses", patterns: within(ground, "addresses", loaded), span },
    change: { id: id("address"), company_id: id("company") },
  })
}

/** Contacts with an address for mail and an employer each. */
export async function loadContacts(client: pg.Client, ground: Ground, span: Span, companies: number) {
  const loaded = `and id::text not like '01900000-%'`
  const email = "'contact-' || g || '@clients.example'"
  await multiply(client, {
    ...{ table: "contacts", patterns: within(ground, "contacts", loaded), span },
    change: {
      ...{ id: id("contact"), created_at: past(ground, 1) },
      name: `${pick(firstNames, "g")} || ' ' || ${pick(lastNames, "g / 20")} || ' ' || g`,
    },
  })
  await multiply(client, {
    ...{ table: "contact_emails", patterns: within(ground, "contact_emails", `${loaded} and is_primary`), span },
    change: { id: id("email"), contact_id: id("contact"), email, email_normalized: email },
  })
  await multiply(client, {
    ...{ table: "company_contacts", patterns: within(ground, "company_contacts", loaded), span },
    change: { id: id("works"), contact_id: id("contact"), company_id: id("company", `1 + g % ${companies}`) },
  })
}

/** Deals in every stage, with the lines of their patterns. */
export async function loadDeals(client: pg.Client, ground: Ground, span: Span) {
  const patterns = within(ground, "deals", "and id::text not like '01900000-%'")
  const change = {
    ...{ id: id("deal"), company_id: id("company"), contact_id: id("contact") },
    title: `p.title || ' ' || g`,
    ...{ created_at: past(ground, 5), stage_changed_at: past(ground, 4) },
  }
  await multiply(client, { table: "deals", patterns, change, span })
  await multiply(client, {
    ...{ table: "deal_lines", span },
    patterns: `select * from deal_lines where organization_id = '${ground.organizationId}'`,
    change: { id: idOf(kinds.dealLine, "g * 10 + part.position"), deal_id: id("deal") },
    partsOf: { table: "deal_lines", on: "part.deal_id = p.id", patterns },
  })
}

/** Issued invoices with their frozen content, lines, taxes and settlement; numbers go on where those of the agency end. */
export async function loadInvoices(client: pg.Client, ground: Ground, span: Span) {
  const patterns = within(
    ground,
    "invoices",
    "and status = 'issued' and kind = 'invoice' and id::text not like '01900000-%'",
  )
  const number = "'LOAD-' || lpad(g::text, 7, '0')"
  const change = {
    ...{ id: id("invoice"), number, sequence: "1000 + g", company_id: id("company"), contact_id: id("contact") },
    ...{ deal_id: id("deal"), proposal_id: "null", created_at: past(ground, 5), issued_at: past(ground, 5) },
    snapshot: `jsonb_set(p.snapshot, '{number}', to_jsonb(${number}))`,
  }
  await multiply(client, { table: "invoices", patterns, change, span })
  const parts = (table: string, own: Record<string, string>) =>
    multiply(client, {
      ...{ table, span, change: { invoice_id: id("invoice"), ...own } },
      patterns: `select * from ${table} where organization_id = '${ground.organizationId}'`,
      partsOf: { table, on: "part.invoice_id = p.id", patterns },
    })
  await parts("invoice_lines", { id: idOf(kinds.invoiceLine, "g * 10 + part.position") })
  await parts("invoice_taxes", {})
  await parts("invoice_settlements", {})
}
