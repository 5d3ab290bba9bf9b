import { existsSync, mkdirSync } from "node:fs"
import { availableParallelism } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Worker } from "node:worker_threads"
import { OutsideFailure } from "~/platform/language/errors"
import { once } from "~/platform/once.server"
import type { PdfDocument } from "./document"
import type { PdfAnswer, PdfQuestion } from "./worker"

/** Milliseconds a document may take. */
const patience = 20_000
/** Milliseconds a thread waits for the next document before it ends: it holds 30 MB, and starts in a tenth of a second. */
const idleMilliseconds = 10_000
/** Documents that may wait for a thread before more are refused. */
const longestQueue = 100
/** Each thread has a heap of its own; with V8's default for what is new in it two threads hold 55 MB more and are no faster. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 }

type Task = { document: PdfDocument; resolve(bytes: Buffer): void; reject(error: Error): void }
type Thread = { worker: Worker; task: Task | null; timer?: NodeJS.Timeout }
type Pool = { threads: Thread[]; waiting: Task[]; opening: number; code: Promise<string> | null; asked: number }

const pool = () => once<Pool>("pdf threads", () => ({ threads: [], waiting: [], opening: 0, code: null, asked: 0 }))
const mostThreads = Math.min(2, availableParallelism())

/**
 * Makes a PDF off the request's thread; the same document always gives the same bytes. Fails with a retriable OutsideFailure
 * after 20 s or when too many wait, and with an Error when the document cannot be made at all.
 */
export async function renderPdf(document: PdfDocument): Promise<Buffer> {
  const { waiting, threads, opening } = pool()
  if (waiting.length >= longestQueue) throw tooBusy("Too many documents are being made. Try again in a moment.")
  const bytes = new Promise<Buffer>((resolve, reject) => waiting.push({ document, resolve, reject }))
  const idle = threads.find((thread) => thread.task === null)
  if (idle) takeNext(idle)
  else if (threads.length + opening < mostThreads) void openThread().catch(refuseWaiting)
  return bytes
}

const tooBusy = (sentence: string) => new OutsideFailure("pdf", sentence, { retriable: true })

function refuseWaiting(error: unknown) {
  for (const task of pool().waiting.splice(0)) task.reject(error instanceof Error ? error : new Error(String(error)))
}

async function openThread() {
  const held = pool()
  held.opening++
  held.code ??= workerFile()
  const worker = await held.code.then((file) => new Worker(file, { resourceLimits })).finally(() => held.opening--)
  const thread: Thread = { worker, task: null }
  held.threads.push(thread)
  worker.on("message", (answer: PdfAnswer) => settle(thread, answer))
  worker.on("error", (error) => close(thread, error))
  worker.on("exit", () => close(thread, new Error("The thread that makes documents ended")))
  worker.unref()
  takeNext(thread)
}

function takeNext(thread: Thread) {
  const held = pool()
  const task = held.waiting.shift()
  thread.task = task ?? null
  clearTimeout(thread.timer)
  if (!task) {
    thread.timer = setTimeout(() => close(thread, new Error("The thread waited long enough")), idleMilliseconds).unref()
    return thread.worker.unref()
  }
  thread.worker.ref()
  thread.timer = setTimeout(() => close(thread, tooBusy("The document took too long to make.")), patience)
  thread.worker.postMessage({ id: ++held.asked, document: task.document } satisfies PdfQuestion)
}

function settle(thread: Thread, answer: PdfAnswer) {
  clearTimeout(thread.timer)
  const task = thread.task
  if ("bytes" in answer)
    task?.resolve(Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength))
  else task?.reject(new Error(answer.error))
  takeNext(thread)
}

/** Gives a thread up with what it was doing, and opens another where documents wait. */
function close(thread: Thread, error: Error) {
  const held = pool()
  const at = held.threads.indexOf(thread)
  if (at === -1) return
  held.threads.splice(at, 1)
  clearTimeout(thread.timer)
  thread.task?.reject(error)
  void thread.worker.terminate()
  if (held.waiting.length > 0) void openThread().catch(refuseWaiting)
}

/** The thread's program: beside the server's build; from source, where there is none, it is bundled first. */
async function workerFile(): Promise<string> {
  const here = dirname(fileURLToPath(import.meta.url))
  const source = join(here, "worker.ts")
  const root = projectRoot(here)
  if (!existsSync(source)) return join(root, "build", "pdf-worker.js")
  const { build } = await import("esbuild")
  const outfile = join(root, "node_modules", ".cache", "signoff", `pdf-worker-${process.pid}.mjs`)
  mkdirSync(dirname(outfile), { recursive: true })
  await build({ ...workerBuild, absWorkingDir: root, entryPoints: [source], outfile, logLevel: "silent" })
  return outfile
}

/** How the thread's program is bundled, here and by the build. */
const workerBuild = { bundle: true, platform: "node", format: "esm", target: "node20", packages: "external" } as const

function projectRoot(from: string): string {
  if (existsSync(join(from, "package.json"))) return from
  const up = dirname(from)
  if (up === from) throw new Error("The project's folder was not found")
  return projectRoot(up)
}
