import { once as happens } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { signOut } from "~/identity/sign-out.server"
import { cookieFor, secretIn } from "../../../tests/support/knock"
import { type Agency, anAgency, visitor } from "../../../tests/support/world"
import { closeFeeds, feedHandler, RECHECK_MS } from "./feed.server"

let server: Server
let ours: Agency
let others: Agency

/** A browser that listens, with what it has heard so far. */
async function listener(cookie?: string) {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/events`, { headers: cookie ? { Cookie: cookie } : {} })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let heard = ""
  const until = async (text: string) => {
    while (!heard.includes(text)) {
      const { value, done } = await reader.read()
      if (done) break
      heard += value
    }
    return heard
  }
  return { status: response.status, until, leave: () => reader.cancel() }
}

beforeAll(async () => {
  ours = await anAgency()
  others = await anAgency({ name: "Harbor" })
  server = createServer(express().use(feedHandler()))
  await happens(server.listen(0, "127.0.0.1"), "listening")
})

afterAll(async () => {
  await closeFeeds()
  server.close()
})

describe("the live feed", () => {
  test("asks whoever is not signed in to sign in first", async () => {
    expect((await listener()).status).toBe(401)
  })

  test("tells what happened in one's own organization by name alone, and nothing of another", async () => {
    const cookie = await cookieFor(ours.people.owner.email)
    const stream = await listener(cookie)
    await stream.until("retry")
    const theirs = await createCompany(others.owner, { name: "A company of theirs" })
    const { companyId } = await createCompany(ours.owner, { name: "A company of ours" })
    const heard = await stream.until("company.created")
    expect(heard.match(/company\.created/g)).toHaveLength(1)
    expect(heard).not.toContain(companyId)
    expect(heard).not.toContain(theirs.companyId)
    await stream.leave()
  })

  test("holds three streams a person and asks the fourth to wait", async () => {
    const cookie = await cookieFor(others.people.owner.email)
    const streams = [await listener(cookie), await listener(cookie), await listener(cookie)]
    expect(streams.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await listener(cookie)).status).toBe(503)
    for (const stream of streams) await stream.leave()
  })

  test("ends within five seconds of the session", async () => {
    const cookie = await cookieFor(ours.people.owner.email)
    const stream = await listener(cookie)
    await stream.until("retry")
    await signOut(visitor(), { secret: secretIn(cookie) })
    expect(await stream.until("never said")).not.toContain("never said")
    expect(RECHECK_MS).toBeLessThan(5_000)
  })
})
