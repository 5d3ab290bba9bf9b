import { and, desc, eq, isNull } from "drizzle-orm"
import { z } from "zod"
import { invoices } from "#db/schema/invoices"
import { problems, reconciliations } from "#db/schema/refunds"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { problemKinds } from "./payment"

/** What of payments has to be looked at, the newest first, at most two hundred, and how the books last compared with the payment service. */
export const listProblems = query({
  name: "list-problems",
  permission: "problems.read",
  actors: ["staff"],
  input: z.object({}),
  async run(ctx) {
    const { timeZone, locale } = await getOrganization(ctx, {})
    const rows = await ctx.db
      .select({ problem: problems, number: invoices.number })
      .from(problems)
      .leftJoin(invoices, eq(invoices.id, problems.invoiceId))
      .where(isNull(problems.settledAt))
      .orderBy(desc(problems.id))
      .limit(200)
    const [last] = await ctx.db.select().from(reconciliations).orderBy(desc(reconciliations.comparedTo)).limit(1)
    return { rows: rows.map(({ problem, number }) => ({ ...problem, number })), last: last ?? null, timeZone, locale }
  },
})

/** The open problem about something, if there is one. */
export const findProblem = query({
  name: "find-problem",
  permission: "problems.read",
  actors: ["staff", "system"],
  input: z.object({ kind: z.enum(problemKinds), ref: z.string().max(300) }),
  async run(ctx, { kind, ref }) {
    const [found] = await ctx.db
      .select()
      .from(problems)
      .where(and(eq(problems.kind, kind), eq(problems.ref, ref), isNull(problems.settledAt)))
    return found ?? null
  },
})
