import { drizzle } from "drizzle-orm/node-postgres"
import { beforeAll, describe, expect, it } from "vitest"
import { passwordResets } from "#db/schema/people"
import { webPool } from "~/platform/data/database.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import { resolveSession } from "~/platform/security/resolve.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { atOneMoment } from "../../tests/support/at-one-moment"
import { type Agency, anAgency, password, runJobs, visitor, withSandbox } from "../../tests/support/world"
import { findPasswordReset } from "./identity-queries.server"
import { requestReset } from "./request-reset.server"
import { resetPassword } from "./reset-password.server"
import { signIn } from "./sign-in.server"

let agency: Agency
let email: string
const another = "a kettle on a slow train"

beforeAll(async () => {
  agency = await anAgency()
  email = agency.people.owner.email
  await withSandbox()
})

const resets = () => drizzle(webPool()).select().from(passwordResets)

/** Asks for a way back in and reads the link's token out of the mail. */
async function mailedToken(to = email): Promise<string> {
  await requestReset(visitor(), { email: to })
  await runJobs()
  const [mail] = await readSandboxMails(webPool(), to)
  return /\/reset\/([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? ""
}

const signInWith = (secret: string) => signIn(visitor(), { email, password: secret, previous: null })
const isOpen = async (token: string, now = new Date()) => (await findPasswordReset(visitor(now), { token })).isOpen
const gone = { kind: "conflict", message: expect.stringContaining("used or is too old") }

describe("the way back in by mail", () => {
  it("sets a new password once, and ends every session there was", async () => {
    const before = await signInWith(password)
    const token = await mailedToken()
    expect(await isOpen(token)).toBe(true)
    expect(await resetPassword(visitor(), { token, password: another })).toEqual({ email })
    expect(await resolveSession(before.signedIn ? before.secret : "", new Date())).toBeNull()
    expect((await signInWith(password)).signedIn).toBe(false)
    expect((await signInWith(another)).signedIn).toBe(true)
    await expect(resetPassword(visitor(), { token, password: "a third one for the road" })).rejects.toMatchObject(gone)
    expect(await isOpen(token)).toBe(false)
  })

  it("is one mail with both a page and a plain text, and no secret is left readable", async () => {
    const token = await mailedToken()
    const mails = await readSandboxMails(webPool(), email)
    expect(mails[0]?.html).toContain(token)
    expect(JSON.stringify(await resets())).not.toContain(token)
    await runJobs()
    expect(await readSandboxMails(webPool(), email)).toHaveLength(mails.length)
  })

  it("of two sends at once lets one set the password", async () => {
    const token = await mailedToken()
    const tries = await atOneMoment(
      "password_resets",
      ["first of two passwords", "second of two passwords"].map(
        (secret) => () => resetPassword(visitor(), { token, password: secret }),
      ),
    )
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
  })

  it("is over after half an hour, for another token, and for an altered one", async () => {
    const token = await mailedToken()
    const late = new Date(Date.now() + 31 * 60_000)
    expect(await isOpen(token, late)).toBe(false)
    await expect(resetPassword(visitor(late), { token, password: another })).rejects.toMatchObject(gone)
    const altered = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`
    for (const wrong of [altered, "", "nothing", `${token}x`]) {
      expect(await isOpen(wrong)).toBe(false)
      await expect(resetPassword(visitor(), { token: wrong, password: another })).rejects.toBeInstanceOf(Conflict)
    }
    expect(await isOpen(token)).toBe(true)
  })

  it("ends the other links of the person when one is used", async () => {
    const [older, newer] = [await mailedToken(), await mailedToken()]
    expect(older).not.toBe(newer)
    await resetPassword(visitor(), { token: newer, password: "yet another long one" })
    expect(await isOpen(older)).toBe(false)
  })

  it("refuses a password that is too easy, and stays open", async () => {
    const token = await mailedToken()
    for (const weak of ["short", "password1234", email, "Ida Owner Ida Owner"])
      await expect(resetPassword(visitor(), { token, password: weak })).rejects.toBeInstanceOf(Invalid)
    expect(await isOpen(token)).toBe(true)
  })

  it("answers the same for an address nobody has, and mails nobody", async () => {
    const before = (await resets()).length
    const nobody = "nobody-at-all@agency.example"
    expect(await requestReset(visitor(), { email: nobody })).toEqual(await requestReset(visitor(), { email }))
    await runJobs()
    expect(await resets()).toHaveLength(before + 1)
    expect(await readSandboxMails(webPool(), nobody)).toEqual([])
  })

  it("is the way in for a member who was given no password", async () => {
    const guest = agency.people.guest.email
    await resetPassword(visitor(), { token: await mailedToken(guest), password: another })
    expect((await signIn(visitor(), { email: guest, password: another, previous: null })).signedIn).toBe(true)
  })
})
