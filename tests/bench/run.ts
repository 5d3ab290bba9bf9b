import { fileURLToPath } from "node:url"
import { anInstallation, type Installation } from "./installation"
import { type Limit, startLimit } from "./limits/limit"
import { grow } from "./load/load"
import { loadNeighbours } from "./load/small-organizations"
import { commitsPerSecond } from "./measure/commits"
import { type Cost, costOf } from "./measure/growth"
import { watchMemory } from "./measure/memory"
import { rest, untilIdle } from "./measure/rest"
import { measure, type Outcome } from "./measure/row"
import { jobRows } from "./rows/jobs"
import { headersFor, type Page, pageRows, pagesOf } from "./rows/pages"
import { pdfRow } from "./rows/pdfs"
import { startsOf } from "./rows/starts"
import { weigh } from "./rows/weights"
import { writeRows } from "./rows/writes"
import { type Found, keep, machine, written } from "./table"

/*
 * npm run bench [-- --quick] [--only=list,webhook,growth,weight,start]: what the program does against the physical limit of the same machine in
 * the same run, as a table, which a full run keeps in docs/benchmarks.md.
 */

const quick = process.argv.includes("--quick")
const only = process.argv
  .find((word) => word.startsWith("--only="))
  ?.slice(7)
  .split(",")
const sizes = { small: { contacts: 1_000 }, large: { contacts: quick ? 20_000 : 1_000_000 } }
const pressure = { connections: 20, seconds: quick ? 1 : 10, warmUp: quick ? 20 : 3_000 }
const tries = quick ? 2 : 5
const times = quick ? 50 : 400
const jobs = quick ? 3_000 : 20_000
const pdfs = quick ? 30 : 150
const starts = quick ? 1 : 5
const isWanted = (name: string) => !only || only.some((word) => name.includes(word))

const say = (sentence: string) => console.log(sentence)
const newestDeal = "01900000-0000-7000-8006-000000000001"

async function load(installation: Installation, from: { contacts: number }, to: { contacts: number }) {
  const began = Date.now()
  await grow(installation.admin, installation.adminUrl, installation.ground, from, to, (share) =>
    say(
      `Loading ${to.contacts.toLocaleString("en-GB")} contacts … ${Math.round(share * 100)} % (${Math.round((Date.now() - began) / 1000)} s)`,
    ),
  )
}

/** What each page costs now; nothing where growth is not asked for. */
async function costsOf(installation: Installation, pages: Record<string, Page>) {
  const found = new Map<string, Cost>()
  if (isWanted("growth"))
    for (const page of Object.values(pages)) found.set(page.name, await costOf(installation, page, times))
  return found
}

async function htmlOf(installation: Installation, page: Page): Promise<string> {
  return (await fetch(installation.program.url + page.path, { headers: headersFor(installation, page) })).text()
}

/** The bare server, which renders the markup that the program's pages have now. */
async function limitFor(installation: Installation, pages: Record<string, Page>): Promise<Limit> {
  const named = Object.entries(pages).map(async ([name, page]) => [name, await htmlOf(installation, page)] as const)
  return startLimit({
    ...{ databaseUrl: installation.webUrl, organizationId: installation.ground.organizationId, dealId: newestDeal },
    ...{ proposalId: installation.proposalId, personId: installation.personId },
    pages: Object.fromEntries(await Promise.all(named)),
  })
}

/** Each row's outcome, and the most memory that the program held meanwhile. */
async function outcomesOf(installation: Installation, limit: Limit) {
  const pdf = await pdfRow(installation, pdfs)
  const rows = [
    ...pageRows(installation, limit, newestDeal),
    ...writeRows(installation, limit),
    ...jobRows(installation, limit, jobs),
    pdf.row,
  ]
  const outcomes: Outcome[] = []
  let memory = { during: "", figure: 0 }
  for (const row of rows.filter(({ name }) => isWanted(name))) {
    const mostMemory = watchMemory(installation.program.pid)
    const outcome = await measure(row, pressure, tries, say, () => rest(installation))
    const held = { during: row.name, figure: mostMemory() }
    if (held.figure > memory.figure) memory = held
    const { ours, limit: bare, ratio, isThrownAway } = outcome
    const figures = `${ours.perSecond.toFixed(0)} of ${bare.perSecond.toFixed(0)} a second, ratio ${ratio.toFixed(2)}`
    say(
      `${row.name} (${held.figure.toFixed(0)} MB): ${isThrownAway ? "thrown away, its limits kept differing by more than 15 %" : figures}`,
    )
    outcomes.push(outcome)
  }
  return {
    rows: outcomes,
    memory: { name: `memory, at most (${memory.during})`, figure: memory.figure, unit: "MB", aim: 150 },
  }
}

/** The demo story is told once in a program's life; what is measured is one that was started since, when its jobs were done. */
async function startAnew(installation: Installation) {
  const { program } = installation
  await untilIdle(installation)
  await program.kill("SIGKILL")
  await program.restart()
}

/** Measures everything that is asked for, on an organization that grows in between. */
async function found(installation: Installation): Promise<Found> {
  const { admin, program } = installation
  const { id: harbor } = (await admin.query("select id from organizations where name = 'Harbor'")).rows[0]
  await loadNeighbours(admin, harbor, 100)
  await load(installation, { contacts: 0 }, sizes.small)
  const pages = pagesOf(installation, newestDeal)
  const { client: _client, ...growing } = pages
  const small = await costsOf(installation, growing)
  await load(installation, sizes.small, sizes.large)
  const large = await costsOf(installation, growing)
  await startAnew(installation)
  const limit = await limitFor(installation, pages)
  try {
    const { rows, memory } = await outcomesOf(installation, limit)
    const weights = isWanted("weight") ? await weigh(installation, pages) : []
    const growth = [...small].map(([name, cost]) => ({ name, small: cost, large: large.get(name)! }))
    return { rows, growth, weights, facts: [memory, ...(isWanted("start") ? await startsOf(program, starts) : [])] }
  } finally {
    await limit.stop()
  }
}

async function heading({ admin }: Installation): Promise<string> {
  const { version } = (await admin.query("select current_setting('server_version') as version")).rows[0]
  const day = new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })
  const size = `${sizes.large.contacts.toLocaleString("en-GB")} contacts`
  return `${day}, ${machine(`Postgres ${version}`)}, ${await commitsPerSecond(admin)} commits a second on one connection, ${size}.`
}

async function main() {
  say("Starting the program on a database of its own …")
  const installation = await anInstallation()
  try {
    const head = await heading(installation)
    const words = `${head}\n\n${written(await found(installation))}`
    say(`\n${words}`)
    if (!quick && !only) keep(fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url)), words)
  } finally {
    await installation.stop()
  }
}

main()
  .catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
  .finally(() => process.exit())
