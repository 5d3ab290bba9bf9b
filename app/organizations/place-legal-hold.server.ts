import { legalHolds } from "#db/schema/retention"
import { command } from "~/platform/data/command.server"
import { Conflict } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { PlaceLegalHoldInput } from "./inputs.server"
import { isHeld, stopPurges } from "./legal-hold.server"
import { getOrganization } from "./organization-queries.server"

/** Places a legal hold: from now on nothing of the organization is purged, whatever its periods say, until the hold is lifted. */
export const placeLegalHold = command({
  name: "place-legal-hold",
  actors: ["staff"],
  input: PlaceLegalHoldInput,
  async step(ctx, { reason }) {
    await stopPurges(ctx)
    if (await isHeld(ctx)) throw new Conflict("A legal hold stands already.")
    if ((await getOrganization(ctx, {})).deletedAt) throw new Conflict("This organization was deleted meanwhile.")
    const holdId = newId<"legal_holds">()
    await ctx.db.insert(legalHolds).values({ id: holdId, reason, placedById: ctx.caller.personId })
    ctx.record("legal-hold.placed", { holdId }, { after: { reason } })
    return { holdId }
  },
})
