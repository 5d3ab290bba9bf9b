import { isCountry } from "./country"

/** Prefixes other than the country's own code: Greece's, Northern Ireland's beside Great Britain's, and those who use a neighbour's. */
const ownPrefixes: Record<string, string[]> = { GR: ["EL"], GB: ["GB", "XI"], IM: ["GB"], MC: ["FR"] }

/** What the VAT IDs of a country begin with; `EL` for Greece (EN 16931 BR-CO-09). */
export const vatPrefixesOf = (country: string): readonly string[] => ownPrefixes[country] ?? [country]

/** The first two letters of a VAT ID. */
export const vatPrefixOf = (vatId: string) => vatId.slice(0, 2).toUpperCase()

/** Whether goods that go to the holder of a VAT ID stay within the EU though the country is not in it: Northern Ireland. */
export const isNorthernIrish = (vatId: string | null) => vatId !== null && vatPrefixOf(vatId) === "XI"

/** Why a VAT ID cannot be one by its prefix, as a sentence for the field, or null (EN 16931 BR-CO-09). */
export function vatIdProblem(vatId: string): string | null {
  const prefix = vatPrefixOf(vatId)
  if (prefix === "GR") return "A Greek VAT ID begins with EL, as in EL123456789"
  const isKnown = isCountry(prefix) || ["EL", "XI", "EU"].includes(prefix)
  return isKnown ? null : `A VAT ID begins with its country: ${prefix} is none`
}
