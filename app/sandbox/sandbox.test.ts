import { request } from "node:http"
import OpenAI from "openai"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { installationStripe, type StripeGateway, stripeFor } from "~/adapters/stripe.server"
import { aSandbox, type SandboxWorld } from "../../tests/support/sandbox"
import { pauseAfter } from "./deliveries.server"
import { mailBody } from "./mail-body"
import { readForm } from "./request.server"
import { startSandbox } from "./server.server"

let world: SandboxWorld
let stripe: StripeGateway
let count = 0

beforeAll(async () => {
  world = await aSandbox()
  stripe = stripeFor(installationStripe(world.settings)!)
})
beforeEach(() => {
  world.told.length = 0
  world.clock = null
})
afterAll(() => world.stop())

const openSession = (currency = "EUR") =>
  stripe.openCheckoutSession({
    amountMinor: 339150,
    currency,
    description: "Deposit <b>2026-0001</b>",
    invoiceRef: { organization: "o", invoice: "i", attempt: String(++count) },
    successUrl: `${world.appOrigin}/i/token?session={CHECKOUT_SESSION_ID}`,
    cancelUrl: `${world.appOrigin}/i/token`,
    customerEmail: "ana@cafe.example",
    idempotencyKey: `key-${count}`,
    expiresAt: new Date(Date.now() + 3600_000),
  })

const types = () => world.told.map((event) => event.type)
const pathOf = (url: string) => new URL(url).pathname

describe("the payment page", () => {
  it("says what is paid, what it leads to and that it is not real, and needs no script", async () => {
    const { url } = await openSession()
    const page = await world.open(pathOf(url))
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(text).toContain("No real money moves here.")
    expect(text).toContain("€3,391.50")
    expect(text).toContain("Deposit &lt;b&gt;2026-0001&lt;/b&gt;")
    expect(text).toContain(`href="${world.appOrigin}/i/token"`)
    expect(text).not.toMatch(/<script|style=/)
    expect(page.headers.get("content-security-policy")).toContain(`form-action 'self' ${world.appOrigin};`)
  })

  it("pays by card at once: back to the app, and three events tell it, the session last and paid", async () => {
    const { id, url } = await openSession()
    const answer = await world.open(pathOf(url), { method: "card" })
    expect(answer.status).toBe(303)
    expect(answer.headers.get("location")).toBe(`${world.appOrigin}/i/token?session=${id}`)
    await world.untilTold(3)
    expect(types()).toEqual(["charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"])
    expect(world.told[2]?.object).toMatchObject({
      id,
      payment_status: "paid",
      amount_total: 339150,
      metadata: { invoice: "i" },
    })
    expect(world.told[2]?.object).not.toHaveProperty("kept")
  })

  it("pays once, however often it is sent", async () => {
    const { url } = await openSession()
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => world.open(pathOf(url), { method: "card" })))
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303, 303])
    await world.untilTold(3)
    expect(await world.api("/deliver", { events: [world.told[0]!.id] })).toMatchObject([{ status: 200 }])
    expect(world.told).toHaveLength(4)
  })

  it("pays later by debit: unpaid at first, then as the bank decides", async () => {
    for (const outcome of ["succeeded", "failed"] as const) {
      world.told.length = 0
      const { url } = await openSession()
      await world.open(pathOf(url), { method: "sepa_debit" })
      await world.untilTold(2)
      expect(types()).toEqual(["payment_intent.processing", "checkout.session.completed"])
      expect(world.told[1]?.object).toMatchObject({ status: "complete", payment_status: "unpaid" })
      expect(await (await world.open(pathOf(url))).text()).toContain("The bank pays")
      await world.open(`${pathOf(url)}/settle`, { outcome })
      await world.untilTold(5)
      expect(types().slice(2)).toEqual(
        outcome === "succeeded"
          ? ["charge.succeeded", "payment_intent.succeeded", "checkout.session.async_payment_succeeded"]
          : ["charge.failed", "payment_intent.payment_failed", "checkout.session.async_payment_failed"],
      )
      const after = await (await world.open(pathOf(url))).text()
      expect(after).toContain(outcome === "succeeded" ? "has arrived" : "refused this payment")
    }
  })

  it("lets a declined card try again", async () => {
    const { url } = await openSession()
    const declined = await world.open(pathOf(url), { method: "declined" })
    expect(declined.status).toBe(422)
    expect(await declined.text()).toContain("Your card was declined.")
    expect((await world.open(pathOf(url), { method: "card" })).status).toBe(303)
    await world.untilTold(3)
  })

  it("is over when its time has passed, and that is told", async () => {
    const { id, url } = await openSession()
    world.clock = new Date(Date.now() + 3601_000)
    expect(await (await world.open(pathOf(url))).text()).toContain("has expired")
    await world.open(pathOf(url), { method: "card" })
    await world.untilTold(1)
    expect(types()).toEqual(["checkout.session.expired"])
    expect((await stripe.retrieveSession(id)).status).toBe("expired")
  })

  it("of a currency without decimals shows whole amounts, and an unknown page is kindly missing", async () => {
    const { url } = await openSession("JPY")
    expect(await (await world.open(pathOf(url))).text()).toContain("¥339,150")
    const missing = await world.open("/checkout/cs_test_unknown")
    expect(missing.status).toBe(404)
    expect(await missing.text()).toContain("There is no such payment page")
  })
})

