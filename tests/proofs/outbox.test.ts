import { afterAll, beforeAll, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { newId } from "~/platform/language/ids"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { addFault, listFaults, openStore } from "~/sandbox/store.server"
import { aMail, mailStates } from "../support/mails"
import { type Program, startProgram } from "../support/program"
import { type Agency, anAgency, ourDatabase } from "../support/world"
import { size, tell } from "./support/proof"

/* The program is killed while it hands mails over: some were taken without its ever knowing, some were not. */

let agency: Agency
let program: Program

beforeAll(async () => {
  agency = await anAgency()
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const env = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey }
  program = await startProgram({ env: { ...env, SANDBOX: "1", LOG_LEVEL: "error" } })
})
afterAll(() => program.stop())

/** How calls of the mail service go wrong: the mail is taken and nobody hears of it, or it never is. */
const kinds = size(["stall"] as const, ["stall", "stall", "hang"] as const)
const cycles = size(2, 10)
const together = 4

/** Writes mails whose handing over goes wrong, kills the program in the middle of it, and starts it again. */
async function killed(round: number): Promise<string[]> {
  const store = openStore(webPool())
  for (let at = 0; at < together; at++) {
    const kind = kinds[(round + at) % kinds.length]!
    await addFault(store, { service: "sendgrid", path: "/", kind, times: 1 })
  }
  const mails = Array.from({ length: together }, () => ({
    to: `${newId()}@client.example`,
    about: { invoiceId: newId() },
  }))
  const ids = await Promise.all(mails.map((mail) => aMail(agency.system(new Date()), mail)))
  await expect.poll(async () => (await listFaults(store)).length, { timeout: 20_000, interval: 10 }).toBe(0)
  await program.kill("SIGKILL")
  expect((await mailStates(agency, ids)).filter(({ status }) => status !== "queued")).toEqual([])
  await program.restart()
  await expect
    .poll(async () => (await mailStates(agency, ids)).filter(({ status }) => status !== "delivered").length, {
      timeout: 60_000,
      message: "a mail was lost",
    })
    .toBe(0)
  return mails.map(({ to }) => to)
}

it("a program killed while it hands mails over loses none and sends none twice", async () => {
  const addressed: string[] = []
  for (let round = 0; round < cycles; round++) addressed.push(...(await killed(round)))
  const received = await Promise.all(addressed.map((to) => readSandboxMails(webPool(), to)))
  expect(received.filter((mails) => mails.length !== 1)).toEqual([])
  tell("Mails of a killed program arrive once", { kills: cycles, mails: addressed.length, doubled: 0, lost: 0 })
})
