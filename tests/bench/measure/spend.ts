import { cpuOf } from "./cpu"
import type { Measured } from "./press"

/** A fixed amount of work that is done as fast as it goes. */
export type Burst = {
  pids: { program: number; postgres: number }
  /** How many pieces of work there are. */
  pieces: number
  /** Lays the work ready, and waits until it is done; only the second counts. */
  prepare(): Promise<void>
  work(): Promise<void>
}

/** Does the work once to warm up and once for the figure. */
export async function spend({ pids, pieces, prepare, work }: Burst): Promise<Measured> {
  await prepare()
  await work()
  const cpu = () => [cpuOf(pids.program), cpuOf(pids.postgres)]
  await prepare()
  const [before, began] = [cpu(), performance.now()]
  await work()
  const took = performance.now() - began
  const [program, postgres] = cpu().map((now, at) => (now - before[at]!) / pieces) as [number, number]
  return { perSecond: (pieces * 1000) / took, p50: Number.NaN, p99: Number.NaN, program, postgres }
}
