import { linkUses } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { NotFound } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { heldVersion } from "./held-version.server"
import { RecordLinkUseInput } from "./inputs.server"
import { markSeen } from "./mark-seen.server"

/**
 * Records that a client link was used. Being fetched says nothing about people, since mail scanners open links; being kept
 * in sight does.
 */
export const recordLinkUse = command({
  name: "record-link-use",
  actors: ["client"],
  input: RecordLinkUseInput,
  async step(ctx, { kind: use }) {
    const { linkId, about } = usedLink(ctx)
    const { ip, userAgent } = ctx.caller
    await ctx.db.insert(linkUses).values({ linkId, kind: use, ip, userAgent })
    if (use === "seen" && about.proposalId) await markSeen(ctx, await heldVersion(ctx))
    ctx.record("link.used", { linkId, ...about, use })
    return { linkId }
  },
})

function usedLink({ caller }: Work) {
  if (caller.kind !== "client" || caller.hold.of !== "link") throw new NotFound("link")
  const { linkId, purpose, objectId } = caller.hold
  const about: { proposalId?: Id<"proposals">; invoiceId?: Id<"invoices"> } =
    purpose === "proposal" ? { proposalId: objectId as Id<"proposals"> } : { invoiceId: objectId as Id<"invoices"> }
  return { linkId, about }
}
