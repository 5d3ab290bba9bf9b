import { and, eq } from "drizzle-orm"
import { problems } from "#db/schema/refunds"
import { command } from "~/platform/data/command.server"
import { RecordProblemInput } from "./inputs.server"

/** Writes down what the payment service tells or knows and the books do not show, until somebody or a later report settles it; told again it stands once. */
export const recordProblem = command({
  name: "record-problem",
  actors: ["system"],
  input: RecordProblemInput,
  async step(ctx, problem) {
    const { kind, ref, reason } = problem
    const [known] = await ctx.db
      .select()
      .from(problems)
      .where(and(eq(problems.kind, kind), eq(problems.ref, ref)))
    if (known && known.settledAt === null && known.reason === reason) return ctx.unchanged({ problemId: known.id })
    const [kept] = await ctx.db
      .insert(problems)
      .values(problem)
      .onConflictDoUpdate({
        target: [problems.organizationId, problems.kind, problems.ref],
        set: { reason, settledAt: null, updatedAt: ctx.now },
      })
      .returning()
    const { id: problemId, invoiceId } = kept!
    ctx.record("problem.recorded", { problemId, kind, invoiceId, reason })
    return { problemId }
  },
})
