import { and, eq, isNull } from "drizzle-orm"
import { problems } from "#db/schema/refunds"
import { command } from "~/platform/data/command.server"
import { NotFound } from "~/platform/language/errors"
import { ProblemIdInput } from "./inputs.server"

/** Takes a problem off the list: a later report put it right, or somebody looked at it and did what was to be done. */
export const settleProblem = command({
  name: "settle-problem",
  actors: ["staff", "system"],
  input: ProblemIdInput,
  async step(ctx, { problemId }) {
    const [settled] = await ctx.db
      .update(problems)
      .set({ settledAt: ctx.now, updatedAt: ctx.now })
      .where(and(eq(problems.id, problemId), isNull(problems.settledAt)))
      .returning()
    if (settled) {
      ctx.record("problem.settled", { problemId, kind: settled.kind, invoiceId: settled.invoiceId })
      return { problemId }
    }
    const [known] = await ctx.db.select({ id: problems.id }).from(problems).where(eq(problems.id, problemId))
    if (!known) throw new NotFound("problem")
    return ctx.unchanged({ problemId })
  },
})
