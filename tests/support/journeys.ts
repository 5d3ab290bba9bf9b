import { startProgram } from "./program"

/** One program for all journeys, with the demo agency; JOURNEYS_URL and JOURNEYS_SANDBOX_URL tell them where. A journey that stops or changes it starts its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const program = await startProgram({ env: process.env.DATABASE_URL ? { DATABASE_URL: "new", SANDBOX: "1" } : {} })
  process.env.JOURNEYS_URL = program.url
  process.env.JOURNEYS_SANDBOX_URL = program.sandboxUrl
  return () => program.stop()
}
