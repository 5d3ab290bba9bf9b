import { z } from "zod"
import { id, line, optionalText, version } from "~/platform/language/fields.server"
import { byPermission, type GrantedByNoun, grantProblem } from "./own-role"
import { hideables, roles, type Scope } from "./role"

const name = () => line("Enter the role's name", 60)
const word = () => z.string().max(60)

/** What a role is given: noun → verb → how far. An empty text or "none" is not given. */
const granted = () =>
  z
    .record(word(), z.record(word(), word()))
    .prefault({})
    .transform((given, ctx): GrantedByNoun => {
      const kept = Object.entries(given).flatMap(([noun, acts]) => {
        const some = Object.entries(acts).filter(([, scope]) => scope !== "" && scope !== "none")
        return some.length > 0 ? [[noun, Object.fromEntries(some) as Record<string, Scope>] as const] : []
      })
      const flat = byPermission(Object.fromEntries(kept))
      for (const [noun, acts] of kept)
        for (const verb of Object.keys(acts)) {
          const message = grantProblem(flat, `${noun}.${verb}`)
          if (message) ctx.addIssue({ code: "custom", message, path: [noun, verb] })
        }
      return Object.fromEntries(kept)
    })

const hides = () => z.array(z.enum(hideables)).max(hideables.length).prefault([])

const details = { name: name(), description: optionalText(200), hides: hides(), granted: granted() }

/** A role of the organization's own: what it is built on, what it is given, what it hides. */
export const CreateRoleInput = z.object({
  base: z.enum(roles).exclude(["owner"], "Choose what the role is built on"),
  ...details,
})

/** What an own role is from now on. */
export const EditRoleInput = z.object({ roleId: id("own_roles"), version: version(), ...details })

/** One own role. */
export const RoleIdInput = z.object({ roleId: id("own_roles") })
