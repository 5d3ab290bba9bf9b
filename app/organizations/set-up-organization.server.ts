import { randomBytes } from "node:crypto"
import { eq, sql } from "drizzle-orm"
import type { z } from "zod"
import { members, organizations, teams } from "#db/schema/organizations"
import { people } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import { passwordProblem } from "~/identity/password"
import { command } from "~/platform/data/command.server"
import { foundOrganization } from "~/platform/data/found.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, Invalid, NotFound } from "~/platform/language/errors"
import { type Id, newId } from "~/platform/language/ids"
import { countryOf } from "./country"
import { defaultProposal } from "./default-proposal"
import { SetUpOrganizationInput } from "./inputs.server"

type Input = z.output<typeof SetUpOrganizationInput>

/**
 * Makes an organization with its owner, their team, and what it needs to begin. From its page this works once: while the
 * installation has none. The program itself may make more of them.
 */
export const setUpOrganization = command({
  name: "set-up-organization",
  actors: ["anonymous"],
  input: SetUpOrganizationInput,
  async step(ctx, input) {
    await oneAtATime(ctx)
    if (ctx.caller.by === "visitor" && (await anyOrganization(ctx))) throw new NotFound("page")
    const personId = await makeOwner(ctx, input)
    const formKey = input.formKey ?? randomBytes(12).toString("base64url")
    const { organizationId, teamId } = await foundOrganization(ctx, async (within) => {
      await within.db.insert(organizations).values(organizationOf(input))
      const teamId = newId<"teams">()
      await within.db.insert(teams).values({ id: teamId, name: "Everyone" })
      const { ownerName: name, ownerEmail: email } = input
      await within.db.insert(members).values({ personId, name, email, role: "owner", teamId })
      const { organizationId } = within
      within.record("organization.set-up", { organizationId, ownerId: personId, name: input.name, formKey })
      return { organizationId, teamId }
    })
    ctx.record("organization.set-up", { organizationId, ownerId: personId, name: input.name, formKey })
    return { organizationId, personId, teamId, formKey }
  },
})

/** Two people at the set-up at once stand in line here, so that the second finds the first one's organization. */
async function oneAtATime(ctx: Work<"anonymous">) {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('signoff:set-up', 0))`)
}

async function anyOrganization(ctx: Work<"anonymous">): Promise<boolean> {
  const { rows } = await ctx.db.execute<{ yes: boolean }>(sql`select app.has_organizations() as yes`)
  return rows[0]?.yes === true
}

async function makeOwner(
  ctx: Work<"anonymous">,
  { ownerName: name, ownerEmail: email, ownerPassword, name: organization }: Input,
) {
  const problem = passwordProblem(ownerPassword, [name, email, organization])
  if (problem) throw new Invalid("ownerPassword", problem)
  const [known] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  if (known) throw new Conflict("Somebody with this e-mail address has an account already.")
  const personId: Id<"people"> = newId()
  const passwordHash = await inTurn((hasher) => hasher.hash(ownerPassword))
  await ctx.db.insert(people).values({ id: personId, email, name, passwordHash, passwordChangedAt: ctx.now })
  return personId
}

function organizationOf(input: Input): typeof organizations.$inferInsert {
  const { ownerName: _name, ownerEmail, ownerPassword: _password, formKey: _key, ...facts } = input
  const { locale, taxRate } = countryOf(input.country)
  return {
    ...facts,
    legalName: input.legalName ?? input.name,
    locale: input.locale ?? locale,
    taxRate: input.taxRate ?? taxRate,
    email: input.email ?? ownerEmail,
    proposalTemplate: defaultProposal,
  }
}
