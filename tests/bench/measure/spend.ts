import { cpuOf } from "./cpu"
import type { Measured } from "./press"

/** A fixed amount of work that is done as fast as it goes. */
export type Burst = {
  pids: { program: number; postgres: number }
  /** Does all of it, and says how many pieces that were; the second time counts. */
  work(): Promise<number>
}

/** Does the work once to warm up and once for the figure. */
export async function spend({ pids, work }: Burst): Promise<Measured> {
  await work()
  const cpu = () => [cpuOf(pids.program), cpuOf(pids.postgres)]
  const [before, began] = [cpu(), performance.now()]
  const pieces = await work()
  const took = performance.now() - began
  const [program, postgres] = cpu().map((now, at) => (now - before[at]!) / pieces) as [number, number]
  return { perSecond: (pieces * 1000) / took, p50: Number.NaN, p99: Number.NaN, program, postgres }
}
