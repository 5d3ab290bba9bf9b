import { organizations } from "#db/schema/organizations"
import { command } from "~/platform/data/command.server"
import { edit } from "~/platform/data/versions.server"
import { EditOrganizationInput } from "./inputs.server"
import { getOrganization } from "./organization-queries.server"

/** Changes what the organization prints on its documents and begins them with. What was issued or sent keeps what it says. */
export const editOrganization = command({
  name: "edit-organization",
  actors: ["staff"],
  input: EditOrganizationInput,
  async step(ctx, { version, ...details }) {
    const before = await getOrganization(ctx, {})
    await edit(ctx, organizations, before.id, version, details, { unseen: ["stripeSealed", "stripeKey"] })
    const organizationId = before.id
    ctx.record("organization.edited", { organizationId }, { before, after: await getOrganization(ctx, {}) })
    return { organizationId }
  },
})
