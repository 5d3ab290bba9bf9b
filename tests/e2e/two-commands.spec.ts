import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync } from "node:fs"
import { request } from "node:http"
import { createServer } from "node:net"
import { join } from "node:path"
import { demoPassword, demoSignIns } from "~/demo/sign-ins"
import { expect, test } from "../support/journey"
import type { Program } from "../support/program"
import { enquire, signIn } from "../support/steps"

test.use({ withDemo: "first start" })

const wrongSettings = {
  PORT: "abc",
  APP_URL: "work.example.com",
  DATABASE_URL: "mysql://localhost/studio",
  SECRET_KEY: "short",
  LOG_LEVEL: "loud",
}

type Ended = { code: number; said: string; lines: string[] }

/** Starts the built program once more with these settings and waits for its end. */
async function startAndEnd(settings: Record<string, string>): Promise<Ended> {
  const { PATH, HOME, TMPDIR } = process.env
  const env = { PATH, HOME, TMPDIR, ...settings, NODE_ENV: "production" } as NodeJS.ProcessEnv
  const child: ChildProcess = spawn(process.execPath, ["build/server.js"], { env })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (said += chunk))
  const [code] = (await once(child, "close")) as [number]
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("{"))
  return { code, said, lines }
}

/** Where the embedded Postgres writes down its process, for as long as it runs. */
function processFile({ dataDir }: Program): string {
  const pointer = join(dataDir, "postgres-location")
  const folder = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : dataDir
  return join(folder, "postgres", "postmaster.pid")
}

const postgres = (program: Program) => Number(readFileSync(processFile(program), "utf8").split("\n")[0])

/** Asks the program under another host name. */
function askAs(host: string, { url }: Program, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = { Host: host, Accept: "text/html" }
    const asked = request(url + path, { headers, agent: false }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk)
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
    })
    asked.on("error", reject).end()
  })
}

/** Whether nothing listens on a program's port any more. */
function isFree({ url }: Program): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false))
    probe.listen(Number(new URL(url).port), "127.0.0.1", () => probe.close(() => resolve(true)))
  })
}

test("the start prints where it serves and who can sign in; what was captured survives kill -9 of the program and of Postgres", async ({
  page,
  client,
  program,
}) => {
  const formOf = (name: string) => ({
    ...{ name, email: `${name.toLowerCase().replace(" ", ".")}@visitor.example`, company: "Visitors" },
    message: "We need a website.",
  })

  await test.step("address and sign-ins are printed, and the printed owner can sign in", async () => {
    expect(program.output()).toContain(`Signoff serves at ${program.url}\n`)
    expect(program.output()).toContain(demoPassword)
    for (const { email } of demoSignIns) expect(program.output()).toContain(email)
    await signIn(page, demoSignIns[0].email, demoPassword)
  })

  await test.step("another start on the same data says where this one serves, and ends well", async () => {
    const second = await startAndEnd({ DATA_DIR: program.dataDir, PORT: "39010", SANDBOX_PORT: "39011" })
    expect(second.said).toContain(`already runs at ${program.url}`)
    expect(second.code).toBe(0)
    expect(second.lines).toHaveLength(1)
    expect((await page.request.get("/health")).status()).toBe(200)
  })

  await test.step("the program is killed", async () => {
    await enquire(client, "/f/northlight", formOf("Before Kill"))
    await page.goto("about:blank")
    await program.kill("SIGKILL")
    await program.restart()
    await page.goto("/leads")
    await expect(page.getByRole("link", { name: "Before Kill" })).toBeVisible()
    expect(program.output()).not.toContain("Making the demo agency")
  })

  await test.step("its Postgres is killed, and comes back by itself", async () => {
    await enquire(client, "/f/northlight", formOf("Before Crash"))
    await page.goto("about:blank")
    process.kill(postgres(program), "SIGKILL")
    await expect.poll(async () => (await page.request.get("/ready")).status(), { timeout: 30_000 }).toBe(200)
    await page.goto("/leads")
    await expect(page.getByRole("link", { name: "Before Crash" })).toBeVisible()
    await enquire(client, "/f/northlight", formOf("After Crash"))
  })

  await test.step("both are killed", async () => {
    await page.goto("about:blank")
    process.kill(postgres(program), "SIGKILL")
    await program.kill("SIGKILL")
    await program.restart()
    await page.goto("/leads")
    for (const name of ["Before Kill", "Before Crash", "After Crash"]) {
      await expect(page.getByRole("link", { name })).toBeVisible()
    }
  })

  await test.step("asked to stop it does so in time, and its port is free", async () => {
    await page.goto("about:blank")
    const began = Date.now()
    await program.kill("SIGTERM")
    expect(Date.now() - began).toBeLessThan(30_000)
    expect(await isFree(program)).toBe(true)
    expect(existsSync(processFile(program))).toBe(false)
  })
})

test.describe("without data of a story", () => {
  test.use({ withDemo: false })

  test("another host name is told how to be served, and probes are answered under any", async ({ program }) => {
    const page = await askAs("work.elsewhere.example", program, "/login")
    expect(page.status).toBe(421)
    expect(page.text).toContain("Start it with APP_URL set to the address")
    expect(page.text).not.toContain("Password")
    for (const probe of ["/health", "/ready"]) {
      expect((await askAs("work.elsewhere.example", program, probe)).status, probe).toBe(200)
    }
    const port = new URL(program.url).port
    for (const name of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`]) {
      expect((await askAs(name, program, "/login")).status, name).not.toBe(421)
    }
  })

  test("a start with a wrong setting ends with one line that names it", async () => {
    const starts = Object.entries(wrongSettings).map(async ([name, value]) => {
      const { code, lines } = await startAndEnd({ [name]: value })
      return { name, code, lines: lines.length, names: lines[0]?.includes(name) }
    })
    const expected = Object.keys(wrongSettings).map((name) => ({ name, code: 1, lines: 1, names: true }))
    expect(await Promise.all(starts)).toEqual(expected)
  })
})
