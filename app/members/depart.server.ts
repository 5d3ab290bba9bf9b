import { and, eq, isNull } from "drizzle-orm"
import { apiKeys } from "#db/schema/api-keys"
import { invitations, members } from "#db/schema/organizations"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { endSessionsHere } from "./end-sessions-here.server"
import { assertSuccessor, countOwned, handOver } from "./hand-over.server"

type Departure = { memberId: Id<"people">; successorId: Id<"people"> | null; left: boolean }

/**
 * What happens when somebody no longer belongs, in one transaction: their records change hands, their sessions and live streams here
 * end, the keys they made and the invitations they sent are revoked. What they did keeps their name.
 */
export async function depart(ctx: Work, { memberId, successorId, left }: Departure) {
  if (successorId) await assertSuccessor(ctx, successorId, memberId)
  const owns = Object.keys(await countOwned(ctx, memberId)).length > 0
  if (owns && !successorId) throw new Invalid("successorId", "Choose who gets the records")
  const handedOver = successorId ? await handOver(ctx, memberId, successorId) : {}
  await ctx.db.update(members).set({ status: "removed", removedAt: ctx.now }).where(eq(members.personId, memberId))
  await endSessionsHere(ctx, memberId)
  await ctx.db
    .update(apiKeys)
    .set({ revokedAt: ctx.now })
    .where(and(eq(apiKeys.createdById, memberId), isNull(apiKeys.revokedAt)))
  const open = and(eq(invitations.invitedById, memberId), isNull(invitations.acceptedAt), isNull(invitations.revokedAt))
  const revoked = await ctx.db
    .update(invitations)
    .set({ revokedAt: ctx.now })
    .where(open)
    .returning({ id: invitations.id, email: invitations.email })
  for (const { id, email } of revoked) ctx.record("invitation.revoked", { invitationId: id }, { personal: { email } })
  ctx.record("member.removed", { memberId, successorId, handedOver, left })
  return { memberId, handedOver }
}
