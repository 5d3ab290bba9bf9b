import { decimal, formatDecimal, isDecimal } from "~/pricing/decimal"

/** What of a line is compared: as stored, or as somebody is typing it. */
export type ComparedLine = { name?: string; quantity?: string; unitPrice?: string; discountPercent?: string; taxRate?: string }

/** Lines as one text, so that two versions of them can be laid side by side: "2 × Workshop at 85, tax 19 %". */
export const linesInWords = (lines: readonly (ComparedLine | undefined)[]) =>
  lines.map((line) => inWords(line ?? {})).join("; ")

function inWords({ name = "", quantity = "1", unitPrice = "0", discountPercent = "0", taxRate = "0" }: ComparedLine) {
  const discount = plain(discountPercent) === "0" ? "" : `, less ${plain(discountPercent)} %`
  return `${plain(quantity)} × ${name} at ${plain(unitPrice)}${discount}, tax ${plain(taxRate)} %`
}

const plain = (typed: string) => (isDecimal(typed) ? formatDecimal(decimal(typed)) : typed || "0")
