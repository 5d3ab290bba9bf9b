import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { env } from "~/platform/env.server"
import { token as aToken } from "~/platform/security/crypto.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { tokenOfReset } from "../../../tests/support/factors"
import { type ServedHouse, servedHouse } from "../../../tests/support/served-house"
import { type Agency, anAgency, runJobs, visitor, withSandbox } from "../../../tests/support/world"
import { requestReset } from "../request-reset.server"

let agency: Agency
let house: ServedHouse
beforeAll(async () => {
  agency = await anAgency()
  await withSandbox()
  house = await servedHouse()
})
afterAll(() => house?.close())

const chosen = "a kettle on a slow train"
const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString()
const set = (address: string, password = chosen) =>
  house.ask({ method: "POST", path: address, body: form({ password }) })
const passwords = async () =>
  (await webPool().query<{ id: string; password_hash: string }>("select id, password_hash from people order by id"))
    .rows

/** The link that a member is mailed. */
async function aLink() {
  await webPool().query("delete from limits")
  const { email, personId } = agency.people.owner
  await requestReset(visitor(), { email })
  return `/reset/${await tokenOfReset(personId)}`
}

/** Ways to say that the house had another name. */
const foreign: Record<string, string>[] = [
  { Host: "evil.example" },
  { Host: "evil.example:80" },
  { Host: "evil.example#localhost" },
  { "X-Forwarded-Host": "evil.example" },
  { "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https" },
  { "X-Forwarded-Server": "evil.example" },
  { Forwarded: "host=evil.example;proto=https" },
  { "X-Host": "evil.example" },
  { "X-HTTP-Host-Override": "evil.example" },
  { "X-Original-URL": "https://evil.example/reset" },
  { Referer: "https://evil.example/reset" },
  { Origin: "https://evil.example" },
]

describe("the link to a new password", () => {
  it("leads to this house, whatever name a request says it has", async () => {
    const { email } = agency.people.owner
    let sent = 0
    for (const headers of foreign) {
      await webPool().query("delete from limits")
      const { status } = await house.ask({ method: "POST", path: "/reset", body: form({ email }), headers })
      expect([status, "Host" in headers || "Origin" in headers]).toEqual([
        expect.toBeOneOf([303, 400, 403, 421]),
        status !== 303,
      ])
      if (status === 303) sent++
    }
    await runJobs()
    const mails = await readSandboxMails(webPool(), email)
    expect([sent, mails.length]).toEqual([8, 8])
    for (const mail of mails) {
      expect(JSON.stringify(mail)).not.toContain("evil")
      expect(mail.text).toContain(`${env.publicUrl}/reset/`)
    }
  })

  it("is used up by no look at it, five times over, and by one form", async () => {
    const link = await aLink()
    for (let n = 0; n < 5; n++)
      for (const method of ["GET", "HEAD"])
        for (const path of [link, `${link}.data`]) expect((await house.ask({ method, path })).status).toBe(200)
    const before = await passwords()
    expect((await set(link)).status).toBe(303)
    const after = await passwords()
    expect(after).not.toEqual(before)
    expect((await set(link, "another one on a slow train")).status).not.toBe(303)
    expect(await passwords()).toEqual(after)
  })

  it("lets one of thirty forms at once through", async () => {
    const link = await aLink()
    const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => set(link, `${chosen} number ${at}`)))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status >= 500 && status !== 503)).toEqual([])
  })

  it("opens nothing where it is none: empty, long, of another kind, made up", async () => {
    const link = await aLink()
    const before = await passwords()
    const wrong = [
      "",
      "null",
      "%5B%5D",
      "undefined",
      "x".repeat(4_000),
      aToken(),
      `${link.split("/")[2]}x`,
      "..%2Fsetup",
    ]
    for (const token of wrong) {
      const { status } = await set(`/reset/${token}`)
      expect([token, status]).not.toEqual([token, 200])
      expect([status >= 500, await passwords()]).toEqual([false, before])
    }
  })
})
