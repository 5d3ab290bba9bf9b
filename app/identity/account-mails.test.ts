import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import { mailSignOn } from "~/openid/mail-sign-on.server"
import { mint } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { Conflict, Invalid, StepUpRequired } from "~/platform/language/errors"
import { newId } from "~/platform/language/ids"
import { limits } from "~/platform/security/limits.server"
import { resolveSession } from "~/platform/security/resolve.server"
import { readSandboxMails } from "~/sandbox/mailbox.server"
import { linkedMember } from "../../tests/support/a-provider"
import { answerOf, knock } from "../../tests/support/knock"
import { eachInOneWindow } from "../../tests/support/limit-windows"
import { type Agency, anAgency, password, rows, runJobs, visitor, withSandbox } from "../../tests/support/world"
import { confirmEmailChange } from "./confirm-email-change.server"
import { editPassword } from "./edit-password.server"
import { findEmailChange, findPasswordReset } from "./identity-queries.server"
import { mailFactorChange } from "./mail-factor-change.server"
import { mailNotice } from "./mail-notice.server"
import { requestEmailChange } from "./request-email-change.server"
import { requestReset } from "./request-reset.server"
import { loader } from "./routes/confirm-email-change"
import { signIn } from "./sign-in.server"

let agency: Agency
let others: Agency
let email: string
const another = "a kettle on a slow train"
const later = (hours: number) => new Date(Date.now() + hours * 3_600_000)

beforeAll(async () => {
  await withSandbox()
})

beforeEach(async () => {
  agency = await anAgency()
  others = await anAgency({ name: "Harbor" })
  email = agency.people.owner.email
})

async function signInWith(secret: string, { as = email, userAgent = "test" } = {}) {
  const outcome = await signIn(mint({ ...visitor(), userAgent }), { email: as, password: secret, previous: null })
  return outcome.signedIn ? outcome.secret : null
}
const holder = (secret: string | null) => resolveSession(secret ?? "", new Date())
const subjects = async (to: string) => {
  await runJobs()
  return (await readSandboxMails(webPool(), to)).map(({ subject }) => subject)
}

describe("a device that was not seen before", () => {
  const firefox = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
  const subject = "You signed in on a new device"

  it("is told to its person by mail and in the record, once, and never the first of all", async () => {
    await signInWith(password)
    expect(await subjects(email)).toEqual([])
    await signInWith(password, { userAgent: firefox })
    await signInWith(password, { userAgent: firefox.replaceAll("130.0", "131.0") })
    expect(await subjects(email)).toEqual([subject])
    const [mail] = await readSandboxMails(webPool(), email)
    expect(mail?.text).toContain("Firefox on Windows from the network address 192.0.2.1")
    const { rows: recorded } = await webPool().query(
      "select payload->'isNewDevice' as new from installation_events where name = 'session.started' and payload->>'personId' = $1 order by id",
      [agency.people.owner.personId],
    )
    expect(recorded.map((row) => row.new)).toEqual([false, true, false])
  })
})

describe("a changed password", () => {
  eachInOneWindow(limits.signIn)

  it("asks for the one until now, ends every other session and way back in, and is told by mail", async () => {
    const [mine, elsewhere] = [await signInWith(password), await signInWith(password)]
    const sessionId = (await holder(mine))!.sessionId
    await requestReset(visitor(), { email })
    const self = mint({ ...agency.owner, sessionId })
    expect(await editPassword(self, { currentPassword: "wrong", password: another })).toMatchObject({ edited: false })
    expect(await holder(elsewhere)).not.toBeNull()
    expect(await editPassword(self, { currentPassword: password, password: another })).toEqual({
      ...{ edited: true, ended: 1 },
    })
    expect([await holder(elsewhere), (await holder(mine))?.sessionId]).toEqual([null, sessionId])
    expect([await signInWith(password), typeof (await signInWith(another))]).toEqual([null, "string"])
    const { rows: open } = await webPool().query(
      "select from password_resets where used_at is null and person_id = $1",
      [agency.people.owner.personId],
    )
    expect(open).toHaveLength(0)
    expect(await subjects(email)).toContain("Your password was changed")
    const named = await rows(
      agency,
      "select name from events where name in ('session.refused', 'password.edited') order by id",
    )
    expect(named.map(({ name }) => name)).toEqual(["session.refused", "password.edited", "session.refused"])
  })

  it("holds to the rules, and says so before anything is tried", async () => {
    await expect(editPassword(agency.owner, { currentPassword: password, password: "short" })).rejects.toThrow(Invalid)
    await expect(editPassword(agency.owner, { currentPassword: "", password: another })).rejects.toThrow(Invalid)
  })

  it("needs another fresh proof of whoever has none yet", async () => {
    const stale = mint({ ...agency.member, authenticatedAt: later(-1) })
    await expect(editPassword(stale, { currentPassword: "", password: another })).rejects.toThrow(StepUpRequired)
    expect(await editPassword(agency.member, { currentPassword: "", password: another })).toMatchObject({
      edited: true,
    })
    expect(await signInWith(another, { as: agency.people.member.email })).not.toBeNull()
  })

  it("counts wrong ones at the same moment with those of signing in: of twenty, ten are looked at", async () => {
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => editPassword(agency.owner, { currentPassword: "wrong", password: another })),
    )
    const looked = tries.filter((each) => !each.edited && each.retryAfter === null)
    expect(looked.length).toBeLessThanOrEqual(10)
    expect(await signInWith(password)).toBeNull()
  })
})

