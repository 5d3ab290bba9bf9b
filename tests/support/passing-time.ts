import { asAdmin, quoted } from "./databases"
import type { Program } from "./program"

/**
 * Changes rows as only time changes them, as the owner of the program's database: row-level security and triggers bind the
 * owner too, and are lifted for the one statement.
 */
async function asTimePasses({ databaseUrl }: Program, table: string, set: string) {
  const lifted = `alter table ${quoted(table)}`
  await asAdmin(databaseUrl!, async (owner) => {
    await owner.query("begin")
    await owner.query(`${lifted} no force row level security; ${lifted} disable trigger user`)
    await owner.query(`update ${quoted(table)} set ${set}`)
    await owner.query(`${lifted} enable trigger user; ${lifted} force row level security`)
    await owner.query("commit")
  })
}

/** Lets every link that clients hold run out. */
export const letLinksRunOut = (program: Program) =>
  asTimePasses(program, "links", "expires_at = now() - interval '1 hour'")

/** Takes every link back that clients hold. */
export const revokeLinks = (program: Program) => asTimePasses(program, "links", "revoked_at = now()")

/** Lets the day pass until which every sent proposal is valid. */
export const letProposalsExpire = (program: Program) =>
  asTimePasses(program, "proposal_versions", `content = jsonb_set(content, '{validUntilOn}', '"2020-01-31"')`)

/** Lets every proof of who somebody is grow too old for what asks for a fresh one; who is signed in stays so. */
export const letProofsGrowOld = (program: Program) =>
  asTimePasses(
    program,
    "sessions",
    "authenticated_at = now() - interval '1 hour', factor_at = factor_at - interval '1 hour'",
  )
