import pg from "pg"
import { beforeAll, describe, expect, it } from "vitest"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { joinMember } from "~/organizations/join-member.server"
import { token as aToken } from "~/platform/security/crypto.server"
import { aSentProposal } from "../support/a-sent-proposal"
import { anIssuedInvoice } from "../support/billing"
import { tokenFor } from "../support/payments"
import type { Program } from "../support/program"
import { type Agency, anAgency, ourDatabase } from "../support/world"
import { programBeside } from "./support/beside"
import { type Answered, type Ask, ask } from "./support/posts"
import { size, tell } from "./support/proof"

/*
 * What is known and what is not are answered alike: the same status, the same page, and in the same time, so that nobody finds
 * out by asking whether there is an account or was a link. One request at a time, now of the one kind and now of the other.
 */

const samples = size(30, 200)
/** Of what takes its third of a second on purpose. */
const slowSamples = size(8, 200)
/** How far the medians may lie apart: a tenth at full size; a short run on a busy machine cannot tell as finely. */
const apart = size(0.3, 0.1)
/** A measurement that something else on the machine spoiled is made anew, so often at most. */
const measurements = 4
const warmUp = size(5, 20)

let agency: Agency
let program: Program
beforeAll(async () => {
  agency = await anAgency()
  program = await programBeside({ RATE_LIMITS: "on", TRUST_PROXY: "1" })
  await withPasswords()
})

let networks = 0
const somewhere = () => `203.${++networks >> 16}.${(networks >> 8) & 255}.${networks & 255}`

const known: string[] = []
let strangers = 0

/** Colleagues with a password, so many that no account is tried more often than it may. */
async function withPasswords() {
  const count = Math.ceil(((samples + warmUp) * measurements) / 2)
  for (let n = 0; n < count; n++) {
    const email = `colleague${n}@agency.example`
    await joinMember(agency.system(), { name: "Coll Eague", email, role: "member", teamId: null })
    known.push(email)
  }
  const owner = new pg.Client({ connectionString: (await ourDatabase()).ownerUrl })
  await owner.connect()
  await owner.query(
    `update people set password_hash = (select password_hash from people where email = $1) where email like 'colleague%'`,
    [agency.people.owner.email],
  )
  await owner.end()
}

let turn = 0
const oneKnown = () => known[++turn % known.length]!
/** An address of nobody, as long as those that are known. */
const oneUnknown = () => `colleague${++strangers % known.length}@anyone.example`

type Kinds = { known: () => Ask; unknown: () => Ask }

/** Requests of both kinds, the status that both are answered with, and how often each is asked. */
type Case = [name: string, status: number, samples: number, make: () => Promise<Kinds>]

/** A link that leads nowhere any more: withdrawn from whoever held it. */
async function revoked(token: string, purpose: "proposal" | "invoice") {
  const owner = new pg.Client({ connectionString: (await ourDatabase()).ownerUrl })
  await owner.connect()
  await owner.query("alter table links no force row level security")
  const { rowCount } = await owner.query(
    "update links set revoked_at = now() where purpose = $1 and revoked_at is null and token_hash = sha256($2::bytea)",
    [purpose, Buffer.from(token)],
  )
  await owner.query("alter table links force row level security")
  await owner.end()
  expect(rowCount).toBe(1)
  return token
}

const link = (path: string) => ({ path, from: somewhere() })
const signIn = (email: string): Ask => ({
  path: "/login",
  fields: { email, password: "wrong lantern" },
  from: somewhere(),
})
const reset = (email: string): Ask => ({ path: "/reset", fields: { email }, from: somewhere() })