describe("another e-mail address", () => {
  const tokenFor = async (to: string): Promise<string> => {
    await runJobs()
    const mails = await readSandboxMails(webPool(), to)
    return mails.map(({ text }) => /\/email\/([\w-]+)/.exec(text ?? "")?.[1]).find((token) => token !== undefined) ?? ""
  }
  let asked = 0
  const ask = async (by = agency.owner) => {
    const to = `new${++asked}@elsewhere.example`
    await requestEmailChange(by, { email: to })
    return { to, token: await tokenFor(to) }
  }

  it("is taken once its mailbox proved itself, and ends every other session; the old mailbox is told", async () => {
    const [mine, elsewhere] = [await signInWith(password), await signInWith(password)]
    const { to, token } = await ask()
    await requestReset(visitor(), { email })
    expect((await holder(mine))?.email).toBe(email)
    await confirmEmailChange(visitor(), { token, secret: mine! })
    expect([(await holder(mine))?.email, await holder(elsewhere)]).toEqual([to, null])
    expect([await signInWith(password), await signInWith(password, { as: to })]).toEqual([null, expect.any(String)])
    expect(await subjects(email)).toEqual(
      expect.arrayContaining(["A new e-mail address was asked for", "Your e-mail address was changed"]),
    )
    const { rows: open } = await webPool().query(
      "select from password_resets where used_at is null and person_id = $1",
      [agency.people.owner.personId],
    )
    expect(open).toHaveLength(0)
  })

  it("is not taken by opening the link, and by using it once only", async () => {
    const { to, token } = await ask()
    const door = { path: `/email/${token}`, params: { token } }
    for (let n = 0; n < 5; n++) expect((await answerOf(() => loader(knock(door)))).body).toEqual({ email: to })
    const all = await Promise.allSettled(
      Array.from({ length: 10 }, () => confirmEmailChange(visitor(), { token, secret: null })),
    )
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(await findEmailChange(visitor(), { token })).toEqual({ email: null })
  })

  it("is good for a day, and a newer one takes its place", async () => {
    const [first, second] = [await ask(), await ask()]
    expect((await findEmailChange(visitor(), { token: first.token })).email).toBeNull()
    expect((await findEmailChange(visitor(later(23.9)), { token: second.token })).email).toBe(second.to)
    expect((await findEmailChange(visitor(later(24.1)), { token: second.token })).email).toBeNull()
  })

  it("is not another's; that shows only to whoever reads its mailbox", async () => {
    await requestEmailChange(agency.owner, { email: others.people.owner.email })
    const token = await tokenFor(others.people.owner.email)
    await expect(confirmEmailChange(visitor(), { token, secret: null })).rejects.toThrow(Conflict)
    expect(await signInWith(password)).not.toBeNull()
  })

  it("needs a fresh proof, and a link for another purpose does not open it", async () => {
    const stale = mint({ ...agency.owner, authenticatedAt: new Date(Date.now() - 11 * 60_000) })
    await expect(requestEmailChange(stale, { email: "new@elsewhere.example" })).rejects.toThrow(StepUpRequired)
    const factor = mint({ ...stale, factorAt: new Date() })
    await requestEmailChange(factor, { email: "new@elsewhere.example" })
    const token = await tokenFor("new@elsewhere.example")
    expect(await findPasswordReset(visitor(), { token })).toEqual({ isOpen: false })
    for (const none of ["", "[]", "null", "%00", `${token}x`])
      expect(await findEmailChange(visitor(), { token: none })).toEqual({ email: null })
  })
})

describe("a mail that is tried again", () => {
  const messageIds = async (to: string) =>
    (await readSandboxMails(webPool(), to)).map(({ headers }) => headers["Message-ID"])

  it("has the id of the first try, as a changed factor's and a new provider's have", async () => {
    const personId = agency.people.member.personId
    const told = { messageId: newId(), personId, change: "passkey-created" as const }
    for (const _ of [1, 2]) await mailFactorChange(agency.system(), told)
    const ids = await messageIds(agency.people.member.email)
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
    await mailFactorChange(agency.system(), { ...told, messageId: newId() })
    expect(new Set(await messageIds(agency.people.member.email)).size).toBe(2)
    const linked = await linkedMember(agency)
    for (const _ of [1, 2]) await mailSignOn(agency.system(), linked)
    const of = "select email from people where id = $1"
    const { rows: found } = await webPool().query<{ email: string }>(of, [linked.memberId])
    const linkedIds = await messageIds(found[0]!.email)
    expect([linkedIds.length, new Set(linkedIds).size]).toEqual([2, 1])
  })

  it("is another than the next of its kind: two new passwords are told by two mails", async () => {
    const personId = agency.people.owner.personId
    const [first, second] = [later(-2), later(-1)]
    for (const at of [first, second, second]) {
      await webPool().query("update people set password_changed_at = $2 where id = $1", [personId, at])
      await mailNotice(agency.system(), { about: "password", subjectId: personId })
    }
    expect(await messageIds(email)).toHaveLength(3)
    expect(new Set(await messageIds(email)).size).toBe(2)
  })
})
