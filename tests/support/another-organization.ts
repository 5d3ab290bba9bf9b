import type { Program } from "./program"

/** The owner of the second organization. */
export const neighbour = { email: "niamh@harbor.example", password: "a harbor full of boats" }

/**
 * Makes a second organization in the installation of a running program, as its operator would: by the same command, since
 * the page of the set-up is gone after the first.
 */
export async function anotherOrganization({ databaseUrl, dataDir }: Program) {
  Object.assign(process.env, { DATA_DIR: dataDir, LOG_LEVEL: "error" })
  const { connect, disconnect } = await import("~/platform/data/database.server")
  const { installHouse } = await import("~/platform/data/house.server")
  const { mint } = await import("~/platform/data/contexts.server")
  const { commands, queries } = await import("~/registry.server")
  const { reactions } = await import("~/reactions.server")
  const { setUpOrganization } = await import("~/organizations/set-up-organization.server")
  const url = databaseUrl!
  connect({ webUrl: url, ownerUrl: url, directUrl: url })
  installHouse({ commands, queries, reactions, consumers: [] })
  try {
    const facts = { now: new Date(), mails: "keep", requestId: null, ip: null, userAgent: null } as const
    await setUpOrganization(mint({ kind: "anonymous", by: "program", ...facts }), {
      ...{ name: "Harbor", country: "IE", currency: "EUR", timeZone: "Europe/Dublin" },
      ...{ ownerName: "Niamh Byrne", ownerEmail: neighbour.email, ownerPassword: neighbour.password },
    })
  } finally {
    await disconnect()
  }
}
