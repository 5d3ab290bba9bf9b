/** What a field for a code is called, and which codes it takes: those of an authenticator app and recovery codes, or these alone. */
export type CodeWords = { label: string; hint: string; ofApp: boolean }

/** The field for a code as its page words it; null for whoever has none to type. */
export function codeWords({ hasApp, hasCodes }: { hasApp: boolean; hasCodes: boolean }): CodeWords | null {
  if (hasApp) {
    const hint = "The six figures that your authenticator app shows, or one of your recovery codes."
    return { label: "Code", hint, ofApp: true }
  }
  if (!hasCodes) return null
  const hint = "One of the codes that you kept for when the passkey is not at hand."
  return { label: "Recovery code", hint, ofApp: false }
}
