/** How many recovery codes a person has at first. */
export const recoveryCodeCount = 10

/** The letters of a recovery code: five bits each (RFC 4648 6). */
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
const length = 25

/** Figures that are read for letters: none of them is in the alphabet. */
const misread: Record<string, string> = { "0": "O", "1": "I", "8": "B" }

/** A recovery code of random bytes, a letter each: 125 bits, written in five groups. */
export function recoveryCodeOf(bytes: Uint8Array): string {
  const letters = [...bytes.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join("")
  return letters.replace(/(.{5})(?=.)/g, "$1-")
}

/** A recovery code as typed, without what only helps reading; null for what cannot be one. */
export function tidyRecoveryCode(typed: string): string | null {
  const letters = typed
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replace(/[018]/g, (figure) => misread[figure] ?? figure)
  return /^[A-Z2-7]{25}$/.test(letters) ? letters : null
}
