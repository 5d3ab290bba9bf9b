import { once as happens } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { afterAll, beforeAll, expect, it } from "vitest"
import { mint } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { closeFeeds, feedHandler } from "~/platform/http/feed.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { cookieFor, secretIn } from "../../tests/support/knock"
import { type Agency, anAgency, password, visitor } from "../../tests/support/world"
import { confirmEmailChange } from "./confirm-email-change.server"
import { editPassword } from "./edit-password.server"
import { openChange } from "./email-change-token.server"
import { requestEmailChange } from "./request-email-change.server"
import { requestReset } from "./request-reset.server"
import { resetPassword } from "./reset-password.server"
import { openToken } from "./reset-token.server"
import { revokeSession } from "./revoke-session.server"

let server: Server

beforeAll(async () => {
  server = createServer(express().use(feedHandler()))
  await happens(server.listen(0, "127.0.0.1"), "listening")
})

afterAll(async () => {
  await closeFeeds()
  server.close()
})

/** A stream of live updates; settles with the seconds since it was opened when it ends. */
async function stream(cookie: string) {
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/events`, { headers: { Cookie: cookie } })
  expect(response.status).toBe(200)
  return async () => {
    await response.text()
    return performance.now()
  }
}

const sealed = async (table: "password_resets" | "email_changes", agency: Agency) => {
  const { rows } = await webPool().query(`select id, token_sealed from ${table} where person_id = $1`, [
    agency.people.owner.personId,
  ])
  return rows[0] as { id: never; token_sealed: string }
}

/** Each way in which the other sessions of an agency's owner end. */
const ways: Record<string, (agency: Agency) => Promise<unknown>> = {
  "all others are revoked": ({ owner }) => revokeSession(owner, { sessionId: null }),
  "the password is changed": ({ owner }) => editPassword(owner, { currentPassword: password, password }),
  async "the password is reset"(agency) {
    await requestReset(visitor(), { email: agency.people.owner.email })
    const { id, token_sealed } = await sealed("password_resets", agency)
    await resetPassword(visitor(), { token: openToken(id, token_sealed), password })
  },
  async "the address is changed"(agency) {
    await requestEmailChange(agency.owner, { email: `new.${agency.people.owner.email}` })
    const { id, token_sealed } = await sealed("email_changes", agency)
    await confirmEmailChange(visitor(), { token: openChange(id, token_sealed), secret: null })
  },
  "the account is closed": ({ people }) =>
    webPool().query("update people set disabled_at = now() where id = $1", [people.owner.personId]),
}

it("other sessions end at once, their streams within five seconds, when their person's ways in change", async () => {
  const all = await Promise.all(
    Object.entries(ways).map(async ([way, act]) => {
      const agency = await anAgency()
      const [mine, elsewhere] = [await cookieFor(agency.people.owner.email), await cookieFor(agency.people.owner.email)]
      const { sessionId } = (await resolveSession(secretIn(mine), new Date()))!
      const ended = await stream(elsewhere)
      await act({ ...agency, owner: mint({ ...agency.owner, sessionId }) })
      const since = performance.now()
      const left = await resolveSession(secretIn(elsewhere), new Date())
      const seconds = ((await ended()) - since) / 1_000
      return { way, left, inTime: seconds < 5 + 3 }
    }),
  )
  expect(all).toEqual(Object.keys(ways).map((way) => ({ way, left: null, inTime: true })))
}, 40_000)
