import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { deals } from "#db/schema/deals"
import { DealIdInput } from "~/deals/inputs.server"
import { permissions } from "~/permissions"
import { command } from "~/platform/data/command.server"
import { commands, queries } from "~/registry.server"
import type { Act } from "../support/answers"
import { type AnyExample, exampleOf } from "../support/examples"
import { aWorldOfTeams, permissionFor, verdictOn, type WorldOfTeams } from "../support/permission-cases"

let here: WorldOfTeams
let cases = 0
beforeAll(async () => {
  here = await aWorldOfTeams()
})
afterEach(() => here.world.revive())

const acts: readonly Act[] = [...commands, ...queries]

describe("permissions", () => {
  it.each(acts.map((act) => [act.definition.name, act] as const))(
    "%s is for whom the table and its actors say, and no further",
    async (_, act) => {
      if (act.definition.actors.includes("staff")) expect(permissions).toHaveProperty([permissionFor(act)])
      const verdict = await verdictOn(here, act)
      cases += verdict.cases
      expect(verdict.complaints).toEqual([])
    },
  )

  it("are looked at in more than a thousand cases", () => {
    expect(cases).toBeGreaterThan(1_000)
  })

  it("are all asked by some command or query", () => {
    const asked = new Set<string>(acts.filter((act) => act.definition.actors.includes("staff")).map(permissionFor))
    expect(Object.keys(permissions).filter((permission) => !asked.has(permission))).toEqual([])
  })

  it("would show an act that asks nobody", async () => {
    const definition = { name: "win-deal", actors: ["staff" as const], input: z.object({}), outside: false }
    const planted = Object.assign(async () => null, { definition })
    const example: AnyExample = async () => ({ as: here.world.owner, input: {} })
    const whose = ["their own", "a teammate's", "a team below's", "somebody else's"]
    const holes = ["finance", "guest"].flatMap((role) =>
      whose.map((owner) => `${role} may not win-deal ${owner}, but was answered allowed.`),
    )
    expect((await verdictOn(here, planted, example)).complaints).toEqual([
      "win-deal does not serve anonymous, but answered.",
      "win-deal does not serve system, but answered.",
      "win-deal does not serve client, but answered.",
      ...holes,
    ])
  })

  it("would show a command that reaches beyond its scope", async () => {
    const planted = command({
      name: "win-deal",
      actors: ["staff"],
      input: DealIdInput,
      async step(ctx, { dealId }) {
        await ctx.db.update(deals).set({ competitor: "Planted" })
        ctx.record("deal.won", { dealId, companyId: null, valueMinor: 0n, currency: "EUR", bySignature: false })
      },
    })
    expect((await verdictOn(here, planted, exampleOf("win-deal"))).complaints).toEqual([
      "manager may not win-deal somebody else's, but was answered allowed.",
      "member may not win-deal a teammate's, but was answered allowed.",
      "member may not win-deal a team below's, but was answered allowed.",
      "member may not win-deal somebody else's, but was answered allowed.",
    ])
  })
})
