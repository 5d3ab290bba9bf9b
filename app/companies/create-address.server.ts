import { addresses } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import { getCompany } from "./company-queries.server"
import { CreateAddressInput } from "./inputs.server"

/** Adds a postal address to a company. */
export const createAddress = command({
  name: "create-address",
  actors: ["staff", "system"],
  input: CreateAddressInput,
  async step(ctx, input) {
    const { companyId } = input
    await getCompany(ctx, { companyId })
    const [address] = await ctx.db.insert(addresses).values(input).returning({ id: addresses.id })
    const addressId = address!.id
    ctx.record("address.created", { companyId, addressId }, { after: input })
    return { companyId, addressId }
  },
})
