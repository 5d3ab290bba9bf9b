import { aTestServer } from "./test-server"
import { keepOneDemo } from "./told-demo"

/** One Postgres for all journeys, in which each program they start has a database of its own, and one demo that is told once. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await aTestServer("signoff-journeys-")
  process.env.DATABASE_URL = server.adminUrl
  const removeDemo = await keepOneDemo().catch(async (error) => {
    await server.remove()
    throw error
  })
  return async () => {
    await removeDemo()
    await server.remove()
  }
}
