import { fileURLToPath } from "node:url"
import { anInstallation, type Installation } from "./installation"
import { type Limit, startLimit } from "./limits/limit"
import { grow } from "./load/load"
import { loadNeighbours } from "./load/small-organizations"
import { commitsPerSecond } from "./measure/commits"
import { memoryOf } from "./measure/cpu"
import { p95Of } from "./measure/growth"
import { measure, type Outcome } from "./measure/row"
import { weightOf } from "./measure/weight"
import { headersFor, type Page, pageRows, pagesOf } from "./rows/pages"
import { writeRows } from "./rows/writes"
import { type Found, keep, machine, written } from "./table"

/*
 * npm run bench [-- --quick] [-- --only=list,webhook]: what the program does against the physical limit of the same machine in
 * the same run, as a table, which a full run keeps in docs/benchmarks.md.
 */

const quick = process.argv.includes("--quick")
const only = process.argv
  .find((word) => word.startsWith("--only="))
  ?.slice(7)
  .split(",")
const sizes = { small: { contacts: 1_000 }, large: { contacts: quick ? 20_000 : 1_000_000 } }
const pressure = { connections: 20, seconds: quick ? 2 : 10 }
const times = quick ? 100 : 400

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

async function growthOf(installation: Installation, pages: Record<string, Page>) {
  const found: Record<string, number> = {}
  for (const [name, page] of Object.entries(pages)) found[name] = await p95Of(installation, page, times)
  return found
}

async function htmlOf(installation: Installation, page: Page): Promise<string> {
  return (await fetch(installation.program.url + page.path, { headers: headersFor(installation, page) })).text()
}

async function main() {
  say("Starting the program on a database of its own …")
  const installation = await anInstallation()
  const { admin, ground, program } = installation
  let limit: Limit | undefined
  try {
    const { id: harbor } = (await admin.query("select id from organizations where name = 'Harbor'")).rows[0]
    await loadNeighbours(admin, harbor, 100)
    await load(installation, { contacts: 0 }, sizes.small)
    const pages = pagesOf(installation, newestDeal)
    const { client: _client, ...growing } = pages
    const small = await growthOf(installation, growing)
    await load(installation, sizes.small, sizes.large)
    const large = await growthOf(installation, growing)
    const served = Object.fromEntries(
      await Promise.all(Object.entries(pages).map(async ([name, page]) => [name, await htmlOf(installation, page)])),
    )
    limit = await startLimit({
      ...{ databaseUrl: installation.webUrl, organizationId: ground.organizationId, dealId: newestDeal },
      ...{ proposalId: installation.proposalId, personId: installation.personId, pages: served },
    })
    const rows: Outcome[] = []
    const all = [...pageRows(installation, limit, newestDeal), ...writeRows(installation, limit)]
    for (const row of all.filter(({ name }) => !only || only.some((word) => name.includes(word)))) {
      const outcome = await measure(row, pressure, say)
      say(
        `${row.name}: ${outcome.ours.perSecond.toFixed(0)} of ${outcome.limit.perSecond.toFixed(0)} a second, ratio ${outcome.ratio.toFixed(2)}`,
      )
      rows.push(outcome)
    }
    const weights = []
    for (const page of [pages.list, pages.client])
      weights.push({ name: page.name, weight: await weightOf(installation, page) })
    const found: Found = {
      ...{ rows, weights },
      growth: Object.keys(growing).map((name) => ({
        name: pages[name as keyof typeof pages].name,
        small: small[name]!,
        large: large[name]!,
      })),
      facts: [
        { name: "memory after the rows above", figure: `${memoryOf(program.pid()).toFixed(0)} MB`, aim: "150 MB" },
      ],
    }
    const { version } = (await admin.query("select current_setting('server_version') as version")).rows[0]
    const fsync = await commitsPerSecond(admin)
    const words = `${new Date().toISOString().slice(0, 10)}, ${machine(`Postgres ${version}`)}, ${fsync} commits a second on one connection, ${sizes.large.contacts.toLocaleString("en-GB")} contacts.\n\n${written(found)}`
    say(`\n${words}`)
    if (!quick && !only) keep(fileURLToPath(new URL("../../docs/benchmarks.md", import.meta.url)), words)
  } finally {
    await limit?.stop()
    await installation.stop()
  }
}

main().catch((error) => {
  console.error(error)
  process.exitCode = 1
})
