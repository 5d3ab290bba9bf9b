import { setTimeout as pause } from "node:timers/promises"
import { expect } from "vitest"
import { sealEvent } from "~/audit/seal-event.server"
import { type Role, roles } from "~/organizations/role"
import { webPool } from "~/platform/data/database.server"
import { foldTally } from "~/reports/fold-tally.server"
import { aFullWorld, tokenHeldBy, type World } from "../../support/a-full-world"
import { sessionOf } from "../../support/knock"
import { type Program, startProgram } from "../../support/program"
import { addressesIn } from "../../support/served-pages"
import { ourDatabase, rows, withoutSandbox } from "../../support/world"
import { ask } from "./asking"
import { stillClock } from "./held-queue"
import { type Form, formsOn, type Path, queriesOn } from "./pages"

/** An organization behind a running program: its pages' addresses, a cookie for each role, and what its pages lead to. */
export type Side = {
  world: World
  addresses: Record<Path, string>
  cookies: Record<Role, string>
  /** Secrets that open something of its own, by the page that they belong to. */
  tokens: Record<"proposal" | "invoice" | "form" | "reset" | "email" | "invitation" | "key", string>
  forms: Form[]
  queries: string[]
}

async function aSide(name: string): Promise<Side> {
  const world = await aFullWorld(name)
  const addresses = await addressesIn(world)
  const cookies = {} as Record<Role, string>
  for (const role of roles) cookies[role] = await sessionOf(world, world.people[role].personId)
  const last = (path: string, at: number) => path.split("/").at(at)!
  const [proposal, invoice] = [await world.sentProposal(), await world.heldInvoice()]
  const tokens = {
    proposal: await tokenHeldBy(world, proposal.proposalId),
    invoice: await tokenHeldBy(world, invoice.invoiceId),
    form: world.formKey,
    reset: last(addresses["/reset/:token"], -1),
    email: last(addresses["/email/:token"], -1),
    invitation: last(addresses["/invitation/:token"], -1),
    key: last(addresses["/login/sso/:key"], -1),
  }
  return { world, addresses, cookies, tokens, forms: [], queries: [] }
}

/** Collects every form and every address with a question on the pages of an organization, as its owner sees them. */
async function explore(url: string, side: Side): Promise<void> {
  for (const address of Object.values(side.addresses)) {
    if (address.startsWith("/logout")) continue
    const { body } = await ask(url, { path: address, cookie: side.cookies.owner })
    side.forms.push(...formsOn(body, address))
    side.queries.push(...queriesOn(body))
  }
  side.queries = [...new Set(side.queries)]
}

/** Two organizations with everything in them behind one running program, whose clock stands still; what they began is done. */
export async function twoOrganizations(): Promise<{ program: Program; a: Side; b: Side }> {
  const a = await aSide("Northlight")
  const b = await aSide("Harbor")
  await withoutSandbox()
  await stillClock()
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const database = { DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey }
  const program = await startProgram({ env: { ...database, DATA_DIR: process.env.DATA_DIR!, SANDBOX: "1" } })
  try {
    await explore(program.url, a)
    await explore(program.url, b)
    await jobsDone()
    return { program, a, b }
  } catch (error) {
    await program.stop()
    throw error
  }
}

/** Waits until no job is left and does for organizations what the clock has done each minute, so that it finds nothing to change. */
export async function settled(sides: readonly Pick<Side, "world">[]): Promise<void> {
  await jobsDone()
  for (const { world } of sides) {
    await foldTally(world.system(new Date()), {})
    await expect.poll(() => unsealed(world), { timeout: 30_000, interval: 50 }).toBe(0)
  }
}

async function unsealed(world: World): Promise<number> {
  await sealEvent(world.system(new Date()), {})
  const left =
    "select count(*)::int as n from events e where not exists (select from audit_seals s where s.event_id = e.id)"
  return (await rows<{ n: number }>(world, left))[0]!.n
}

/** Waits until no job is left to do and everything was told that the mail service has to tell. */
export async function jobsDone(withinMs = 60_000): Promise<void> {
  const text = `select waiting::int + (select count(*)::int from sandbox.mail_events where delivered_at is null) as left
    from app.jobs_waiting()`
  for (const began = Date.now(); ; await pause(50)) {
    const { rows } = await webPool().query<{ left: number }>(text)
    if (Number(rows[0]!.left) === 0) return
    if (Date.now() - began > withinMs) throw new Error(`${rows[0]!.left} jobs and events wait still`)
  }
}
