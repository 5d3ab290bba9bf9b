import pg from "pg"
import { beforeAll, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { newId } from "~/platform/language/ids"
import { addFault, openStore } from "~/sandbox/store.server"
import { aMail } from "../support/mails"
import { type Agency, anAgency, ourDatabase } from "../support/world"
import { programBeside } from "./support/beside"
import { untilNoJobWaits } from "./support/jobs"
import { size, tell } from "./support/proof"

/*
 * Several programs work on one database. One is killed with jobs in its hands, another merely stands still with its own: a
 * third, which goes on, runs again what the dead one held and leaves alone what the still one holds.
 */

/** How many jobs a program runs at the same time. */
const each = 5

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

type Held = { id: string; holder: string; attempts: number }

/** The mails that are being handed over, and under which program's name. */
async function held(): Promise<Held[]> {
  const { ownerUrl } = await ourDatabase()
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows } = await client.query<Held>(
      "select id::text, locked_by as holder, attempts from graphile_worker.jobs where task_identifier = 'deliver-mail' and locked_by is not null order by id",
    )
    return rows
  } finally {
    await client.end()
  }
}

/** Writes as many mails as a program runs jobs, whose handing over hangs, and waits until so many are held in all. */
async function hangingMails(inAll: number): Promise<Held[]> {
  for (let at = 0; at < each; at++) {
    await addFault(openStore(webPool()), { service: "sendgrid", path: "/", kind: "hang", times: 1 })
    await aMail(agency.system(new Date()), { to: `${newId()}@client.example`, about: { invoiceId: newId() } })
  }
  await expect.poll(async () => (await held()).length, { timeout: 20_000, interval: 20 }).toBe(inAll)
  return held()
}

it("runs again within a minute what a killed program held, and nothing of one that lives", async () => {
  const waits: number[] = []
  for (let kill = 0; kill < size(1, 3); kill++) {
    const still = await programBeside()
    const ofStill = await hangingMails(each)
    process.kill(still.pid(), "SIGSTOP")
    const killed = await programBeside()
    const ofKilled = (await hangingMails(2 * each)).filter(({ holder }) => holder !== ofStill[0]!.holder)
    const living = await programBeside()
    await killed.kill("SIGKILL")
    const began = performance.now()
    const [{ holder }] = ofKilled as [Held]
    const stillHeld = async () => (await held()).filter((job) => job.holder === holder).length
    await expect.poll(stillHeld, { timeout: 60_000, interval: 50 }).toBe(0)
    waits.push(performance.now() - began)
    expect((await held()).filter((job) => job.holder === ofStill[0]!.holder)).toEqual(ofStill)
    process.kill(still.pid(), "SIGCONT")
    if (kill + 1 < size(1, 3)) await untilNoJobWaits({ within: 60, timeout: 180_000 })
    await Promise.all([still.kill("SIGTERM"), living.kill("SIGTERM")])
    expect([...still.errors(), ...living.errors()]).toEqual([])
  }
  expect(Math.max(...waits)).toBeLessThan(60_000)
  tell("Jobs of a killed program, others living", {
    kills: waits.length,
    "longest until they were free, ms": Math.round(Math.max(...waits)),
    "taken from the living": 0,
  })
})
