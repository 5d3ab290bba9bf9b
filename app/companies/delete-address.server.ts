import { eq } from "drizzle-orm"
import { addresses } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import { getAddress } from "./company-queries.server"
import { DeleteAddressInput } from "./inputs.server"

/** Removes a postal address from a company. */
export const deleteAddress = command({
  name: "delete-address",
  actors: ["staff"],
  input: DeleteAddressInput,
  async step(ctx, { companyId, addressId }) {
    const before = await getAddress(ctx, { companyId, addressId })
    await ctx.db.update(addresses).set({ deletedAt: ctx.now }).where(eq(addresses.id, addressId))
    ctx.record("address.deleted", { companyId, addressId }, { before })
    return { companyId }
  },
})
