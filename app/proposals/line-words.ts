import { decimal, formatDecimal, isDecimal } from "~/pricing/decimal"

/** A priced line from a form or a table, as far as it has been filled in. */
type WordedLine = {
  name?: string | null
  quantity?: string
  unit?: string | null
  unitPrice?: string
  discountPercent?: string
  taxRate?: string
  recurrence?: string
  isOptional?: unknown
}

/** Priced lines as one text, for showing two people's lines side by side: the same lines make the same text. */
export function linesInWords(lines: readonly (WordedLine | undefined)[]): string {
  return lines.map((line) => lineInWords(line ?? {})).join("; ")
}

function lineInWords({
  name,
  quantity,
  unit,
  unitPrice,
  discountPercent,
  taxRate,
  recurrence,
  isOptional,
}: WordedLine): string {
  const discount = plain(discountPercent, "0")
  return [
    `${name || "?"}: ${plain(quantity, "1")}${unit ? ` ${unit}` : ""} × ${plain(unitPrice, "0")}`,
    discount !== "0" && `less ${discount} %`,
    `tax ${plain(taxRate, "0")} %`,
    recurrence === "monthly" && "every month",
    isOptional && "optional",
  ]
    .filter(Boolean)
    .join(", ")
}

function plain(text: string | undefined, empty: string): string {
  const given = (text ?? "").trim().replace(/^(-?\d+),(\d+)$/, "$1.$2") || empty
  return isDecimal(given) ? formatDecimal(decimal(given)) : given
}