describe("events", () => {
  it("are told again until the app takes them", async () => {
    world.answers.push(500)
    const { id } = await openSession()
    await world.api(`/sessions/${id}/pay`, {})
    await world.untilTold(3)
    expect(types().sort()).toEqual(["charge.succeeded", "checkout.session.completed", "payment_intent.succeeded"])
    expect(world.answers).toEqual([])
    expect([1, 2, 3, 9, 20].map(pauseAfter)).toEqual([1000, 2000, 4000, 256_000, 300_000])
  })

  it("that are held back survive the end of the process, and are told late in any order, twice if asked", async () => {
    await world.api("/hold", { on: true })
    const { id } = await openSession()
    await world.api(`/sessions/${id}/pay`, { method: "sepa_debit" })
    await world.api(`/sessions/${id}/settle`, { outcome: "succeeded" })
    await world.restart()
    const events = (await world.api("/events")) as {
      id: string
      type: string
      data: { object: { id: string; payment_intent?: string } }
    }[]
    const { paymentIntentId } = await stripe.retrieveSession(id)
    const ours = events.filter(({ data: { object } }) =>
      [object.id, object.payment_intent].some((one) => one === id || one === paymentIntentId),
    )
    expect(ours).toHaveLength(5)
    expect(world.told).toEqual([])
    const reversed = ours.map((event) => event.id).reverse()
    await world.api("/deliver", { events: [...reversed, ...reversed] })
    expect(world.told.map((event) => event.id)).toEqual([...reversed, ...reversed])
    await world.api("/hold", { on: false })
    const later = await openSession()
    await world.api(`/sessions/${later.id}/pay`, {})
    await world.untilTold(13)
    expect(world.told.slice(10).every((event) => event.created.getTime() > 0)).toBe(true)
  })

  it("of a refund are one of its own and one of the charge, which counts all of them", async () => {
    const { id } = await openSession()
    await world.api(`/sessions/${id}/pay`, {})
    const paymentIntentId = (await stripe.retrieveSession(id)).paymentIntentId!
    const refund = await stripe.refund({ paymentIntentId, amountMinor: 100, idempotencyKey: `r-${id}` })
    await world.untilTold(5)
    expect(types().slice(3)).toEqual(["refund.created", "charge.refunded"])
    expect(world.told[4]?.object).toMatchObject({ object: "charge", amount_refunded: 100, refunded: false })
    await world.api(`/refunds/${refund.id}/fail`, {})
    await world.untilTold(7)
    expect(types().slice(5)).toEqual(["refund.updated", "refund.failed"])
  })
})

