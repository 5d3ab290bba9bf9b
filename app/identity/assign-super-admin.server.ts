import { eq } from "drizzle-orm"
import { people } from "#db/schema/people"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { AssignSuperAdminInput } from "./inputs.server"

/** Makes a person one of those who look after the installation, or lets them be one no longer; whoever runs the program does it, by the command line alone. */
export const assignSuperAdmin = command({
  name: "assign-super-admin",
  actors: ["anonymous"],
  input: AssignSuperAdminInput,
  async step(ctx, { email, isSuperAdmin }) {
    const [person] = await ctx.db
      .select({ id: people.id, name: people.name, isSuperAdmin: people.isSuperAdmin })
      .from(people)
      .where(eq(people.email, email))
      .for("update")
    if (!person) throw new NotFound("person")
    if (person.isSuperAdmin === isSuperAdmin) return ctx.unchanged({ name: person.name })
    await ctx.db.update(people).set({ isSuperAdmin }).where(eq(people.id, person.id))
    ctx.record("super-admin.assigned", { personId: person.id, isSuperAdmin })
    return { name: person.name }
  },
})
