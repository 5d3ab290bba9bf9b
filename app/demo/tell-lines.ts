import type { Road, StoryLine } from "./road"

/** The lines of a story as deals and invoices take them, taxed as the client is. */
export function pricedLines(lines: readonly StoryLine[], taxCategory: Road["client"]["taxTreatment"] = "standard") {
  const taxRate = taxCategory === "standard" ? "19" : "0"
  return lines.map((line) => ({ description: null, quantity: "1", unit: null, ...line, taxCategory, taxRate }))
}
