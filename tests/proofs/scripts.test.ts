import type { Browser, Page } from "@playwright/test"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { tokenHeldBy } from "../support/a-full-world"
import { addressesIn } from "../support/served-pages"
import { type Marks, markInputs } from "./support/marked-inputs"
import { part, size, tell } from "./support/proof"
import { payloads } from "./support/script-payloads"
import { aServedWorld, type ServedWorld } from "./support/served-world"
import { dormantIn, openBrowser, type Watched, watch } from "./support/watched-browser"

const TABS = 3
const seed = Number(process.env.SCRIPTS_SEED ?? size(Date.now() % payloads.length, 0))

let round = seed
let mailsRead = 0
let marks: Marks
let served: ServedWorld
let browser: Browser
let staff: Watched
let client: Watched

const isPlain = (path: string) => /^\/(p|i|f|login|reset|setup|link|invitation)(\/|$)/.test(path)

beforeAll(async () => {
  marks = markInputs(() => round)
  served = await aServedWorld()
  browser = await openBrowser()
  const { url } = served.program
  const [name = "", value = ""] = (await served.ownerCookie()).split("=")
  staff = await watch(browser, { origins: [url], cookie: { name, value, url } })
  client = await watch(browser, { origins: [url] })
}, 180_000)

afterAll(async () => {
  await browser?.close()
  await served?.program.stop()
})

/** The addresses of a round's records: each page's, and those of records that stand where only some texts are shown. */
async function addressesOfRound(): Promise<string[]> {
  const { world } = served
  const addresses = Object.values(await addressesIn(world))
  const lost = await world.lostDeal()
  const { leadId } = await world.disqualifiedLead()
  const signed = await world.signedProposal()
  const { holder, proposalId } = await world.sentProposal()
  await askAboutProposal(holder, { question: "When?" })
  return [
    ...addresses,
    `/deals/${lost.dealId}`,
    `/leads/${leadId}`,
    `/proposals/${signed.proposalId}`,
    `/p/${await tokenHeldBy(world, signed.proposalId)}`,
    `/proposals/${proposalId}`,
  ]
}

const isFile = (address: string) => /\/(pdf|seen|files\/[^/]+|logos\/[^/]+|audit\/(heads|export))$/.test(address)

/** Opens each address as its reader would, and answers what ran, was blocked or lies in wait. */
async function visitAll(addresses: readonly string[]): Promise<string[]> {
  const found: string[] = []
  const waiting = { staff: addresses.filter((address) => !isPlain(address)), client: addresses.filter(isPlain) }
  const reader = async (who: "staff" | "client") => {
    const { context } = who === "staff" ? staff : client
    const page = await context.newPage()
    for (let address = waiting[who].shift(); address !== undefined; address = waiting[who].shift()) {
      const what = await visit(page, address).catch((error: Error) => [
        `it left: ${error.message.split("\n")[0]} ${page.url()}`,
      ])
      const told = [...staff.seen(), ...client.seen(), ...what]
      for (const sentence of told) found.push(`${who} at ${address}: ${sentence}`)
    }
    await page.close()
  }
  await Promise.all([...Array.from({ length: TABS - 1 }, () => reader("staff")), reader("client")])
  return found
}

async function visit(page: Page, address: string): Promise<string[]> {
  await page.goto(`${served.program.url}${address}`)
  const ships = await page.evaluate(() => "__remixContext" in window)
  if (ships) await page.waitForFunction(() => document.documentElement.dataset.hydrated !== undefined)
  return dormantIn(page, { isMail: address.endsWith("/body") })
}

type Mail = {
  subject: string
  from: string
  to: string[]
  reply_to: string | null
  html: string
  text: string
  headers: Record<string, string>
}

/** Mails as a mail program without any policy would show them, and as they went over the wire. */
async function readMails(): Promise<{ count: number; found: string[] }> {
  const { rows: mails } = await webPool().query<Mail>("select * from sandbox.mails")
  const found: string[] = []
  const bare = await watch(browser, { origins: [] })
  const page = await bare.context.newPage()
  for (const mail of mails) {
    await page.setContent(mail.html)
    const told = [...bare.seen(), ...(await dormantIn(page, { isMail: true })), ...headComplaints(mail)]
    for (const sentence of told) found.push(`the mail “${mail.subject}”: ${sentence}`)
  }
  await bare.context.close()
  return { count: mails.length, found }
}

/** The address itself of one with a name before it. */
const addressIn = (mailbox: string) => /<([^<>]*)>$/.exec(mailbox)?.[1] ?? mailbox

