import { readFileSync } from "node:fs"
import { createServer, type IncomingMessage } from "node:http"
import pg from "pg"
import { renderToString } from "react-dom/server"
import { elementsOf, treeOf } from "./page-tree"
import { type LimitPlan, statements } from "./statements"

/*
 * The physical limit: node:http, one pool, the statements a page cannot do without in one transaction of the tenant, and the
 * page's own markup rendered once. No router, no sessions, no checks.
 */

const plan = JSON.parse(readFileSync(process.argv[2]!, "utf8")) as LimitPlan
const pool = new pg.Pool({ connectionString: plan.databaseUrl, max: 10 })
pool.on("error", () => {})
const opening = `begin read only; select set_config('app.now', now()::text, true), set_config('app.organization_id', '${plan.organizationId}', true)`
const trees = new Map(Object.entries(plan.pages).map(([name, html]) => [name, treeOf(html)]))

async function inTenant<R>(work: (client: pg.PoolClient) => Promise<R>, begin = opening): Promise<R> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    const result = await work(client)
    await client.query("commit")
    return result
  } finally {
    client.release()
  }
}

async function page(name: string): Promise<string> {
  await inTenant(async (client) => {
    for (const [at, { text, values }] of statements(name, plan).entries())
      await client.query({ name: `${name} ${at}`, text, values })
  })
  return `<!DOCTYPE html>${renderToString(elementsOf(trees.get(name)!))}`
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** One row, written for good. */
async function insert(name: string): Promise<void> {
  const [{ text, values }] = statements(name, plan) as [{ text: string; values: unknown[] }]
  await inTenant((client) => client.query({ name, text, values }), opening.replace("read only", ""))
}

/** Takes rows out of a queue until it is empty, each in a transaction of its own, over all connections. */
async function claimAll(): Promise<void> {
  const claim = `delete from bench.jobs where id = (select id from bench.jobs order by id for update skip locked limit 1)`
  const hand = async () => {
    for (let taken = 1; taken; ) taken = (await pool.query({ name: "claim", text: claim })).rowCount ?? 0
  }
  await Promise.all(Array.from({ length: 10 }, hand))
}

createServer(async (request, response) => {
  const name = request.url!.slice(1)
  if (request.method === "POST") {
    await bodyOf(request)
    await (name === "jobs" ? claimAll() : insert(name))
    response.writeHead(200, { "Content-Length": "3" }).end("ok\n")
    return
  }
  const html = await page(name)
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Length": Buffer.byteLength(html) })
  response.end(html)
}).listen(plan.port, "127.0.0.1", () => console.log("ready"))
