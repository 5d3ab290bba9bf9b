import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import type pg from "pg"
import { webPool } from "~/platform/data/database.server"
import { type Program, startProgram } from "./program"
import { ourDatabase } from "./world"

/** A statement of a page, and how many of the database's pages of 8 kB it touches. */
type Touched = { text: string; buffers: number }

/** What a page costs: statements asked, buffers they touch, and what is sent as a document and as data, in kB compressed. */
export type Cost = { status: number; statements: Touched[]; buffers: number; html: number; data: number }

/** The built program on this file's database, and what its pages cost. */
export type Counting = { costOf(asked: Asked): Promise<Cost>; stop(): Promise<void> }

/**
 * A page and who asks for it. `isSmall`: tables of few rows are read also as if they were large, by their indexes, since the planner
 * would read them whole, which is cheaper there and says nothing.
 */
export type Asked = { address: string; cookie: string | null; isSmall?: boolean }

/** Starts the program so that it tells what its pages ask the database for an organization. */
export async function startCounting(organizationId: string): Promise<Counting> {
  const told = join(process.env.DATA_DIR!, "statements")
  const { ownerUrl, webUrl, secretKey } = await ourDatabase()
  const program = await startProgram({
    env: {
      ...{ DATABASE_URL: ownerUrl, DATABASE_WEB_URL: webUrl, SECRET_KEY: secretKey },
      ...{ SANDBOX: "1", DATA_DIR: process.env.DATA_DIR!, STATEMENTS: told },
      NODE_OPTIONS: `--import ${new URL("./told-statements.mjs", import.meta.url)}`,
    },
  })
  const costOf = async ({ address, cookie, isSmall = false }: Asked): Promise<Cost> => {
    writeFileSync(told, "")
    const document = await asked(program, address, cookie)
    const statements = await touchedBy(statementsIn(told, address), organizationId, isSmall)
    const data = cookie && !isSmall ? await asked(program, dataOf(address), cookie) : null
    return {
      ...{ status: document.status, statements },
      buffers: statements.reduce((sum, { buffers }) => sum + buffers, 0),
      ...{ html: document.size, data: data?.size ?? 0 },
    }
  }
  return { costOf, stop: () => program.stop() }
}

async function asked({ url }: Program, address: string, cookie: string | null) {
  const response = await fetch(url + address, { headers: cookie ? { Cookie: cookie } : {}, redirect: "manual" })
  const size = gzipSync(await response.text()).byteLength / 1000
  return { status: response.status, size }
}

/** Where the script asks for what a page shows. */
function dataOf(address: string): string {
  const [path, query] = address.split("?")
  return `${path === "/" ? "/_root" : path}.data${query ? `?${query}` : ""}`
}

type Statement = { address: string; text: string; values: unknown[] }

const statementsIn = (file: string, address: string) =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Statement)
    .filter((statement) => statement.address === address)

/** What statements that many pages ask touch; the clock makes no difference. */
const known = new Map<string, number>()
const isInstant = (value: unknown) => typeof value === "string" && /^\d{4}-\d\d-\d\dT.*Z$/.test(value)

/** Ways to read and join that take all of a small table at once. */
const wholesale = ["seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"]

/** How often a statement is run until it reads the catalogue no more: what a function asks is planned anew the first five times. */
const timesOf = (text: string) => (/ from app\./.test(text) ? 7 : 2)

/** Each statement with the least it touches, run again as the web role. */
export async function touchedBy(
  statements: Pick<Statement, "text" | "values">[],
  organizationId: string,
  isSmall = false,
): Promise<Touched[]> {
  const client = await webPool().connect()
  try {
    await client.query(`begin read only; select set_config('app.organization_id', '${organizationId}', true)`)
    const touched: Touched[] = []
    for (const { text, values } of statements) {
      const key = JSON.stringify([isSmall, text, values.map((value) => (isInstant(value) ? "now" : value))])
      const buffers = known.get(key) ?? (await (isSmall ? eitherWay : once)(client, { text, values }))
      known.set(key, buffers)
      touched.push({ text, buffers })
    }
    return touched
  } finally {
    await client.query("rollback")
    client.release()
  }
}

type Asking = Pick<Statement, "text" | "values">

async function once(client: pg.ClientBase, { text, values }: Asking): Promise<number> {
  const times: number[] = []
  for (let at = 0; at < timesOf(text); at++) {
    const { rows } = await client.query({ text: `explain (analyze, buffers, format json) ${text}`, values })
    const plan = rows[0]["QUERY PLAN"][0].Plan
    times.push(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])
  }
  return Math.min(...times)
}

/** As the planner would, and as if the tables were large; whichever touches more. */
async function eitherWay(client: pg.ClientBase, asking: Asking): Promise<number> {
  const planned = await once(client, asking)
  for (const way of wholesale) await client.query(`set local enable_${way} = off`)
  const byIndex = await once(client, asking)
  for (const way of wholesale) await client.query(`set local enable_${way} = on`)
  return Math.max(planned, byIndex)
}