const headComplaints = ({ subject, from, to, reply_to: replyTo, headers }: Mail) => {
  const lines = [subject, from, replyTo ?? "", ...to, ...Object.entries(headers).flat()]
  const wrong: [boolean, string][] = [
    [lines.some((line) => /[\r\n\u2028\u2029\0]/.test(line)), "a line of its head is broken"],
    [[...to, replyTo ?? ""].map(addressIn).some((each) => each.includes("evil.example")), "goes to somebody else"],
    [Object.keys(headers).some((name) => /^(bcc|cc|to|content-type)$/i.test(name)), "has a header that is not ours"],
  ]
  return wrong.flatMap(([isWrong, sentence]) => (isWrong ? [sentence] : []))
}

/** What of a PDF could act: names of actions outside its texts, and addresses that are no web addresses. */
function actionsIn(pdf: Buffer): string[] {
  const objects = pdf.toString("latin1").replaceAll(/\bstream\r?\n[\s\S]*?\bendstream/g, "")
  const addresses = [...objects.matchAll(/\/URI\s*\(((?:\\.|[^\\()])*)\)/g)].map(([, address]) => address!)
  const outside = objects.replaceAll(/\((?:\\[\s\S]|[^\\()])*\)/g, "()").replaceAll(/<[0-9A-Fa-f\s]*>/g, "<>")
  return [
    ...[...outside.matchAll(/\/(JS|JavaScript|OpenAction|AA|Launch|EmbeddedFile|RichMedia|XFA|SubmitForm)\b/g)].map(
      ([name]) => name,
    ),
    ...addresses.filter((address) => !/^(?:https?:\/\/|mailto:)/i.test(address)),
  ]
}

async function readPdfs(addresses: readonly string[]): Promise<{ count: number; found: string[] }> {
  const found: string[] = []
  let count = 0
  for (const address of addresses) {
    const headers: Record<string, string> = isPlain(address) ? {} : { Cookie: await cookieOfStaff() }
    const answer = await fetch(`${served.program.url}${address}`, { headers, redirect: "manual" })
    const bytes = Buffer.from(await answer.arrayBuffer())
    if (bytes.subarray(0, 5).toString() !== "%PDF-") continue
    count += 1
    found.push(...actionsIn(bytes).map((action) => `${address} can act: ${action}`))
  }
  return { count, found }
}

const cookieOfStaff = async () => {
  const [cookie] = await staff.context.cookies()
  return `${cookie!.name}=${cookie!.value}`
}

describe(`scripts in every stored text (SCRIPTS_SEED=${seed})`, () => {
  const rounds = part(Array.from({ length: size(1, payloads.length) }, (_, at) => seed + at))
  const counts = { rounds: 0, pages: 0, pdfs: 0 }

  afterAll(() => {
    const fewest = Math.min(...[...marks.values()].map((set) => set.size))
    const figures = { seed, payloads: payloads.length, fields: marks.size, ...counts, mails: mailsRead }
    tell("Scripts in every stored text", { ...figures, "fewest payloads of a field": fewest })
  })

  test.each(rounds)("run in no page and no PDF, round %i", async (number) => {
    round = number
    const addresses = await addressesOfRound()
    const found = await visitAll(addresses.filter((address) => !isFile(address)))
    const read = await readPdfs(addresses.filter((address) => address.endsWith("/pdf")))
    counts.rounds += 1
    counts.pages += addresses.length
    counts.pdfs += read.count
    expect([...new Set([...found, ...read.found])]).toEqual([])
  })

  test("run in no mail", async () => {
    const { count, found } = await readMails()
    mailsRead = count
    expect(count).toBeGreaterThan(0)
    expect([...new Set(found)]).toEqual([])
  })

  test("would be seen if they ran, or could", async () => {
    const bare = await watch(browser, { origins: [] })
    const page = await bare.context.newPage()
    const ways = ["<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">a</a>', "<svg onload=alert(1)>"]
    for (const way of [...ways, "<img src=//evil.example/x.png>"]) {
      await page.setContent(way, { waitUntil: "load" })
      expect([...(await dormantIn(page)), ...bare.seen()], way).not.toEqual([])
    }
    await page.setContent("<p>quiet</p><img src=x onerror=alert(1)>", { waitUntil: "load" })
    await expect.poll(() => bare.seen()).toContain("alert ran")
    await bare.context.close()
    const acting = "1 0 obj << /Title (/JS) /OpenAction << /S /JavaScript /JS (a) >> /URI (javascript:a) >> endobj"
    expect(actionsIn(Buffer.from(acting))).toEqual(["/OpenAction", "/JavaScript", "/JS", "javascript:a"])
  })
})
