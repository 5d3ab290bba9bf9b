import { beforeAll, describe, expect, it } from "vitest"
import { signIn } from "~/identity/sign-in.server"
import { codeAt } from "~/identity/totp.server"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { recordPayment } from "~/payments/record-payment.server"
import { webPool } from "~/platform/data/database.server"
import { todayIn } from "~/platform/language/dates"
import type { Id } from "~/platform/language/ids"
import { token as aToken } from "~/platform/security/crypto.server"
import { counter, type Limit, limits } from "~/platform/security/limits.server"
import { aSentProposal } from "../support/a-sent-proposal"
import { anIssuedInvoice } from "../support/billing"
import { makeFactors, withApp } from "../support/factors"
import { cookieFor } from "../support/knock"
import { tokenFor } from "../support/payments"
import { makePeople } from "../support/people"
import { startProgram } from "../support/program"
import { sources } from "../support/sources"
import { type Agency, anAgency, password, rows, visitor } from "../support/world"
import {
  atOnce,
  crowd,
  type Doors,
  inOneWindow,
  somewhere,
  statusesOf,
  stranger,
  times,
  twoDoors,
} from "./support/crowd"
import { type Answered, type Ask, ask } from "./support/posts"
import { size, tell } from "./support/proof"

/*
 * The limits of SECURITY 5.5, asked from outside: many at once, in turn at two programs on one database, of which exactly as
 * many pass as may.
 */

/** More than the limits of sixty. */
const many = size(70, 90)

let doors: Doors
let agency: Agency
beforeAll(async () => {
  doors = await twoDoors()
  agency = doors.agency
})
const door = () => doors.programs[0]!.url

async function aSentInvoice(): Promise<{ invoiceId: Id<"invoices">; token: string }> {
  const { invoiceId } = await anIssuedInvoice(agency.owner)
  await sendInvoice(agency.owner, { invoiceId })
  return { invoiceId, token: await tokenFor(agency, invoiceId) }
}

/** An invoice whose PDF is made; asked for from elsewhere, so that nothing is counted. */
async function aRenderedInvoice() {
  const invoice = await aSentInvoice()
  const isThere = async () => (await ask(door(), { path: `/i/${invoice.token}/pdf`, from: somewhere() })).status
  await expect.poll(isThere, { timeout: 20_000, interval: 300 }).toBe(200)
  return invoice
}

/** A password that is nobody's. */
const wrong = "wrong lantern"

/** Where a password is looked at; each stands among the cases below. */
const looking = ["sign-in", "confirm-session", "edit-password", "join-organization"]

const signature = { intent: "sign", typedName: "", expected: "1" }

const invitation = (cookie: string): Ask => {
  const fields = { emails: stranger(), role: "member", submission: stranger() }
  return { path: "/settings/people/invite", fields, cookie, from: somewhere() }
}

/** What is limited, how often it may happen, how an answer looks that was let through, and requests that are too many. */
type Case = [name: string, limit: Limit, passes: number, make: () => Ask[] | Promise<Ask[]>]

