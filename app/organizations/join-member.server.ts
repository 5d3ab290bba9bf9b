import { eq } from "drizzle-orm"
import type { z } from "zod"
import { members, organizations } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import { passwordProblem } from "~/identity/password"
import { command } from "~/platform/data/command.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { JoinMemberInput } from "./inputs.server"

type Input = z.output<typeof JoinMemberInput>

/** Makes somebody a member with a role and a team. Who has an account already keeps it with its password. */
export const joinMember = command({
  name: "join-member",
  actors: ["system"],
  input: JoinMemberInput,
  async step(ctx, input) {
    const { name, email, role, teamId } = input
    const personId = await personOf(ctx, input)
    const joined = await ctx.db
      .insert(members)
      .values({ personId, name, email, role, teamId })
      .onConflictDoNothing()
      .returning({ personId: members.personId })
    if (joined.length === 0) throw new Conflict("This person is a member already.")
    ctx.record("member.joined", { memberId: personId, role })
    return { personId }
  },
})

async function personOf(ctx: Work<"system">, input: Input): Promise<Id<"people">> {
  const [known] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, input.email))
  if (known) return known.id
  const personId: Id<"people"> = newId()
  const passwordHash = input.password === undefined ? null : await hashOf(ctx, input, input.password)
  const passwordChangedAt = passwordHash === null ? null : ctx.now
  await ctx.db
    .insert(people)
    .values({ id: personId, email: input.email, name: input.name, passwordHash, passwordChangedAt })
  return personId
}

async function hashOf(ctx: Work<"system">, { name, email }: Input, password: string) {
  const [organization] = await ctx.db.select({ name: organizations.name }).from(organizations)
  const problem = passwordProblem(password, [name, email, organization?.name])
  if (problem) throw new Invalid("password", problem)
  return inTurn((hasher) => hasher.hash(password))
}
