import { eq } from "drizzle-orm"
import { z } from "zod"
import { people } from "#db/schema/people"
import { query } from "~/platform/data/query.server"
import { email } from "~/platform/language/fields.server"
import { findChange } from "./email-change-token.server"
import { findReset } from "./reset-token.server"

/** Whether a mailed link to a new password still stands open. */
export const findPasswordReset = query({
  name: "find-password-reset",
  permission: "organizations.read",
  actors: ["anonymous"],
  input: z.object({ token: z.string().max(200) }),
  run: async (ctx, { token }) => ({ isOpen: (await findReset(ctx, token)) !== null }),
})

/** The address that a mailed link would confirm, while it stands open. */
export const findEmailChange = query({
  name: "find-email-change",
  permission: "organizations.read",
  actors: ["anonymous"],
  input: z.object({ token: z.string().max(200) }),
  run: async (ctx, { token }) => ({ email: (await findChange(ctx, token))?.email ?? null }),
})

/** Whether a person with this address is there at all; for the program's own pages, never for an answer to a visitor. */
export const findPerson = query({
  name: "find-person",
  permission: "organizations.read",
  actors: ["anonymous"],
  input: z.object({ email: email() }),
  async run(ctx, input) {
    const [person] = await ctx.db.select({ personId: people.id }).from(people).where(eq(people.email, input.email))
    return person ?? null
  },
})
