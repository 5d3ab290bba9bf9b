import type pg from "pg"
import { type Ground, id, patternsOf, pick } from "./ground"
import { multiply, type Span } from "./multiply"
import { owner, past } from "./spread"

const words = (text: string) => text.split(" ")
const firstNames = words(
  "Ada Björn Chiara Dmitri Elif Fatima Grace Henrik Ines Jun Karim Lena Mateo Nora Oskar Priya Quentin Rosa Sven Tuuli",
)
const lastNames = words(
  "Albrecht Bianchi Çelik Dubois Eriksen Fischer García Horn Ivanova Jansen Kowalski Lindqvist Moreau Nowak Olsen Petrov Rossi Schmidt Tanaka Weber",
)
const trades = words(
  "Bakery Brewery Cinema Clinic Dairy Foundry Gallery Hotel Joinery Kiosk Laundry Museum Nursery Orchard Press Quarry Roastery School Theatre Vineyard",
)

/** Companies with an address each. */
export async function loadCompanies(client: pg.Client, ground: Ground, span: Span) {
  const name = `${pick(lastNames, "g / 20")} || ' ' || ${pick(trades)} || ' ' || g`
  await multiply(client, {
    ...{ table: "companies", patterns: patternsOf(ground, "companies"), span },
    change: {
      ...{ id: id("company"), name, legal_name: "null", domain: "null", website: "null" },
      ...{ owner_id: owner(ground), created_at: past(ground, "company") },
    },
  })
  await multiply(client, {
    ...{ table: "addresses", patterns: patternsOf(ground, "addresses"), span },
    change: { id: id("address"), company_id: id("company") },
  })
}

/** Contacts with an address for mail and an employer each. */
export async function loadContacts(client: pg.Client, ground: Ground, span: Span, companies: number) {
  const email = "'contact-' || g || '@clients.example'"
  await multiply(client, {
    ...{ table: "contacts", patterns: patternsOf(ground, "contacts"), span },
    change: {
      ...{ id: id("contact"), owner_id: owner(ground), created_at: past(ground, "contact") },
      name: `${pick(firstNames)} || ' ' || ${pick(lastNames, "g / 20")} || ' ' || g`,
    },
  })
  await multiply(client, {
    ...{ table: "contact_emails", patterns: patternsOf(ground, "contact_emails", "and is_primary"), span },
    change: { id: id("email"), contact_id: id("contact"), email, email_normalized: email },
  })
  await multiply(client, {
    ...{ table: "company_contacts", patterns: patternsOf(ground, "company_contacts"), span },
    change: { id: id("works"), contact_id: id("contact"), company_id: id("company", `1 + g % ${companies}`) },
  })
}