const cases: Case[] = [
  [
    "signing in to an account with a wrong password, and to none",
    422,
    samples,
    async () => ({ known: () => signIn(oneKnown()), unknown: () => signIn(oneUnknown()) }),
  ],
  [
    "asking for a new password for an account, and for none",
    303,
    slowSamples,
    async () => ({ known: () => reset(oneKnown()), unknown: () => reset(oneUnknown()) }),
  ],
  [
    "opening a proposal's link that was revoked, and one that never was",
    404,
    samples,
    async () => {
      const { token } = await aSentProposal(agency)
      await revoked(token, "proposal")
      return { known: () => link(`/p/${token}`), unknown: () => link(`/p/${aToken()}`) }
    },
  ],
  [
    "opening an invoice's link as a proposal's, and one that never was",
    404,
    samples,
    async () => {
      const { invoiceId } = await anIssuedInvoice(agency.owner)
      await sendInvoice(agency.owner, { invoiceId })
      const token = await tokenFor(agency, invoiceId)
      return { known: () => link(`/p/${token}`), unknown: () => link(`/p/${aToken()}`) }
    },
  ],
  [
    "asking for a new link with the right one, and with none",
    303,
    slowSamples,
    async () => {
      const sent: { token: string; email: string }[] = []
      for (let n = 0; n < size(12, 75); n++) sent.push(await aSentProposal(agency))
      const renew = (link: string, email: string): Ask => ({
        path: "/link",
        fields: { link, email },
        from: somewhere(),
      })
      let next = 0
      const one = () => sent[next++ % sent.length]!
      const renewOf = ({ token, email }: (typeof sent)[number]) => renew(token, email)
      return { known: () => renewOf(one()), unknown: () => renew(aToken(), one().email) }
    },
  ],
]

describe("cannot be told apart by answer or time:", () => {
  it.each(cases)("%s", async (name, status, samples, make) => {
    const kinds = await make()
    for (let at = 0; at < Math.min(warmUp, samples); at++) await pair(kinds, at)
    let measured = await measure(kinds, status, samples)
    let tries = 1
    while (Math.abs(measured.ratio - 1) > apart && tries < measurements) {
      measured = await measure(kinds, status, samples)
      tries++
    }
    const { knownMs, unknownMs, ratio } = measured
    const medians = { known: `${knownMs.toFixed(1)} ms`, unknown: `${unknownMs.toFixed(1)} ms` }
    tell(`Alike: ${name}`, { samples, ...medians, ratio: ratio.toFixed(3), measurements: tries })
    expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(apart)
  })
})

/** One request of each kind, the one that comes first in turn. */
async function pair({ known, unknown }: Kinds, at: number) {
  if (at % 2 === 0) return { known: await timed(known()), unknown: await timed(unknown()) }
  const second = await timed(unknown())
  return { known: await timed(known()), unknown: second }
}

async function timed(asked: Ask) {
  const began = performance.now()
  const answered = await ask(program.url, asked)
  return { took: performance.now() - began, answered: plain(answered, asked) }
}

async function measure(kinds: Kinds, status: number, samples: number) {
  const times: Record<keyof Kinds, number[]> = { known: [], unknown: [] }
  for (let at = 0; at < samples; at++) {
    const pairOf = await pair(kinds, at)
    expect(pairOf.known.answered).toEqual(pairOf.unknown.answered)
    expect(pairOf.known.answered.status).toBe(status)
    times.known.push(pairOf.known.took)
    times.unknown.push(pairOf.unknown.took)
  }
  const [knownMs, unknownMs] = [median(times.known), median(times.unknown)]
  return { knownMs, unknownMs, ratio: knownMs / unknownMs }
}

/** An answer without what differs in every one: the numbers of this request, and what was typed into it. */
function plain({ status, location, body }: Answered, { path, fields }: Ask) {
  const own = [path, ...Object.values(fields ?? {})].flatMap((text) => [text, text.split("/").at(-1)!]).filter(Boolean)
  const bare = own.reduce((text, each) => text.replaceAll(each, "…"), body)
  return { status, location, body: bare.replaceAll(/nonce="[^"]*"/g, "").replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…") }
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.floor(middle - 0.5)]! + sorted[Math.floor(middle)]!) / 2
}
