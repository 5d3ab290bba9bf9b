import { beforeAll, describe, expect, it, vi } from "vitest"
import { afterAnswers } from "~/platform/http/after-answer.server"
import { href } from "~/platform/language/paths"
import { aSentProposal, roadTotals, type SentProposal, sendNextVersion } from "../../../tests/support/a-sent-proposal"
import { answerOf, knock } from "../../../tests/support/knock"
import { type Agency, anAgency, rows, withSandbox } from "../../../tests/support/world"
import { declineProposal } from "../decline-proposal.server"
import { withdrawProposal } from "../withdraw-proposal.server"
import * as client from "./client"
import * as ask from "./client-ask"
import * as decline from "./client-decline"
import * as pdf from "./client-pdf"
import * as seen from "./client-seen"
import * as renew from "./renew-link"

type Loaded = Exclude<Awaited<ReturnType<typeof client.loader>>, Response>
type Refused = { reply: { error: Record<string, string[]>; initialValue: Record<string, unknown> } }

let agency: Agency

beforeAll(async () => {
  agency = await anAgency()
})

type ClientPath = "/p/:token" | `/p/:token/${"ask" | "decline" | "seen" | "pdf"}`

const at = ({ token }: { token: string }, form?: Record<string, string>, path: ClientPath = "/p/:token") =>
  knock({ path: href(path, { token }), params: { token }, form })

async function open(sent: { token: string }) {
  const answer = await answerOf(() => client.loader(at(sent)))
  await afterAnswers()
  return { ...answer, loaded: answer.body as Loaded }
}

async function press(sent: SentProposal, form: Record<string, string>) {
  const answer = await answerOf(() => client.action(at(sent, form)))
  await afterAnswers()
  return { ...answer, location: answer.headers.get("Location") }
}

const signing = (sent: SentProposal, submission: string) => ({
  ...{
    intent: "sign",
    submission,
    lines: sent.optionId,
    consent: "on",
    typedName: "Ana Müller",
    timeZone: "Europe/Berlin",
  },
  expected: roadTotals.withOption,
})

async function recordOf({ proposalId }: { proposalId: string }) {
  const [found] = await rows(
    agency,
    `select p.status, p.first_opened_at is not null as opened,
       (select count(*)::int from signatures s where s.proposal_id = p.id) as signatures,
       (select count(*)::int from invoices i where i.proposal_id = p.id) as invoices
     from proposals p where p.id = $1`,
    [proposalId],
  )
  return found
}

const usesOf = async ({ linkId }: { linkId: string }) =>
  (await rows(agency, "select kind from link_uses where link_id = $1 order by used_at, id", [linkId])).map(
    (use) => use.kind,
  )

const lost = { token: "lost" }

describe("while the payment service is down", () => {
  let sent: SentProposal

  beforeAll(async () => {
    sent = await aSentProposal(agency)
  })

  it("one submit signs, and leads to the invoice's page, which can be paid later", async () => {
    const answer = await press(sent, signing(sent, "service-down"))
    expect(answer.status).toBe(303)
    expect(answer.location).toMatch(/^\/i\/[\w-]+\?signed=1$/)
    expect(await recordOf(sent)).toMatchObject({ status: "signed", signatures: 1, invoices: 1 })
  })

  it("the same submit again leads to the payment page once the service is back, and nothing happens twice", async () => {
    await withSandbox()
    const answer = await press(sent, signing(sent, "service-down"))
    expect(answer.status).toBe(303)
    expect(answer.location).toMatch(/^http:\/\/[\w.]+:\d+\/.+/)
    expect(await recordOf(sent)).toMatchObject({ signatures: 1, invoices: 1 })
  })
})

