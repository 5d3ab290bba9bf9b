import { apiKeys } from "#db/schema/api-keys"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { keepForAnswer, newApiKey } from "~/platform/security/api-keys.server"
import { CreateApiKeyInput } from "./inputs.server"
import { rolesForKeys } from "./key-roles.server"

const day = 86_400_000

/** Makes a key by which a program acts as a role, never one that may do more than whoever makes it. The answer names the key; its secret is for the page alone that shows it once. */
export const createApiKey = command({
  name: "create-api-key",
  actors: ["staff"],
  stepUp: true,
  input: CreateApiKeyInput,
  async step(ctx, { name, role, isReadOnly, days }) {
    const chosen = (await rolesForKeys(ctx)).find(({ value }) => value === role)
    if (!chosen) throw new Invalid("role", "Choose a role from the list, one that may do no more than yours")
    const expiresAt = new Date(ctx.now.getTime() + days * day)
    const keyId = await writeKey(ctx, { name, role: chosen.role, roleId: chosen.roleId, isReadOnly, expiresAt })
    ctx.record("api-key.created", { keyId, name, isReadOnly })
    return { keyId }
  },
})

type NewKey = Pick<typeof apiKeys.$inferInsert, "name" | "role" | "roleId" | "isReadOnly" | "expiresAt">

/** Writes a key of the caller's; what it opens with is kept for the answer to this request. */
export async function writeKey(ctx: Work<"staff">, facts: NewKey): Promise<Id<"api_keys">> {
  const { key, prefix, secretHash } = newApiKey()
  const keyId = newId<"api_keys">()
  await ctx.db.insert(apiKeys).values({ id: keyId, ...facts, prefix, secretHash, createdById: ctx.caller.personId })
  keepForAnswer(ctx.caller, key)
  return keyId
}
