/** A column that keeps a secret sealed: what for, by which column its rows are named, and whether it stands behind the wall. */
export type SealedColumn = { table: string; column: string; id: string; purpose: string; isTenant: boolean }

const sealed = (table: string, column: string, purpose: string, isTenant: boolean, id = "id"): SealedColumn => ({
  ...{ table, column, id, purpose, isTenant },
})

/**
 * Every column whose name ends in `_sealed`; a contract compares the list with the database. Each was sealed for its place,
 * `table|column|row`. What is sealed for ten minutes alone (cookies, the ways there and back of signing in) runs out by itself.
 */
export const sealedColumns: readonly SealedColumn[] = [
  sealed("links", "token_sealed", "client link", true),
  sealed("invitations", "token_sealed", "invitation", true),
  sealed("identity_providers", "client_secret_sealed", "identity-provider", true),
  sealed("organizations", "stripe_sealed", "stripe account", true),
  sealed("password_resets", "token_sealed", "reset", false),
  sealed("email_changes", "token_sealed", "email-change", false),
  sealed("totp_factors", "secret_sealed", "totp", false, "person_id"),
]

/** The place that a row's secret was sealed for. */
export const placeOf = ({ table, column }: SealedColumn, id: string): string => `${table}|${column}|${id}`