describe("the client's page of a proposal", () => {
  beforeAll(withSandbox)

  it("opened any number of times is logged, and changes nothing of the document", async () => {
    const sent = await aSentProposal(agency)
    for (let n = 0; n < 3; n++) expect((await open(sent)).status).toBe(200)
    expect(await usesOf(sent)).toEqual(["fetched", "fetched", "fetched"])
    expect(await recordOf(sent)).toEqual({ status: "sent", opened: false, signatures: 0, invoices: 0 })
  })

  it("is logged after the answer, not before", async () => {
    const sent = await aSentProposal(agency)
    let answered = () => {}
    const args = at(sent)
    args.context.answered = new Promise((settle) => {
      answered = settle
    })
    await answerOf(() => client.loader(args))
    expect(await usesOf(sent)).toEqual([])
    answered()
    await afterAnswers()
    expect(await usesOf(sent)).toEqual(["fetched"])
  })

  it("shows the offer with its total, the deposit and the words of the consent", async () => {
    const { loaded } = await open(await aSentProposal(agency))
    expect(loaded.page).toMatchObject({
      state: "open",
      agency: { name: "Northlight" },
      contact: { name: "Ida Owner" },
      consent: expect.stringContaining("simple electronic signature"),
      document: { money: { total: "€9,520.00", totalMinor: roadTotals.plain, deposit: { amount: "€2,856.00" } } },
    })
  })

  it("reckons ticked options by a plain post, and keeps what else was typed", async () => {
    const sent = await aSentProposal(agency)
    const { status, body } = await press(sent, { intent: "choose", lines: sent.optionId, typedName: "Ana M" })
    expect(status).toBe(200)
    expect((body as Refused).reply.initialValue).toMatchObject({ typedName: "Ana M" })
    const { loaded } = await open(sent)
    expect(loaded.page.document.money).toMatchObject({ total: "€11,305.00", totalMinor: roadTotals.withOption })
    expect(loaded.page.document.money.deposit?.amount).toBe("€3,391.50")
    expect(await recordOf(sent)).toMatchObject({ status: "sent", opened: true })
  })

  it("signs with one submit and leads to the payment page", async () => {
    const sent = await aSentProposal(agency)
    const { status, location } = await press(sent, signing(sent, "one-submit"))
    expect([status, new URL(location!).port]).toEqual([303, String(Number(process.env.PORT) + 1)])
    expect(await recordOf(sent)).toEqual({ status: "signed", opened: true, signatures: 1, invoices: 1 })
    expect((await open(sent)).loaded).toMatchObject({
      deposit: { number: expect.stringMatching(/^\d{4}-\d{4}$/), address: expect.stringMatching(/^\/i\//) },
      page: {
        state: "signed",
        signed: { name: "Ana Müller", email: sent.email },
        document: { money: { total: "€11,305.00" } },
      },
    })
    expect(await usesOf(sent)).toContain("acted")
  })

  it("pressed twice, or in two windows at once, signs once and leads both to the same payment page", async () => {
    const sent = await aSentProposal(agency)
    const presses = ["one-window", "one-window", "another-window"].map((id) => press(sent, signing(sent, id)))
    const answers = await Promise.all(presses)
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303])
    expect(new Set(answers.map((answer) => answer.location)).size).toBe(1)
    expect(await recordOf(sent)).toMatchObject({ signatures: 1, invoices: 1 })
  })

  it("keeps everything typed and the options ticked when consent and name are missing", async () => {
    const sent = await aSentProposal(agency)
    const { consent: _, ...withoutConsent } = signing(sent, "no-consent")
    const { status, body } = await press(sent, { ...withoutConsent, typedName: "" })
    const { reply } = body as Refused
    expect(status).toBe(422)
    expect(Object.keys(reply.error).sort()).toEqual(["consent", "typedName"])
    expect((await open(sent)).loaded.page.document.money.totalMinor).toBe(roadTotals.withOption)
    expect(await recordOf(sent)).toMatchObject({ status: "sent", signatures: 0 })
  })

  it("asks to look again when the ticked options make another total than was shown", async () => {
    const sent = await aSentProposal(agency)
    const { status, body } = await press(sent, { ...signing(sent, "stale-total"), expected: roadTotals.plain })
    expect(status).toBe(422)
    expect((body as Refused).reply).toMatchObject({
      error: { expected: [expect.stringContaining("The total has changed")] },
      initialValue: { typedName: "Ana Müller", consent: "on" },
    })
    const money = (await open(sent)).loaded.page.document.money
    expect((await press(sent, { ...signing(sent, "seen"), expected: money.totalMinor })).status).toBe(303)
  })

  it("takes ten tries a minute to sign, and then says how long to wait", async () => {
    const sent = await aSentProposal(agency)
    const tries = []
    for (let n = 0; n < 21; n++) tries.push(await press(sent, { intent: "sign", typedName: "", timeZone: `${n}` }))
    expect(tries[0]?.status).toBe(422)
    const refused = tries.find((each) => each.status === 429)
    expect(Number(refused?.headers.get("Retry-After"))).toBeGreaterThan(0)
  })

  it("tells whoever signs an older version that there is a newer one, and shows it to them", async () => {
    const sent = await aSentProposal(agency)
    await sendNextVersion(agency, sent)
    const { status, location, headers } = await press(sent, signing(sent, "old-version"))
    expect(status).toBe(303)
    expect(location).toMatch(/^\/p\//)
    expect(headers.get("Set-Cookie")).toContain("notice=")
    const { loaded } = await open({ token: location!.slice("/p/".length) })
    expect(loaded.page).toMatchObject({ state: "open", document: { number: 2 } })
    expect(await recordOf(sent)).toMatchObject({ status: "sent", signatures: 0 })
  })

  it("of a replaced version leads to the newer one", async () => {
    const sent = await aSentProposal(agency)
    await sendNextVersion(agency, sent)
    const { page } = (await open(sent)).loaded
    expect(page).toMatchObject({ state: "replaced", document: { number: 1 }, successor: { number: 2 } })
    expect(page.successor?.address).toMatch(/^\/p\//)
  })

  it("says that it was declined or withdrawn", async () => {
    const [declined, withdrawn] = [await aSentProposal(agency), await aSentProposal(agency)]
    await declineProposal(await declined.holder(), { reason: "Too dear" })
    await withdrawProposal(agency.owner, { proposalId: withdrawn.proposalId })
    expect((await open(declined)).loaded.page).toMatchObject({ state: "declined", declineReason: "Too dear" })
    expect((await open(withdrawn)).loaded.page).toMatchObject({ state: "withdrawn", decidedOn: expect.any(String) })
    expect((await press(withdrawn, signing(withdrawn, "too-late"))).status).toBe(409)
    expect(await recordOf(withdrawn)).toMatchObject({ status: "withdrawn", signatures: 0 })
  })

  it("says that the offer has run out", async () => {
    const january = await anAgency({ name: "January", now: new Date("2026-01-10T10:00:00Z") })
    const sent = await aSentProposal(january, { validUntilOn: "2026-01-20" })
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-01-21T10:00:00Z") })
    const { loaded } = await open(sent).finally(() => vi.useRealTimers())
    expect(loaded.page).toMatchObject({ state: "expired", document: { validUntil: "20 Jan 2026 (Europe/Berlin)" } })
  })

  it("is for its reader alone: not found by a wrong or altered link", async () => {
    const sent = await aSentProposal(agency)
    for (const token of ["lost", `${sent.token}x`, sent.token.slice(0, -1), sent.token.toUpperCase(), ""]) {
      const { status, body } = await open({ token })
      expect([status, body]).toEqual([404, { link: "proposal" }])
    }
    expect((await answerOf(() => client.action(at(lost, { intent: "sign" })))).status).toBe(404)
    expect(await usesOf(sent)).toEqual([])
  })
})

describe("what else a client does", () => {
  it("asks, and is led back", async () => {
    const sent = await aSentProposal(agency)
    const send = (question: string) =>
      answerOf(() => ask.action(at(sent, { question, submission: "a-question" }, "/p/:token/ask")))
    expect((await send("")).status).toBe(422)
    const answer = await send("Is hosting included?")
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, sent.path])
    expect((await answerOf(() => ask.loader(at(sent, undefined, "/p/:token/ask")))).status).toBe(200)
    await afterAnswers()
  })

  it("declines, and what is decided cannot be declined again", async () => {
    const sent = await aSentProposal(agency)
    expect((await answerOf(() => decline.loader(at(sent, undefined, "/p/:token/decline")))).status).toBe(200)
    const answer = await answerOf(() => decline.action(at(sent, { reason: "Too dear" }, "/p/:token/decline")))
    expect([answer.status, answer.headers.get("Location")]).toEqual([303, sent.path])
    expect(await recordOf(sent)).toMatchObject({ status: "declined" })
    const again = await answerOf(() => decline.loader(at(sent, undefined, "/p/:token/decline")))
    expect(again.headers.get("Location")).toBe(sent.path)
    await afterAnswers()
  })

  it("is told to have it before them only when the page's script posts so", async () => {
    const sent = await aSentProposal(agency)
    expect((await answerOf(() => seen.loader(at(sent, undefined, "/p/:token/seen")))).status).toBe(303)
    expect(await recordOf(sent)).toMatchObject({ opened: false })
    expect((await answerOf(() => seen.action(at(sent, {}, "/p/:token/seen")))).status).toBe(204)
    expect(await recordOf(sent)).toMatchObject({ status: "sent", opened: true })
  })

  it("takes the document home as a PDF", async () => {
    const sent = await aSentProposal(agency)
    const response = (await pdf.loader(at(sent, undefined, "/p/:token/pdf"))) as Response
    expect(response.headers.get("Content-Type")).toBe("application/pdf")
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-")
    await afterAnswers()
    expect(await usesOf(sent)).toEqual(["downloaded"])
    expect((await answerOf(() => pdf.loader(at(lost, undefined, "/p/:token/pdf")))).status).toBe(404)
  })
})

