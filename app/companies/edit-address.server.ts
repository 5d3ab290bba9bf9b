import { addresses } from "#db/schema/companies"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { getAddress } from "./company-queries.server"
import { EditAddressInput } from "./inputs.server"

/** Changes a postal address. Documents already issued keep the old one. */
export const editAddress = command({
  name: "edit-address",
  actors: ["staff"],
  input: EditAddressInput,
  async step(ctx, { companyId, addressId, version, ...lines }) {
    const before = await getAddress(ctx, { companyId, addressId })
    const after = await edit(ctx, addresses, addressId, version, lines)
    ctx.record("address.edited", { companyId, addressId }, { before, after })
    return { companyId, addressId }
  },
})
