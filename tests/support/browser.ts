import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { chromium } from "@playwright/test"

/** Switches that Debian's Chromium needs in a container and as root, and that keep it from calling home. */
export const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

const KNOWN = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/** A Chromium on this machine that starts: the one that CHROMIUM_PATH names, a usual one, or Playwright's; null when there is none. */
export function existingBrowser(): string | null {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (starts(named)) return named
    throw new Error(`CHROMIUM_PATH names ${named}, which does not start.`)
  }
  return [...KNOWN, chromium.executablePath()].find((path) => existsSync(path) && starts(path)) ?? null
}

/** Finds a Chromium, or gets one: Playwright's own, else, as root on Debian, the distribution's package. */
export function ensureBrowser(tell: (sentence: string) => void): string {
  const found = existingBrowser()
  if (found) return found
  tell("No Chromium here: fetching Playwright's")
  attempt("npx", ["playwright", "install", "chromium"], 300_000, { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" })
  const fetched = existingBrowser()
  if (fetched) return fetched
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    tell("Playwright's Chromium cannot be fetched or does not start: installing Debian's package")
    attempt("apt-get", ["-o", "DPkg::Lock::Timeout=900", "update"], 900_000)
    attempt("apt-get", ["-o", "DPkg::Lock::Timeout=900", "install", "-y", "chromium"], 1_800_000, {
      DEBIAN_FRONTEND: "noninteractive",
    })
  }
  const installed = existingBrowser()
  if (installed) return installed
  throw new Error(
    "There is no Chromium here and none could be installed. Install one and say where with CHROMIUM_PATH.",
  )
}

function attempt(command: string, args: string[], timeout: number, env: Record<string, string> = {}): void {
  const { status, stderr, error } = spawnSync(command, args, {
    timeout,
    env: { ...process.env, ...env },
    encoding: "utf8",
  })
  if (status !== 0)
    console.error(
      `${command} ${args.join(" ")}: ${(error?.message ?? stderr ?? "").trim().split("\n").slice(-3).join(" ")}`,
    )
}

const starts = (path: string) =>
  spawnSync(path, ["--version", "--no-sandbox"], { stdio: "ignore", timeout: 30_000 }).status === 0

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(ensureBrowser((sentence) => console.error(sentence)))
