import { eq } from "drizzle-orm"
import { drizzle } from "drizzle-orm/node-postgres"
import { beforeAll, describe, expect, it } from "vitest"
import { members } from "#db/schema/organizations"
import { people, sessions } from "#db/schema/people"
import { inTurn } from "~/adapters/argon2.server"
import { joinMember } from "~/organizations/join-member.server"
import { transact, webPool } from "~/platform/data/database.server"
import { parseEnv } from "~/platform/env.server"
import { replace } from "~/platform/once.server"
import { limits } from "~/platform/security/limits.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { eachInOneWindow } from "../../tests/support/limit-windows"
import { type Agency, anAgency, password, visitor } from "../../tests/support/world"
import { signIn } from "./sign-in.server"
import { signOut } from "./sign-out.server"
import { signOutEverywhere } from "./sign-out-everywhere.server"

let agency: Agency
let email: string

beforeAll(async () => {
  agency = await anAgency()
  email = agency.people.owner.email
})

const trySigningIn = (as: string, secret: string, previous: string | null = null) =>
  signIn(visitor(), { email: as, password: secret, previous })

async function signedIn(as = email, previous: string | null = null) {
  const outcome = await trySigningIn(as, password, previous)
  if (!outcome.signedIn) throw new Error("not signed in")
  return outcome.secret
}

const db = () => drizzle(webPool())
const holderOf = (secret: string, now = new Date()) => resolveSession(secret, now)

async function aMember(name: string, role: "member" | "manager" = "member") {
  const address = `${name}@agency.example`
  await joinMember(agency.system(), { name, email: address, role, teamId: agency.teamId, password })
  return address
}

