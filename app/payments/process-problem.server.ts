import { and, eq } from "drizzle-orm"
import { webhookInbox } from "#db/schema/people"
import { problems } from "#db/schema/refunds"
import { outsideCommand } from "~/platform/data/command.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { Conflict, NotFound } from "~/platform/language/errors"
import { actOn, type InboxEvent } from "./act-on-event.server"
import { ProblemIdInput } from "./inputs.server"

type Attempt = { event: InboxEvent; caller: StaffContext }

/** Acts once more on an event that could not be acted on before, and says what came of it. */
export const processProblem = outsideCommand({
  name: "process-problem",
  actors: ["staff"],
  input: ProblemIdInput,
  async step(ctx, { problemId }): Promise<Attempt> {
    const [problem] = await ctx.db.select().from(problems).where(eq(problems.id, problemId))
    if (!problem) throw new NotFound("problem")
    if (problem.kind !== "event") throw new Conflict("There is no event behind this that could be processed again.")
    const [event] = await ctx.db
      .select()
      .from(webhookInbox)
      .where(and(eq(webhookInbox.eventId, problem.ref), eq(webhookInbox.account, problem.account ?? "")))
    if (!event) throw new NotFound("event")
    return ctx.unchanged({ event, caller: ctx.caller })
  },
  outside: ({ event, caller }) => actOn({ ...event, lastError: event.lastError ?? "" }, caller),
  async settle(ctx, { event }, outcome) {
    if (!outcome.ok) return ctx.unchanged({ problem: outcome.error.message })
    if (outcome.answer.problem !== null) return ctx.unchanged({ problem: outcome.answer.problem })
    const { provider, account, eventId } = event
    await ctx.db
      .update(webhookInbox)
      .set({ processedAt: ctx.now, outcome: outcome.answer.outcome })
      .where(
        and(eq(webhookInbox.provider, provider), eq(webhookInbox.account, account), eq(webhookInbox.eventId, eventId)),
      )
    ctx.record("webhook.processed", { provider, type: event.type, eventId, outcome: outcome.answer.outcome })
    return { problem: null }
  },
})