describe("/link", () => {
  const send = async (form: Record<string, string>) => {
    const { status, headers, body } = await answerOf(() => renew.action(knock({ path: "/link", form })))
    return { status, location: headers.get("Location"), body }
  }
  const renewed = async ({ email }: { email: string }) =>
    (await rows(agency, "select 1 from mails where purpose = 'link-renewed' and to_email = $1", [email])).length

  it("answers the same whatever was typed, and mails only who the link belongs to", async () => {
    const [sent, other] = [await aSentProposal(agency), await aSentProposal(agency)]
    const right = await send({ link: sent.token, email: sent.email })
    const wrong = [
      { link: sent.token, email: other.email },
      { link: "lost", email: sent.email },
      { link: "", email: "" },
      { link: sent.token, email: "no address" },
      {},
    ]
    for (const form of wrong) expect(await send(form as Record<string, string>)).toEqual(right)
    expect(right).toMatchObject({ status: 303, location: "/link?asked=1" })
    expect([await renewed(sent), await renewed(other)]).toEqual([1, 0])
  })

  it("takes the whole address of a page as well as what is left of one", async () => {
    const sent = await aSentProposal(agency)
    await send({ link: `https://agency.example/p/${sent.token}/pdf?x=1`, email: sent.email })
    expect(await renewed(sent)).toBe(1)
  })

  it("mails a link three times an hour at most, and does not tell", async () => {
    const sent = await aSentProposal(agency)
    for (let n = 0; n < 5; n++) {
      expect(await send({ link: sent.token, email: sent.email })).toMatchObject({ location: "/link?asked=1" })
    }
    expect(await renewed(sent)).toBe(3)
  })

  it("says where to look after asking", async () => {
    expect((await answerOf(() => renew.loader(knock({ path: "/link?asked=1" })))).body).toEqual({ asked: true })
    expect((await answerOf(() => renew.loader(knock({ path: "/link" })))).body).toEqual({ asked: false })
  })
})
