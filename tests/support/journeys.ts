import { aTestServer } from "./test-server"

/** One Postgres for all journeys, in which each program they start has a database of its own. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await aTestServer("signoff-journeys-")
  process.env.DATABASE_URL = server.adminUrl
  return () => server.remove()
}