describe("signing in", () => {
  it("makes a session that leads to the person, and keeps no secret of it", async () => {
    const secret = await signedIn()
    expect(await holderOf(secret)).toMatchObject({ email, role: "owner", organizationId: agency.organizationId })
    const kept = await db().select().from(sessions)
    expect(JSON.stringify(kept)).not.toContain(secret)
  })

  it("takes an address in any case", async () => {
    expect((await trySigningIn(email.toUpperCase(), password)).signedIn).toBe(true)
  })

  it("answers a wrong password, an unknown address and a closed account alike", async () => {
    const closed = await aMember("closed")
    await db().update(people).set({ disabledAt: new Date() }).where(eq(people.email, closed))
    const passwordless = agency.people.guest.email
    const refusal = { signedIn: false, retryAfter: null }
    expect(await trySigningIn(email, "a wrong password")).toEqual(refusal)
    expect(await trySigningIn("nobody@agency.example", password)).toEqual(refusal)
    expect(await trySigningIn(closed, password)).toEqual(refusal)
    expect(await trySigningIn(passwordless, password)).toEqual(refusal)
  })

  it("lets nobody in who belongs to no organization any more, and leaves no session of theirs", async () => {
    const gone = await aMember("gone")
    const secret = await signedIn(gone)
    await transact({ organizationId: agency.organizationId, now: new Date() }, (tx) =>
      tx.update(members).set({ status: "removed" }).where(eq(members.email, gone)),
    )
    expect(await holderOf(secret)).toBeNull()
    expect(await trySigningIn(gone, password)).toEqual({ signedIn: false, retryAfter: null })
  })

  it("takes as much work for an unknown address as for a wrong password, as the medians of 200 each say", async () => {
    const known = await aMember("timed")
    const one = async (address: string) => {
      await webPool().query("delete from limits")
      const before = process.cpuUsage()
      await trySigningIn(address, "a wrong password")
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    const [unknowns, knowns]: [number[], number[]] = [[], []]
    for (let n = 0; n < 200; n++) {
      unknowns.push(await one(`nobody${n}@agency.example`))
      knowns.push(await one(known))
    }
    const ratio = median(unknowns) / median(knowns)
    expect(ratio).toBeGreaterThan(0.9)
    expect(ratio).toBeLessThan(1.1)
  }, 120_000)

  it("ends the session that the browser had before", async () => {
    const first = await signedIn()
    const second = await signedIn(email, first)
    expect(second).not.toBe(first)
    expect(await holderOf(first)).toBeNull()
    expect(await holderOf(second)).not.toBeNull()
  })

  it("lets nobody in with a password that was replaced while it was checked", async () => {
    const address = await aMember("replaced")
    const passwordHash = await inTurn((hasher) => hasher.hash("a new one, set meanwhile"))
    const [outcome] = await Promise.all([
      trySigningIn(address, password),
      db().update(people).set({ passwordHash }).where(eq(people.email, address)),
    ])
    const [person] = await db().select({ id: people.id }).from(people).where(eq(people.email, address))
    const theirs = await db().select().from(sessions).where(eq(sessions.personId, person!.id))
    expect(theirs.length).toBe(outcome.signedIn ? 1 : 0)
    expect((await trySigningIn(address, password)).signedIn).toBe(false)
  })
})

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

describe("a session", () => {
  const later = (hours: number) => new Date(Date.now() + hours * 3_600_000)

  it("of an owner ends after eight hours of rest, a member's after a day", async () => {
    const [owners, members] = [await signedIn(), await signedIn(await aMember("resting"))]
    expect(await holderOf(owners, later(7.9))).not.toBeNull()
    expect(await holderOf(owners, later(8.1))).toBeNull()
    expect(await holderOf(members, later(23.9))).not.toBeNull()
    expect(await holderOf(members, later(24.1))).toBeNull()
  })

  it("ends at last however much it is used", async () => {
    const secret = await signedIn()
    await db()
      .update(sessions)
      .set({ lastSeenAt: later(30) })
    expect(await holderOf(secret, later(30))).toBeNull()
  })

  it("ends when its person signs out, once", async () => {
    const secret = await signedIn()
    expect(await signOut(visitor(), { secret })).toEqual({ ended: true })
    expect(await holderOf(secret)).toBeNull()
    expect(await signOut(visitor(), { secret })).toEqual({ ended: false })
  })

  it("ends on every device at once, and nobody else's does", async () => {
    const address = await aMember("everywhere")
    const [first, second, other] = [await signedIn(address), await signedIn(address), await signedIn()]
    expect(await signOutEverywhere(visitor(), { secret: first })).toMatchObject({ ended: true })
    expect(await holderOf(first)).toBeNull()
    expect(await holderOf(second)).toBeNull()
    expect(await holderOf(other)).not.toBeNull()
  })

  it("that has ended ends no others", async () => {
    const address = await aMember("stale")
    const [first, second] = [await signedIn(address), await signedIn(address)]
    await signOut(visitor(), { secret: first })
    expect(await signOutEverywhere(visitor(), { secret: first })).toMatchObject({ ended: false })
    expect(await holderOf(second)).not.toBeNull()
  })
})

describe("the limits of signing in", () => {
  eachInOneWindow(limits.signIn)

  it("stop guessing at one account, also with the right password at last", async () => {
    const address = await aMember("guessed")
    for (let n = 0; n < 10; n++) await trySigningIn(address, `guess number ${n}`)
    const outcome = await trySigningIn(address, password)
    expect(outcome).toEqual({ signedIn: false, retryAfter: expect.any(Number) })
    expect(await trySigningIn("unknown-guessed@agency.example", password)).toEqual({
      signedIn: false,
      retryAfter: null,
    })
  })

  it("count an account that is not there like one that is", async () => {
    const address = "never-there@agency.example"
    for (let n = 0; n < 10; n++) await trySigningIn(address, password)
    expect(await trySigningIn(address, password)).toEqual({ signedIn: false, retryAfter: expect.any(Number) })
  })

  it("forget wrong tries after a right one", async () => {
    const address = await aMember("clumsy")
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 8; n++) await trySigningIn(address, "a slip of the finger")
      expect((await trySigningIn(address, password)).signedIn).toBe(true)
    }
  })

  it("stop guessing at many accounts from one address", async () => {
    const { RATE_LIMITS: _lifted, ...source } = process.env
    replace("env", { ...parseEnv(source), SECRET_KEY: process.env.SECRET_KEY ?? "" })
    const guesses = Array.from({ length: 50 }, (_, n) => `many${n}@agency.example`)
    for (let at = 0; at < guesses.length; at += 10)
      await Promise.all(guesses.slice(at, at + 10).map((guess) => trySigningIn(guess, "a wrong password")))
    expect(await trySigningIn(email, password)).toEqual({ signedIn: false, retryAfter: expect.any(Number) })
  })
})
