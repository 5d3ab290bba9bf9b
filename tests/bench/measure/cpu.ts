import { readdirSync, readFileSync } from "node:fs"

const ticksPerSecond = 100

type Stat = { parent: number; own: number; ofChildren: number }

/** A process's line of /proc: its parent, and the time it and its ended children had, in ticks (proc_pid_stat(5)). */
function statOf(pid: number): Stat | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ")
    const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) => Number(fields[at]))
    return { parent: parent!, own: user! + system!, ofChildren: childUser! + childSystem! }
  } catch {
    return null
  }
}

/** The CPU time that a process, its living children and its ended ones had so far, in milliseconds. */
export function cpuOf(pid: number): number {
  const living = readdirSync("/proc").filter((name) => /^\d+$/.test(name))
  const stats = living.map((name) => ({ pid: Number(name), stat: statOf(Number(name)) }))
  const ticks = stats.map(({ pid: each, stat }) => {
    if (!stat) return 0
    if (each === pid) return stat.own + stat.ofChildren
    return stat.parent === pid ? stat.own : 0
  })
  return (ticks.reduce((all, each) => all + each, 0) * 1000) / ticksPerSecond
}

/** The memory that a process holds, in MB: resident, without what it shares with files. */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}
