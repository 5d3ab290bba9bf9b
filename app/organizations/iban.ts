/** An IBAN as it is stored: without spaces, in capitals. */
export const tidyIban = (text: string): string => text.replace(/[\s-]/g, "").toUpperCase()

/** Whether an IBAN can be one: its form and its check digits (ISO 13616, modulo 97). */
export function isIban(text: string): boolean {
  const iban = tidyIban(text)
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false
  const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  return BigInt(digits) % 97n === 1n
}
