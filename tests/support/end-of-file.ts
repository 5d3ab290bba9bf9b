const endings = new Set<() => Promise<void>>()

/** Has something ended once the tests of this file are over. Said twice it is done once. */
export function atEndOfFile(end: () => Promise<void>): void {
  endings.add(end)
}

/** Ends all that this file asked for, what began last first. */
export async function endOfFile(): Promise<void> {
  const due = [...endings].reverse()
  endings.clear()
  for (const end of due) await end()
}
