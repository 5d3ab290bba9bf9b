import { memoryOf } from "./cpu"

/** Looks at a process's memory ten times a second until told to stop; answers with the most it held, in MB. */
export function watchMemory(pid: () => number): () => number {
  let most = 0
  const look = () => {
    most = Math.max(most, memoryOf(pid()))
  }
  const timer = setInterval(look, 100)
  return () => {
    clearInterval(timer)
    return most
  }
}
