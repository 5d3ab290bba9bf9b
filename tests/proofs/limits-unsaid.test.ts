import pg from "pg"
import { beforeAll, describe, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { env } from "~/platform/env.server"
import { replace } from "~/platform/once.server"
import { consume, limits } from "~/platform/security/limits.server"
import { aSentProposal } from "../support/a-sent-proposal"
import { makeFactors } from "../support/factors"
import { cookieFor } from "../support/knock"
import { aMail } from "../support/mails"
import { type Agency, anAgency, ourDatabase, rows } from "../support/world"
import { inParallel } from "./support/asking"
import { crowd, type Doors, inOneWindow, somewhere, statusesOf, stranger, times, twoDoors } from "./support/crowd"
import { ask } from "./support/posts"
import { size, tell } from "./support/proof"

/* The limits of SECURITY 5.5 that nobody is told of: what is answered alike, but done only so often at two programs. */

const flood = size(66, 90)

let doors: Doors
let agency: Agency
beforeAll(async () => {
  doors = await twoDoors()
  agency = doors.agency
})

describe("what is answered alike but done only so often", () => {
  it("mails at most three ways back into an account an hour", async () => {
    await inOneWindow(agency, limits.reset, async () => {
      const { email, personId } = await makeFactors(agency).newcomer()
      const answers = await crowd(
        doors,
        times(30, () => ({ path: "/reset", fields: { email }, from: somewhere() })),
      )
      expect(statusesOf(answers)).toEqual({ 303: 30 })
      const count = "select count(*)::int as n from password_resets where person_id = $1"
      const [row] = await rows<{ n: number }>(agency, count, [personId])
      expect(row!.n).toBe(limits.reset.count)
    })
  })

  it("mails at most three new links for one an hour", async () => {
    await inOneWindow(agency, limits.newLink, async () => {
      const { path, email, proposalId } = await aSentProposal(agency)
      const answers = await crowd(
        doors,
        times(30, () => ({ path: "/link", fields: { link: path, email }, from: somewhere() })),
      )
      expect(statusesOf(answers)).toEqual({ 303: 30 })
      const count = "select count(*)::int as n from mails where about->>'proposalId' = $1 and to_email = $2"
      const [row] = await rows<{ n: number }>(agency, count, [proposalId, email])
      expect(row!.n).toBe(1 + limits.newLink.count)
    })
  })

  it("keeps what floods a form aside", async () => {
    await inOneWindow(agency, limits.leadForm, async () => {
      const flooded = await anAgency({ name: "Flooded" })
      const fields = () => ({ name: "Ed", email: stranger(), message: "We need a site", consent: "on" })
      const path = `/f/${flooded.formKey}`
      const answers = await crowd(
        doors,
        times(flood, () => ({ path, fields: fields(), from: somewhere() })),
      )
      expect(statusesOf(answers)).toEqual({ 303: flood })
      const count = "select status, count(*)::int as n from leads group by status order by status"
      expect(await rows(flooded, count)).toEqual([
        { status: "disqualified", n: flood - limits.leadForm.count },
        { status: "new", n: limits.leadForm.count },
      ])
    })
  })

  it("keeps three live streams open for one person, at both doors together", async () => {
    const ended = new AbortController()
    const { signal } = ended
    const urls = doors.programs.map(({ url }) => url)
    const open = (at: number) => fetch(`${urls[at % 2]}/events`, { headers: { Cookie: doors.cookie }, signal })
    const streams = await Promise.all(Array.from({ length: 12 }, (_, at) => open(at)))
    expect(streams.map(({ status }) => status).sort()).toEqual([200, 200, 200, ...Array<number>(9).fill(503)])
    expect((await open(0)).status).toBe(503)
    await streams.find(({ status }) => status === 200)!.body!.cancel()
    await expect.poll(async () => (await open(1)).status, { timeout: 5_000, interval: 50 }).toBe(200)
    ended.abort()
  })
})

describe("the mails of a new organization", () => {
  /** Mails that are written at once, more than may still go. */
  const left = size(12, limits.mail.count)
  const written = left + 18
  const standing = async (young: Agency) => {
    const found = "select status, count(*)::int as n, max(reason) as reason from mails group by status order by status"
    return rows<{ status: string; n: number; reason: string | null }>(young, found)
  }

  /** Counts so many mails as gone; in this process limits are lifted otherwise. */
  async function useUp({ organizationId }: Agency, mails: number) {
    const usual = { ...env }
    replace("env", { ...usual, RATE_LIMITS: "on" })
    for (let at = 0; at < mails; at++) await consume(webPool(), limits.mail, organizationId)
    replace("env", usual)
  }

  /** Lets the day pass for the counter and the jobs that wait for its end. */
  async function tomorrow() {
    const { ownerUrl } = await ourDatabase()
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    await client.query("update limits set window_start = window_start - interval '1 day' where key like 'mail:%'")
    await client.query("update graphile_worker._private_jobs set run_at = now() where run_at > now() + interval '40 s'")
    await client.end()
  }

  it("go out up to so many a day, however many programs send; the others wait, say so, and go out then", async () => {
    const gone = 1 + left - (left === limits.mail.count ? 1 : 0)
    await inOneWindow(agency, limits.mail, async () => {
      const young = await anAgency({ name: "Young" })
      const { proposalId } = await aSentProposal(young)
      await expect.poll(async () => (await standing(young))[0]?.status, { timeout: 20_000 }).not.toBe("queued")
      await useUp(young, limits.mail.count - left - 1)
      const turns = Array.from({ length: written }, (_, at) => at + 2)
      await inParallel(turns, 8, (turn) =>
        aMail(young.system(new Date()), { to: stranger(), about: { proposalId }, turn }),
      )
      const sent = async () => (await standing(young)).filter(({ status }) => status !== "queued")
      const waiting = async () => (await standing(young)).find(({ status }) => status === "queued")
      const total = async () => (await sent()).reduce((sum, { n }) => sum + n, 0)
      await expect.poll(total, { timeout: 30_000, interval: 100 }).toBe(gone)
      const held = { n: written + 1 - gone, reason: expect.stringMatching(/200 mails a day/) }
      await expect.poll(waiting, { timeout: 30_000, interval: 100 }).toMatchObject(held)
      const cookie = await cookieFor(young.people.owner.email)
      const { body } = await ask(doors.programs[1]!.url, { path: `/proposals/${proposalId}`, cookie })
      expect(body).toMatch(/waits/)
      expect(body).toMatch(/200 mails a day; this one goes out after/)
      await tomorrow()
      await expect.poll(waiting, { timeout: 30_000, interval: 100 }).toBeUndefined()
    })
    tell("Limit: mails of a new organization", { written: written + 1, "on the first day": gone, lost: 0 })
  })
})
