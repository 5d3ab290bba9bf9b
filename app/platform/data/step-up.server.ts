import { StepUpRequired } from "~/platform/language/errors"
import type { StaffContext } from "./contexts.server"

/** How old the proof of who somebody is may be for what could do them the most harm (OWASP ASVS 7.5.1). */
export const stepUpMinutes = 10

type Proofs = Pick<StaffContext, "authenticatedAt" | "factorAt" | "now">

/** Whether this member showed a password or a second factor within the last ten minutes. */
export function isFresh({ authenticatedAt, factorAt, now }: Proofs): boolean {
  const oldest = now.getTime() - stepUpMinutes * 60_000
  return [authenticatedAt, factorAt].some((proof) => proof !== null && proof.getTime() >= oldest)
}

/** Throws StepUpRequired for a member whose proof is older. */
export function assertFresh(ctx: Proofs, permission: string) {
  if (!isFresh(ctx)) throw new StepUpRequired(permission)
}
