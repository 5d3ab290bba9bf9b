import type { Program } from "../../support/program"

/**
 * How long the program takes from its process's start to its first page, in milliseconds: the median of some starts. Warm: the
 * database runs, as after a deploy. Cold: the embedded database stands still and starts too.
 */
export async function startsOf(program: Program, times: number) {
  const fact = (name: string, figure: number) => ({
    name: `start to first page, ${name}`,
    figure,
    unit: "ms",
    aim: 700,
  })
  return [
    fact("warm: the database runs", await median(program, "SIGKILL", times)),
    fact("cold: with the database's start", await median(program, "SIGTERM", times)),
  ]
}

/** A program that is killed leaves its embedded database running; one that ends stops it. */
async function median(program: Program, end: NodeJS.Signals, times: number): Promise<number> {
  const took: number[] = []
  for (let at = 0; at < times; at++) {
    await program.kill(end)
    const began = performance.now()
    await program.restart()
    const answer = await fetch(`${program.url}/login`)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`/login: ${answer.status}`)
    took.push(performance.now() - began)
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length / 2)]!
}