const cases: Case[] = [
  [
    "signing in to one account, from everywhere",
    limits.signIn,
    422,
    () => {
      const email = stranger()
      return times(30, () => ({ path: "/login", fields: { email, password: "wrong lantern" }, from: somewhere() }))
    },
  ],
  [
    "signing in from one address, to any account",
    limits.signInAddress,
    422,
    () => {
      const from = somewhere()
      return times(60, () => ({ path: "/login", fields: { email: stranger(), password: "wrong lantern" }, from }))
    },
  ],
  [
    "trying passwords where a fresh proof is asked for",
    limits.signIn,
    422,
    async () => {
      const { email, personId } = await makeFactors(agency).newcomer()
      const cookie = await cookieFor(email)
      const longAgo = "update sessions set authenticated_at = now() - interval '11 minutes' where person_id = $1"
      await webPool().query(longAgo, [personId])
      return times(30, () => ({
        path: "/step-up",
        fields: { password: wrong, returnTo: "/" },
        cookie,
        from: somewhere(),
      }))
    },
  ],
  [
    "trying passwords where a new one is chosen",
    limits.signIn,
    422,
    async () => {
      const { email } = await makeFactors(agency).newcomer()
      const cookie = await cookieFor(email)
      const fields = { currentPassword: wrong, password: "a kettle on a slow train" }
      return times(30, () => ({ path: "/settings/profile/password", fields, cookie, from: somewhere() }))
    },
  ],
  [
    "trying the password of an account that was invited",
    limits.signIn,
    422,
    async () => {
      const elsewhere = await anAgency({ name: "Elsewhere" })
      const { token } = await makePeople(agency).invitation("guest", elsewhere.people.owner.email)
      return times(30, () => ({ path: `/invitation/${token}`, fields: { password: wrong }, from: somewhere() }))
    },
  ],
  [
    "asking for a new password from one address",
    limits.resetAddress,
    303,
    () => {
      const from = somewhere()
      return times(30, () => ({ path: "/reset", fields: { email: stranger() }, from }))
    },
  ],
  [
    "trying links to a new password",
    limits.unknownLinkAddress,
    200,
    () => {
      const from = somewhere()
      return times(30, () => ({ path: `/reset/${aToken()}`, from }))
    },
  ],
  [
    "opening a client's page from one address",
    limits.linkAddress,
    200,
    async () => {
      const from = somewhere()
      const { path } = await aSentProposal(agency)
      return times(many, () => ({ path, from }))
    },
  ],
  [
    "trying links to proposals and invoices",
    limits.unknownLinkAddress,
    404,
    () => {
      const from = somewhere()
      return times(30, (at) => ({ path: `/${at % 2 ? "p" : "i"}/${aToken()}`, from }))
    },
  ],
  [
    "signing from one link",
    limits.signDocument,
    422,
    async () => {
      const { path } = await aSentProposal(agency)
      return times(30, (at) => ({ path, fields: { ...signature, submission: `try-number-${at}` }, from: somewhere() }))
    },
  ],
  [
    "forwarding from one link",
    limits.forward,
    303,
    async () => {
      const { path } = await aSentProposal(agency)
      const fields = (at: number) => ({ name: "Bo", email: stranger(), submission: `forward-number-${at}` })
      return times(30, (at) => ({ path: `${path}/forward`, fields: fields(at), from: somewhere() }))
    },
  ],
  [
    "asking questions from one link",
    limits.ask,
    303,
    async () => {
      const { path } = await aSentProposal(agency)
      const fields = (at: number) => ({ question: `And ${at}?`, submission: `question-number-${at}` })
      return times(30, (at) => ({ path: `${path}/ask`, fields: fields(at), from: somewhere() }))
    },
  ],
  [
    "going to pay from one link",
    limits.pay,
    303,
    async () => {
      const { token } = await aSentInvoice()
      return times(many, () => ({ path: `/i/${token}/pay`, fields: {}, from: somewhere() }))
    },
  ],
  [
    "enquiring from one address",
    limits.leadFormAddress,
    303,
    () => {
      const from = somewhere()
      const fields = () => ({ name: "Ed", email: stranger(), message: "We need a site", consent: "on" })
      return times(30, () => ({ path: `/f/${agency.formKey}`, fields: fields(), from }))
    },
  ],
  [
    "taking PDFs from one address",
    limits.pdfAddress,
    200,
    async () => {
      const from = somewhere()
      const { token } = await aRenderedInvoice()
      return times(30, () => ({ path: `/i/${token}/pdf`, from }))
    },
  ],
  [
    "taking PDFs as one member",
    limits.pdf,
    200,
    async () => {
      const { invoiceId } = await aRenderedInvoice()
      return times(30, () => ({ path: `/invoices/${invoiceId}/pdf`, cookie: doors.cookie, from: somewhere() }))
    },
  ],
  [
    "adding files as one member",
    limits.upload,
    422,
    async () => {
      const { invoiceId } = await aSentInvoice()
      const received = { amount: "10", method: "bank", receivedOn: todayIn("Europe/Berlin", new Date()) } as const
      const { paymentId } = await recordPayment(agency.owner, { invoiceId, ...received })
      const path = `/payments/${paymentId}/files`
      return times(30, () => ({ path, fields: {}, cookie: doors.cookie, from: somewhere() }))
    },
  ],
  [
    "inviting people into one organization",
    limits.inviteMinute,
    303,
    async () => {
      const { people } = await anAgency({ name: "Growing" })
      const cookie = await cookieFor(people.owner.email)
      return times(30, () => invitation(cookie))
    },
  ],
  [
    "searching as one member",
    limits.search,
    200,
    () => times(many, (at) => ({ path: `/contacts?q=word${at}`, cookie: doors.cookie, from: somewhere() })),
  ],
]