describe("who may steer the sandbox", () => {
  const statusOf = (path: string, headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = request(`${world.account.origin}${path}`, { headers }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      asked.on("error", reject).end()
    })

  it("is this machine alone, and no page of another site", async () => {
    for (const path of ["/sandbox-api/mails", "/sandbox-control"]) {
      expect(await statusOf(path, {})).toBe(200)
      expect(await statusOf(path, { host: `localhost:${world.settings.SANDBOX_PORT}` })).toBe(200)
      const strangers: [string, string][] = [
        ["x-forwarded-for", "203.0.113.7"],
        ["host", "evil.example"],
        ["origin", "http://evil.example"],
        ["sec-fetch-site", "cross-site"],
      ]
      for (const [name, value] of strangers) expect(await statusOf(path, { [name]: value })).toBe(404)
    }
  })

  it("gives a payment back by a button, once", async () => {
    const { id, url } = await openSession()
    await world.open(pathOf(url), { method: "card" })
    const text = await (await world.open("/sandbox-control")).text()
    const sessions = (await world.api("/sessions")) as { id: string; payment_intent: string }[]
    const refund = sessions.find((session) => session.id === id)!.payment_intent
    expect(text).toContain(`name="refund" value="${refund}"`)
    for (const _ of [1, 2]) expect((await world.open("/sandbox-control", { refund })).status).toBe(303)
    const events = (await world.api("/events?type=refund.created")) as {
      data: { object: { payment_intent: string } }
    }[]
    expect(events.filter((event) => event.data.object.payment_intent === refund)).toHaveLength(1)
  })

  it("sees the payments on a page", async () => {
    const { id } = await openSession()
    const text = await (await world.open("/sandbox-control")).text()
    expect(text).toContain(`/checkout/${id}`)
    expect((await world.open("/sandbox-control", { hold: "on" })).status).toBe(303)
    expect(await world.api("/hold")).toEqual({ on: true })
    await world.open("/sandbox-control", { hold: "off" })
  })
})

it("the drafting service says the same to the same words", async () => {
  const openai = new OpenAI({ apiKey: world.account.openaiKey, baseURL: `${world.account.origin}/v1`, maxRetries: 0 })
  const ask = () => openai.chat.completions.create({ model: "any", messages: [{ role: "user", content: "Thank Ana" }] })
  const [first, second] = [await ask(), await ask()]
  expect(first.choices[0]?.message.content).toContain("Thank Ana")
  expect(second.id).toBe(first.id)
  await world.api("/faults", { service: "openai", kind: "500" })
  await expect(ask()).rejects.toThrow()
})

it("a form of nested names is read into lists and branches", () => {
  expect(readForm("a=1&b[c][0][d]=x&b[c][1][d]=y&expand[]=z&m[x y]=1")).toEqual({
    a: "1",
    b: { c: [{ d: "x" }, { d: "y" }] },
    expand: ["z"],
    m: { "x y": "1" },
  })
  expect(readForm("__proto__[x]=1&constructor[prototype][y]=2")).not.toHaveProperty("x")
  expect({}).not.toHaveProperty("y")
})

it("a mail is shown with its links leading out of its frame", () => {
  expect(
    mailBody({ html: "<!doctype html><html><head><title>x</title></head><body></body></html>", text: null }),
  ).toContain('<head><base target="_top">')
  expect(mailBody({ html: "<p>x</p>", text: null })).toBe('<base target="_top"><p>x</p>')
  expect(mailBody({ html: null, text: "1 < 2 & <script>" })).toContain("1 &lt; 2 &amp; &lt;script&gt;")
})

describe("an app that is opened under several names", () => {
  it("gets payment pages under the name it was opened by, and for an IPv6 address under one a policy can name", async () => {
    const [first, ...others] = ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"] as const
    const complaints: unknown[] = []
    const log = { info: () => {}, warn: () => {}, error: (detail: unknown) => complaints.push(detail) }
    const { SECRET_KEY: secretKey } = world.settings
    const options = { port: 0, hosts: [], pool: world.pool, secretKey, appPort: 1, log }
    const sandbox = await startSandbox({ ...options, appOrigins: [first, ...others] })
    const there = stripeFor(installationStripe({ ...world.settings, SANDBOX_PORT: sandbox.port })!)
    const originFor = async (successUrl: string) => {
      const opening = { amountMinor: 100, currency: "EUR", description: "x", cancelUrl: successUrl, successUrl }
      const invoiceRef = { organization: "o", invoice: "i", attempt: String(++count) }
      const expiresAt = new Date(Date.now() + 3_600_000)
      const { url } = await there.openCheckoutSession({
        ...opening,
        invoiceRef,
        expiresAt,
        idempotencyKey: `n-${count}`,
      })
      return new URL(url).hostname
    }
    expect(await originFor("http://127.0.0.1:3000/i/t")).toBe("127.0.0.1")
    expect(await originFor("http://localhost:3000/i/t")).toBe("localhost")
    expect(await originFor("http://[::1]:3000/i/t")).toBe("localhost")
    expect(complaints).toEqual([])
    await sandbox.stop()
  })
})
