import { readFileSync } from "node:fs"
import { Worker } from "node:worker_threads"

/** Milliseconds and bytes a program was worst at since it was last asked. */
export type Pulse = {
  /** Longest delay of the program's event loop, as it measured itself. */
  stallMs: number
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
  return {
    /** The worst since the last time. */
    async take(): Promise<Pulse> {
      const metrics = await (await fetch(`${url}/metrics`)).text()
      const seconds = Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(metrics)?.[1] ?? Number.NaN)
      return { stallMs: seconds * 1000, ...(await heard()), residentBytes: residentBytes(pid()) }
    },
    stop: () => worker.terminate(),
  }
}

/** Resident memory of a process, in bytes, as Linux counts it. */
export function residentBytes(pid: number, of: "VmRSS" | "VmHWM" = "VmRSS"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  return Number(new RegExp(`^${of}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) * 1024
}
