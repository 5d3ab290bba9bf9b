import { eq } from "drizzle-orm"
import { organizations } from "#db/schema/organizations"
import { files, type KeptFile, newFileKey } from "~/adapters/files.server"
import { outsideCommand } from "~/platform/data/command.server"
import { EditBrandInput } from "./inputs.server"
import { logoTypeOf } from "./logo"
import { getOrganization } from "./organization-queries.server"

type Attempt = {
  logo: { name: string; bytes: Uint8Array } | null
  removesLogo: boolean
  colour: string | null
  key: string
}

/** Gives the organization its logo and its colour; clients see both on their pages and documents. */
export const editBrand = outsideCommand({
  name: "edit-brand",
  actors: ["staff"],
  input: EditBrandInput,
  async step(ctx, { logo, removesLogo, colour }): Promise<Attempt> {
    const { id } = await getOrganization(ctx, {})
    return ctx.unchanged({ logo, removesLogo, colour, key: newFileKey(id) })
  },
  async outside({ logo, key }): Promise<KeptFile | null> {
    return logo && files().put(key, logo.bytes)
  },
  async settle(ctx, { logo, removesLogo, colour, key }, outcome) {
    const { id: organizationId, colour: colourBefore, logoFile } = await getOrganization(ctx, {})
    if (!outcome.ok) return ctx.unchanged({ organizationId })
    const kept = logo && { logoFile: key, logoType: logoTypeOf(logo.name, logo.bytes) }
    const none = removesLogo ? { logoFile: null, logoType: null } : {}
    const change = { colour, ...(kept ?? none) }
    await ctx.db.update(organizations).set(change).where(eq(organizations.id, organizationId))
    const before = { colour: colourBefore, logoFile }
    const after = { colour, logoFile: "logoFile" in change ? change.logoFile : logoFile }
    ctx.record("brand.edited", { organizationId, hasNewLogo: logo !== null, colour }, { before, after })
    return { organizationId }
  },
})
