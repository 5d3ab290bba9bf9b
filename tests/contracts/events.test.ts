import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { notices } from "~/notifications/notices"
import { type AnyCommand, command } from "~/platform/data/command.server"
import { webPool } from "~/platform/data/database.server"
import { eventOf } from "~/platform/language/glossary"
import { isId, newId } from "~/platform/language/ids"
import { commands } from "~/registry.server"
import { foldTally } from "~/reports/fold-tally.server"
import { sentences } from "~/timeline/sentences"
import { aFullWorld, type World } from "../support/a-full-world"
import { type AnyExample, begin, exampleOf } from "../support/examples"
import { rows } from "../support/world"
import { otherEvents } from "./exceptions"

type Recorded = { id: string; name: string; payload: Record<string, unknown>; isAbove: boolean }

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})
afterEach(() => world.revive())

/** What a command's example recorded, in the organization or above it. */
async function recordedBy(act: AnyCommand, example: AnyExample): Promise<Recorded[]> {
  const { as, input } = await example(world, world.me)
  const before = newId()
  await begin(act, as, input)
  const found = await rows<Recorded>(world, 'select *, false as "isAbove" from events where id > $1', [before])
  if (as.kind !== "anonymous") return found
  const above = 'select *, true as "isAbove" from installation_events where id > $1'
  return (await webPool().query<Recorded>(above, [before])).rows
}

/** What is wrong with the events of a command's example, as sentences. */
async function complaints(act: AnyCommand, example: AnyExample): Promise<string[]> {
  const { name } = act.definition
  const expected = name in otherEvents ? otherEvents[name]!.records : eventOf(name)
  const recorded = await recordedBy(act, example)
  const names = recorded.map((event) => event.name)
  const missing =
    expected === null || names.includes(expected)
      ? []
      : [`${name} does not record ${expected}, but ${names.join(", ") || "nothing"}.`]
  const untold = names.filter((event) => !(event in sentences)).map((event) => `${event} has no sentence.`)
  return [...missing, ...untold, ...(await subjectless(recorded))]
}

/** Ids in payloads that the event is not about. */
async function subjectless(recorded: Recorded[]): Promise<string[]> {
  type Row = { event_id: string; subject_id: string }
  const subjects = await rows<Row>(world, "select * from event_subjects where event_id = any($1::uuid[])", [
    recorded.map((event) => event.id),
  ])
  const indexed = new Set(subjects.map((subject) => `${subject.event_id} ${subject.subject_id}`))
  const unindexed = (event: Recorded, value: unknown) =>
    typeof value === "string" && isId(value) && !event.isAbove && !indexed.has(`${event.id} ${value}`)
  return recorded.flatMap((event) =>
    Object.keys(event.payload)
      .filter((key) => unindexed(event, event.payload[key]))
      .map((key) => `${event.name} names ${key}, but is not found from it.`),
  )
}

describe("events", () => {
  it.each(commands.map((each) => [each.definition.name, each] as const))("%s records its event", async (name, act) => {
    expect(await complaints(act, exampleOf(name))).toEqual([])
  })

  it("leave tallies behind that are what a recount says, folded or not", async () => {
    const amiss = async () => [
      ...(await rows(world, "select * from app.amiss_deal_tallies('0001-01-01')")),
      ...(await rows(world, "select * from app.amiss_invoice_tallies('0001-01-01')")),
    ]
    await world.lostDeal()
    expect(await rows(world, "select from deal_tallies where not is_folded")).not.toEqual([])
    expect(await amiss()).toEqual([])
    await foldTally(world.system(), {})
    expect(await rows(world, "select from deal_tallies where not is_folded")).toEqual([])
    expect(await amiss()).toEqual([])
  })

  it("would show a command that records another event, and an id its event is not found from", async () => {
    const planted = command({
      name: "win-deal",
      actors: ["staff"],
      input: z.object({}),
      async step(ctx) {
        ctx.record("pipeline.created", { pipelineId: newId(), name: newId() })
      },
    })
    const example: AnyExample = async () => ({ as: world.owner, input: {} })
    expect(await complaints(planted, example)).toEqual([
      "win-deal does not record deal.won, but pipeline.created.",
      "pipeline.created names name, but is not found from it.",
    ])
  })

  it("are told by the timeline and the notices alike", () => {
    expect(Object.keys(notices).sort()).toEqual(Object.keys(sentences).sort())
  })
})
