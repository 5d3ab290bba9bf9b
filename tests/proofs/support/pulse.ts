import { readFileSync } from "node:fs"
import { Worker } from "node:worker_threads"

/** Milliseconds and bytes a program was worst at since it was last asked. */
export type Pulse = {
  /** Longest delay of the program's event loop, as it measured itself. */
  stallMs: number
  /** How much of that was its own: it worked, or waited for something other than a processor that others had. */
  ownStallMs: number
  /** Longest wait of a visitor of /health on a connection of their own, and how late the visitor was itself: the machine's noise. */
  healthMs: number
  noiseMs: number
  /** Memory now. */
  residentBytes: number
}

/** Asks /health every few milliseconds from a thread of its own, so that what the tests do does not slow its clock. */
const visitor = `
const { parentPort, workerData } = require("node:worker_threads")
const { monitorEventLoopDelay } = require("node:perf_hooks")
const http = require("node:http")
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
const own = monitorEventLoopDelay({ resolution: 5 })
own.enable()
let worst = 0
const ask = () => {
  const began = performance.now()
  const next = () => { worst = Math.max(worst, performance.now() - began); setTimeout(ask, 5) }
  http.get(workerData + "/health", { agent }, (answer) => answer.resume().once("close", next)).once("error", next)
}
parentPort.on("message", () => {
  parentPort.postMessage({ healthMs: worst, noiseMs: own.max / 1e6 })
  worst = 0
  own.reset()
})
ask()
`

/** Feels a program's pulse from outside: its metrics, its memory as the system counts it, and a visitor of /health. */
export function feelPulse(url: string, pid: () => number) {
  const worker = new Worker(visitor, { eval: true, workerData: url })
  const heard = () =>
    new Promise<{ healthMs: number; noiseMs: number }>((resolve) => {
      worker.once("message", resolve)
      worker.postMessage("how was it?")
    })
  let before = mainThread(pid())
  return {
    /** The worst since the last time. */
    async take(): Promise<Pulse> {
      const metrics = await (await fetch(`${url}/metrics`)).text()
      const seconds = Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1] ?? Number.NaN)
      if (!(seconds >= 0)) throw new Error("The program's metrics do not say how long its event loop was held up")
      const stallMs = seconds * 1000
      const now = mainThread(pid())
      const [worked, queued] = [now.workedMs - before.workedMs, now.queuedMs - before.queuedMs]
      before = now
      const ownStallMs = Math.max(Math.min(stallMs, worked), stallMs - queued)
      return { stallMs, ownStallMs, ...(await heard()), residentBytes: residentBytes(pid()) }
    },
    stop: () => worker.terminate(),
  }
}

/** For how long a program's main thread has had a processor, and has waited for one that others had; as Linux counts it. */
function mainThread(pid: number): { workedMs: number; queuedMs: number } {
  const [worked, queued] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, "utf8").split(" ").map(Number)
  return { workedMs: worked! / 1e6, queuedMs: queued! / 1e6 }
}

/** Resident memory of a process, in bytes, as Linux counts it. */
export function residentBytes(pid: number, of: "VmRSS" | "VmHWM" = "VmRSS"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  return Number(new RegExp(`^${of}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024
}
