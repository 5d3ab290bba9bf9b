import { execFileSync } from "node:child_process"
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"

/** What tells one run of a process from a later one with the same number; null when no such process lives. */
export function processMark(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== "EPERM") return null
  }
  try {
    if (process.platform !== "linux")
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)])
        .toString()
        .trim()
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
    if (fields[0] === "Z" || fields[0] === "X") return null
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${fields[19]}`
  } catch (error) {
    return error.code === "ENOENT" ? null : "unknown"
  }
}

/** Who holds the lock file: what its living holder wrote, or null when there is none or its holder is dead. */
export function lockHolder(path) {
  const text = read(path)
  return text !== null && isHeld(path, text) ? (parse(text) ?? { pid: 0, mark: "" }) : null
}

/** Takes the lock file for this process; false when a living process (this one included) holds it. */
export function takeLock(path) {
  const mine = JSON.stringify({ pid: process.pid, mark: processMark(process.pid) })
  for (;;) {
    try {
      writeFileSync(path, mine, { flag: "wx", mode: 0o600 })
      return true
    } catch (error) {
      if (error.code !== "EEXIST") throw error
    }
    const found = read(path)
    if (found === null) continue
    if (isHeld(path, found)) return false
    moveAside(path, found)
  }
}

/** Gives the lock file back, when it is this process's. */
export function releaseLock(path) {
  const holder = parse(read(path) ?? "")
  if (holder?.pid === process.pid) rmSync(path, { force: true })
}

/** Removes a dead holder's file; whoever took the lock between reading and moving gets it back. */
function moveAside(path, stale) {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = read(aside)
  if (moved !== null && moved !== stale) renameSync(aside, path)
  else rmSync(aside, { force: true })
}

function isHeld(path, text) {
  const holder = parse(text)
  if (holder) return processMark(holder.pid) === holder.mark
  try {
    return Date.now() - statSync(path).mtimeMs < 2000
  } catch {
    return false
  }
}

function read(path) {
  try {
    return readFileSync(path, "utf8")
  } catch {
    return null
  }
}

function parse(text) {
  try {
    const value = JSON.parse(text)
    return typeof value?.pid === "number" ? value : null
  } catch {
    return null
  }
}
