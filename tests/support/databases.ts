import pg, { escapeIdentifier } from "pg"

/** Does something as the role that may make and drop databases. */
export async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}

/** An identifier as SQL writes it. */
export const quoted = (identifier: string) => escapeIdentifier(identifier)
