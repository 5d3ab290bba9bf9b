import { beforeAll, expect, it } from "vitest"
import type { AnyCommand } from "~/platform/data/command.server"
import { Conflict, Forbidden, Invalid, NotFound, OutsideFailure } from "~/platform/language/errors"
import { commands } from "~/registry.server"
import { aFullWorld, type World } from "../support/a-full-world"
import { begin, exampleOf } from "../support/examples"
import { size, tell } from "./support/proof"

/*
 * The same act begun by several people at the same moment, each for themselves: each is done or refused in words, and none
 * ends in an error of the program.
 */

const people = size(3, 8)
const rounds = size(1, 5)

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})

const isRefusal = (error: unknown) =>
  [Conflict, Forbidden, Invalid, NotFound, OutsideFailure].some((kind) => error instanceof kind) || isAnswer(error)

/** An answer that was thrown, such as the page of one use too many. */
const isAnswer = (error: unknown) => typeof (error as { init?: { status?: number } }).init?.status === "number"

/** What of an act begun by all at once was neither done nor refused, as sentences. */
async function errorsOf(act: AnyCommand): Promise<{ done: number; refused: number; errors: string[] }> {
  const { as, input } = await exampleOf(act.definition.name)(world, world.me)
  const outcomes = await Promise.allSettled(Array.from({ length: people }, () => begin(act, as, input)))
  const refusals = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []))
  const errors = refusals.filter((reason) => !isRefusal(reason))
  return {
    done: people - refusals.length,
    refused: refusals.length - errors.length,
    errors: errors.map((error) => `${act.definition.name}: ${error instanceof Error ? error.message : String(error)}`),
  }
}

it("each of those who do the same at once is done or told why not", async () => {
  const errors: string[] = []
  const counts = { done: 0, refused: 0 }
  for (let round = 0; round < rounds; round++)
    for (const act of commands) {
      const found = await errorsOf(act)
      await world.revive()
      counts.done += found.done
      counts.refused += found.refused
      errors.push(...found.errors)
      expect(found.done, `${act.definition.name} by the first of them`).toBeGreaterThan(0)
    }
  tell("The same act by several at once", { commands: commands.length, people, rounds, ...counts })
  expect([...new Set(errors)]).toEqual([])
})
