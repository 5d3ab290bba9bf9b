/** What can change about how somebody proves who they are. */
export const factorChanges = [
  "authenticator-confirmed",
  "authenticator-deleted",
  "passkey-created",
  "passkey-deleted",
  "recovery-codes-renewed",
] as const
export type FactorChange = (typeof factorChanges)[number]

/** Each change as a mail says it to whom it concerns. */
export const factorChangeWords: Record<FactorChange, string> = {
  "authenticator-confirmed": "An authenticator app was set up for your account.",
  "authenticator-deleted": "The authenticator app was removed from your account.",
  "passkey-created": "A passkey was added to your account.",
  "passkey-deleted": "A passkey was removed from your account.",
  "recovery-codes-renewed": "New recovery codes were made for your account; the old ones work no more.",
}
