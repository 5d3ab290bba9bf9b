import type { HandedOver } from "./events"

const words: Record<string, [one: string, many: string]> = {
  leads: ["lead", "leads"],
  deals: ["deal", "deals"],
  companies: ["company", "companies"],
  contacts: ["contact", "contacts"],
  proposals: ["proposal", "proposals"],
  invoices: ["invoice", "invoices"],
}

/** What somebody owns, in words: "2 leads, 1 deal and 3 invoices"; empty for nothing. */
export function ownedWords(owns: HandedOver): string {
  const parts = Object.entries(owns).map(([kind, count]) => `${count} ${words[kind]?.[count === 1 ? 0 : 1] ?? kind}`)
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`
}
