/** A cell that a spreadsheet might run as a formula: one of these signs after any blanks or control characters (OWASP CSV Injection). */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]|^[\t\r]/u

/** What a spreadsheet needs in order to read the file as UTF-8. */
export const csvBeginning = "\uFEFF"

/** A row as RFC 4180 writes it, every text quoted. What a spreadsheet might run is led by an apostrophe; numbers stay numbers. */
export function csvRow(cells: readonly (string | number | bigint | boolean | null)[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`
}

function cellOf(cell: string | number | bigint | boolean | null): string {
  if (typeof cell === "number" || typeof cell === "bigint") return String(cell)
  const text = cell === null ? "" : String(cell)
  const safe = formula.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