describe("of thirty at once, at two programs, exactly as many pass as may:", () => {
  it.each(cases)("%s", async (name, limit, status, make) => {
    const answers = await inOneWindow(agency, limit, async () => crowd(doors, await make()))
    const passed = answers.filter((each) => each.status === status)
    const refused = answers.filter((each) => each.status === 429)
    expect([passed.length, refused.length]).toEqual([limit.count, answers.length - limit.count])
    for (const { retryAfter, body } of refused) {
      expect(Number(retryAfter)).toBeGreaterThan(0)
      expect(Number(retryAfter)).toBeLessThanOrEqual(limit.seconds)
      expect(body).toMatch(/too often/)
    }
    tell(`Limit: ${name}`, { asked: answers.length, passed: passed.length, refused: refused.length })
  })

  it("and a password is looked at nowhere else", () => {
    const asked = [...sources()].filter(([, text]) => /\bcheckPassword\(|\bhasher\.matches\(/.test(text))
    const files = asked.map(([file]) => file.split("/").at(-1)!.replace(".server.ts", ""))
    expect(files.sort()).toEqual([...looking, "check-password"].sort())
  })

  it("setting up from one address", async () => {
    const answers = await inOneWindow(agency, limits.setupAddress, async () => {
      const fresh = await startProgram({ env: { DATABASE_URL: "new", SANDBOX: "1", RATE_LIMITS: "on" } })
      const asks = times(atOnce, () => ({ path: "/setup", fields: { name: "" } }))
      return crowd({ programs: [fresh] }, asks).finally(() => fresh.stop())
    })
    expect(statusesOf(answers)).toEqual({ 422: limits.setupAddress.count, 429: atOnce - limits.setupAddress.count })
  })
})

describe("what has to wait longer, or is answered in words alone", () => {
  /** Lets the minute pass for an organization's counter. */
  const aMinuteLater = ({ organizationId }: Agency) =>
    webPool().query("delete from limits where key = $1", [counter(limits.inviteMinute, organizationId)])

  it("invites a hundred people a day into one organization, ten at once each minute", async () => {
    const { answers, invited } = await inOneWindow(agency, limits.invite, async () => {
      const growing = await anAgency({ name: "Growing on" })
      const cookie = await cookieFor(growing.people.owner.email)
      const answers: Answered[] = []
      for (let minute = 0; minute < 11; minute++) {
        await aMinuteLater(growing)
        answers.push(
          ...(await crowd(
            doors,
            times(limits.inviteMinute.count, () => invitation(cookie)),
          )),
        )
      }
      const [row] = await rows<{ n: number }>(growing, "select count(*)::int as n from invitations")
      return { answers, invited: row!.n }
    })
    expect([statusesOf(answers), invited]).toEqual([{ 303: 100, 429: 10 }, 100])
    expect(limits.invite.count).toBe(100)
    for (const { retryAfter, body } of answers.filter(({ status }) => status === 429)) {
      expect(Number(retryAfter)).toBeLessThanOrEqual(limits.invite.seconds)
      expect(body).toMatch(/too often/)
    }
    tell("Limit: inviting people in a day", { asked: answers.length, passed: invited, refused: 10 })
  })

  /** Somebody with an authenticator app; which code is right now, and one that is wrong. */
  async function withFactor() {
    const { email, personId } = await makeFactors(agency).newcomer()
    const secret = await withApp(personId)
    const right = () => codeAt(secret, new Date())
    return { email, right, wrong: () => (right() === "000000" ? "000001" : "000000") }
  }

  it("looks at five codes of one person in a quarter of an hour, whichever sign-ins they are for", async () => {
    const { statuses, after } = await inOneWindow(agency, limits.factor, async () => {
      const { email, right, wrong } = await withFactor()
      const code = async (written: string): Promise<Ask> => {
        const waiting = await signIn(visitor(), { email, password })
        if (waiting.signedIn || !waiting.pending) throw new Error("The sign-in waits for no code")
        const cookie = `second-factor=${waiting.pending}`
        return { path: "/login/factor", fields: { code: written }, cookie, from: somewhere() }
      }
      // Each waits for itself: where one of several tries ends the sign-in, the page of the others would lead away from it too.
      const waiting: Ask[] = []
      while (waiting.length < atOnce) waiting.push(await code(wrong()))
      const answers = await crowd(doors, waiting)
      return { statuses: statusesOf(answers), after: await ask(door(), await code(right())) }
    })
    expect(statuses).toEqual({ 422: limits.factor.count - 1, 303: atOnce + 1 - limits.factor.count })
    expect([after.status, after.location]).toEqual([303, "/login"])
    expect(after.notice).toMatch(/too often/)
    tell("Limit: codes of signing in", { asked: 30, passed: limits.factor.count, refused: 30 - limits.factor.count })
  })

  it("looks at five codes as a fresh proof of who is there", async () => {
    const { answers, after } = await inOneWindow(agency, limits.factor, async () => {
      const { email, right, wrong } = await withFactor()
      const cookie = await cookieFor(email)
      const proof = (code: string) => ({ path: "/step-up/factor", fields: { code }, cookie, from: somewhere() })
      const answers = await crowd(
        doors,
        times(30, () => proof(wrong())),
      )
      return { answers, after: await ask(door(), proof(right())) }
    })
    const said = (words: RegExp) => answers.filter(({ notice }) => words.test(notice ?? "")).length
    expect([said(/not right/), said(/too often/)]).toEqual([limits.factor.count, 30 - limits.factor.count])
    expect(after.notice).toMatch(/too often/)
    tell("Limit: codes as a fresh proof", { asked: 30, passed: limits.factor.count, refused: 30 - limits.factor.count })
  })
})

describe("a body is no larger than its address takes", () => {
  const KiB = 1024
  const filled = (bytes: number) => `message=${"x".repeat(bytes - "message=".length)}`
  const posted = async (path: string, bytes: number, type = "application/x-www-form-urlencoded") => {
    const url = door()
    const headers = { Origin: url, "Content-Type": type, Cookie: doors.cookie, "X-Forwarded-For": somewhere() }
    const response = await fetch(`${url}${path}`, { method: "POST", headers, body: filled(bytes), redirect: "manual" })
    await response.arrayBuffer()
    return response.status
  }

  it.each([
    ["/login", 1024 * KiB, "application/x-www-form-urlencoded"],
    ["/leads/new", 1024 * KiB, "application/x-www-form-urlencoded"],
    ["/f/:formKey", 64 * KiB, "application/x-www-form-urlencoded"],
    ["/webhooks/stripe", 256 * KiB, "application/json"],
  ])("%s takes %i bytes and not one more", async (path, most, type) => {
    const address = path.replace(":formKey", agency.formKey)
    expect(await posted(address, most, type)).not.toBe(413)
    expect(await posted(address, most + 1, type)).toBe(413)
  })

  it("and a field no longer than it may be, which the field says", async () => {
    const fields = { name: "Ed", email: stranger(), message: "x".repeat(5_001), consent: "on" }
    const { status, body } = await ask(door(), { path: `/f/${agency.formKey}`, fields, from: somewhere() })
    expect([status, /Keep this under 5001 characters/.test(body)]).toEqual([422, true])
  })
})
