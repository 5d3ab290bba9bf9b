import type pg from "pg"
import { type Ground, id, patternsOf } from "./ground"
import { multiply, type Span } from "./multiply"
import { currency, day, isOpen, owner, past } from "./spread"

/** Deals with the lines of their patterns: few open in every stage, the others won or lost a month after they began. */
export async function loadDeals(client: pg.Client, ground: Ground, span: Span) {
  const begun = {
    ...{ id: id("deal"), title: "p.title || ' ' || g", company_id: id("company"), contact_id: id("contact") },
    ...{ owner_id: owner(ground), currency, created_at: past(ground, "deal") },
    expected_close_on: day(ground, "deal", 45),
  }
  const ended = (column: string) => `case when p.${column} is not null then ${past(ground, "deal", 30)} end`
  const open = { stage_changed_at: past(ground, "deal") }
  const closed = { won_at: ended("won_at"), lost_at: ended("lost_at"), stage_changed_at: past(ground, "deal", 30) }
  const lines = `select * from deal_lines where organization_id = '${ground.organizationId}'`
  for (const [only, states, state] of [
    [isOpen, "= 'open'", open],
    [`not ${isOpen}`, "<> 'open'", closed],
  ] as const) {
    const patterns = patternsOf(ground, "deals", `and status ${states}`)
    await multiply(client, { table: "deals", patterns, change: { ...begun, ...state }, span, only })
    await multiply(client, {
      ...{ table: "deal_lines", patterns: lines, span, only },
      change: { id: id("dealLine", "g * 10 + part.position"), deal_id: id("deal") },
      partsOf: { table: "deal_lines", on: "part.deal_id = p.id", patterns },
    })
  }
}
