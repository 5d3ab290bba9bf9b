import { randomUUID } from "node:crypto"
import pg from "pg"
import { cookieOf } from "../../support/knock"

/** A signed-in member who knows the program by its addresses alone. */
export type Outsider = {
  cookie: string
  get(path: string): Promise<Response>
  /** Sends a form as a page would, each with an id of its own unless it is given. */
  post(path: string, form: Record<string, string>): Promise<Response>
}

const owner = { ownerName: "Ida Owner", ownerEmail: "ida@northlight.example", ownerPassword: "a lantern made of paper" }
const northlight = { name: "Northlight", country: "DE", currency: "EUR", timeZone: "Europe/Berlin" }

/** Somebody who has signed in to nothing, or who carries a session's cookie. */
export function outsider(url: string, cookie = ""): Outsider {
  const headers = { Origin: url, Accept: "text/html", Cookie: cookie }
  return {
    cookie,
    get: (path) => fetch(`${url}${path}`, { headers, redirect: "manual" }),
    post(path, form) {
      const body = new URLSearchParams({ submission: randomUUID(), ...form }).toString()
      const sent = { ...headers, "Content-Type": "application/x-www-form-urlencoded" }
      return fetch(`${url}${path}`, { method: "POST", body, headers: sent, redirect: "manual" })
    },
  }
}

/** Makes a fresh installation's first organization, as its first page would, and signs its owner in. */
export async function setUpFromOutside(url: string): Promise<Outsider> {
  return signedIn(url, await outsider(url).post("/setup", { ...northlight, ...owner }))
}

/** Signs somebody in: the owner of such an organization, unless another is named. */
export async function signInFromOutside(
  url: string,
  { email, password } = { email: owner.ownerEmail, password: owner.ownerPassword },
): Promise<Outsider> {
  return signedIn(url, await outsider(url).post("/login", { email, password }))
}

async function signedIn(url: string, answer: Response): Promise<Outsider> {
  const cookie = answer.headers
    .getSetCookie()
    .map(cookieOf)
    .find((each) => each.startsWith("signoff="))
  if (!cookie) throw new Error(`Nobody was signed in: ${answer.status} ${await answer.text()}`)
  return outsider(url, cookie)
}

/** One column of every organization's rows of a table, as the owner sees them with the wall lifted for this reading. */
export async function column(ownerUrl: string, table: string, name: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`begin; alter table ${pg.escapeIdentifier(table)} no force row level security`)
    const { rows } = await client.query<{ value: string }>(
      `select ${pg.escapeIdentifier(name)}::text as value from ${pg.escapeIdentifier(table)}`,
    )
    await client.query("rollback")
    return rows.map(({ value }) => value)
  } finally {
    await client.end()
  }
}
