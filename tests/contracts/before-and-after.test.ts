import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { changesOf } from "~/audit/audit-page.server"
import { type AnyCommand, command } from "~/platform/data/command.server"
import { eventOf } from "~/platform/language/glossary"
import { newId } from "~/platform/language/ids"
import { commands } from "~/registry.server"
import { aFullWorld, type World } from "../support/a-full-world"
import { type AnyExample, begin, exampleOf } from "../support/examples"
import { rows } from "../support/world"
import { otherEvents, unsaidChanges } from "./exceptions"

/** Verbs of commands that put something in the place of what was there. */
const changing = /^(edit|revise|price|move|assign)-/

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})
afterEach(() => world.revive())

type Detail = { name: string; before: Record<string, unknown> | null; after: Record<string, unknown> | null }

/** What is missing in the record of a command's example, as a sentence. */
async function complaint(act: AnyCommand, example: AnyExample): Promise<string | null> {
  const { name } = act.definition
  const event = otherEvents[name] ? otherEvents[name].records : eventOf(name)
  const { as, input } = await example(world, world.me)
  const since = newId()
  await begin(act, as, input)
  const found = await rows<Detail>(
    world,
    "select e.name, d.before, d.after from events e join event_details d on d.event_id = e.id where e.id > $1 and e.name = $2",
    [since, event],
  )
  if (found.length === 0) return `${name} recorded nothing here.`
  const isSaid = found.every(
    ({ before, after }) => before && after && changesOf(before, after, { timeZone: "UTC", locale: "en-GB" }).length > 0,
  )
  return isSaid ? null : `${name} does not say what was before and after.`
}

const acts = commands
  .filter(({ definition: { name } }) => changing.test(name))
  .map((act) => [act.definition.name, act] as const)

describe("what is changed", () => {
  it.each(acts.filter(([name]) => !(name in unsaidChanges)))(
    "by %s stands in the record as before and after",
    async (name, act) => {
      expect(await complaint(act, exampleOf(name))).toBeNull()
    },
  )

  it("is left unsaid for commands that say it nowhere, each with its reason", async () => {
    for (const name of Object.keys(unsaidChanges)) {
      const [, act] = acts.find(([each]) => each === name) ?? []
      expect([name, act && (await complaint(act, exampleOf(name)))]).not.toEqual([name, null])
    }
  })

  it("would be missed: a command that tells only that something was edited", async () => {
    const planted = command({
      name: "edit-company",
      actors: ["staff"],
      input: z.object({}),
      async step(ctx) {
        ctx.record("company.edited", { companyId: newId() }, { before: { name: "Same" }, after: { name: "Same" } })
      },
    })
    const example: AnyExample = async () => ({ as: world.owner, input: {} })
    expect(await complaint(planted, example)).toBe("edit-company does not say what was before and after.")
  })
})
