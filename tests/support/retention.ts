import { randomBytes } from "node:crypto"
import { inviteMember } from "~/members/invite-member.server"
import { liftLegalHold } from "~/organizations/lift-legal-hold.server"
import { placeLegalHold } from "~/organizations/place-legal-hold.server"
import { mint } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { type Agency, rows } from "./world"

const day = 24 * 3_600_000

/** What is old enough to be purged, and the hold that keeps it. */
export function makeRetention(agency: Agency) {
  const { owner } = agency
  const standing = async () =>
    (await rows<{ id: Id<"legal_holds"> }>(agency, "select id from legal_holds where lifted_at is null"))[0]
  /** The legal hold that stands. */
  const hold = async () => {
    const found = await standing()
    return found ? { holdId: found.id } : placeLegalHold(owner, { reason: "A dispute about an invoice" })
  }
  const noHold = async () => {
    const found = await standing()
    if (found) await liftLegalHold(owner, { holdId: found.id })
  }
  /** An invitation that ran out half a year ago. */
  const oldInvitation = async () => {
    const then = mint({ ...owner, now: new Date(owner.now.getTime() - 200 * day) })
    await inviteMember(then, { emails: `${randomBytes(6).toString("hex")}@gone.example`, role: "member", teamId: null })
  }
  /** A passkey's challenge that nobody answered weeks ago. */
  const oldCeremony = () =>
    webPool().query(
      "insert into ceremonies (token_hash, kind, state, expires_at) values ($1, 'step-up', '{}', now() - interval '30 days')",
      [randomBytes(32)],
    )
  return { hold, noHold, oldInvitation, oldCeremony }
}
