import { expect, it } from "vitest"
import { startProgram } from "../support/program"
import { column, setUpFromOutside } from "./support/from-outside"
import { startLoad } from "./support/load"
import { anOwnPostgres, endings, type OwnPostgres } from "./support/own-postgres"
import { size, tell } from "./support/proof"

/** In milliseconds: how soon after Postgres' return the program writes again, without anybody's help. */
const RECOVERS_WITHIN = 10_000

it("loses no acknowledged write when Postgres is restarted or killed under load, and needs no restart itself", async () => {
  const postgres = await anOwnPostgres()
  try {
    await losesNothing(postgres)
  } finally {
    await postgres.remove()
  }
})

async function losesNothing(postgres: OwnPostgres) {
  const program = await startProgram({ env: { DATABASE_URL: postgres.url, LOG_LEVEL: "silent" } })
  try {
    const load = startLoad(await setUpFromOutside(program.url))
    const recoveries: number[] = []
    for (let cycle = 0; cycle < size(4, 100); cycle++) {
      for (let writes = 0; writes < 20; writes++) await load.nextWrite()
      await postgres.end(endings[cycle % endings.length]!)
      const back = performance.now()
      await load.nextWrite()
      recoveries.push(performance.now() - back)
      expect(recoveries.at(-1), `recovery after cycle ${cycle}`).toBeLessThan(RECOVERS_WITHIN)
    }
    await load.stop()
    const kept = await column(postgres.url, "leads", "name")
    const times = new Map<string, number>()
    for (const name of kept) times.set(name, (times.get(name) ?? 0) + 1)
    expect(load.acknowledged.filter((name) => times.get(name) !== 1)).toEqual([])
    expect([...times].filter(([name, count]) => count !== 1 || !load.sent.includes(name))).toEqual([])
    expect(load.surprises).toEqual([])
    expect(load.answers.get("none") ?? 0, "requests that were never answered").toBe(0)
    expect(load.answers.get(503) ?? 0, "people told to come back").toBeGreaterThan(0)
    tell("Postgres restarted and killed under load", {
      cycles: recoveries.length,
      "writes acknowledged": load.acknowledged.length,
      lost: 0,
      "answered 503": load.answers.get(503) ?? 0,
      "answered 500 or not at all": 0,
      "slowest recovery, ms": Math.round(Math.max(...recoveries)),
    })
  } finally {
    await program.stop()
  }
}
