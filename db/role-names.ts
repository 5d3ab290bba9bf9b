import { createHash, createHmac, hkdfSync, pbkdf2Sync } from "node:crypto"

const LONGEST_NAME = 63

/** The two roles of a database beside its owner: who serves every request, and who owns the functions that find an organization. */
export function roleNames(ownerUrl: string): { web: string; resolver: string } {
  const database = databaseOf(ownerUrl)
  return { web: roleName(database, "web"), resolver: roleName(database, "resolver") }
}

function roleName(database: string, kind: string): string {
  const whole = `signoff_${database}_${kind}`
  if (Buffer.byteLength(whole) <= LONGEST_NAME) return whole
  const ending = `_${createHash("sha256").update(database).digest("hex").slice(0, 8)}_${kind}`
  const room = LONGEST_NAME - "signoff_".length - ending.length
  let start = ""
  for (const letter of database) {
    if (Buffer.byteLength(start + letter) > room) break
    start += letter
  }
  return `signoff_${start}${ending}`
}

/** The address under which the program serves requests: the owner's, with the web role and its password derived from the secret key. */
export function webUrlFor(ownerUrl: string, secretKey: string): string {
  const { web } = roleNames(ownerUrl)
  return withUser(ownerUrl, web, webPassword(web, secretKey))
}

/** The web role's password, derived from the secret key (of several, separated by commas, the first), so that it is kept nowhere. */
export function webPassword(web: string, secretKey: string): string {
  const newest = secretKey.split(",")[0]!.trim()
  return Buffer.from(hkdfSync("sha256", newest, "", `database role ${web}`, 24)).toString("base64url")
}

/** What Postgres stores for a password (SCRAM-SHA-256), so that the password itself never stands in a statement or a log. */
export function scramVerifier(password: string, saltSource: string): string {
  const salt = createHash("sha256").update(`${saltSource}\0${password}`).digest().subarray(0, 16)
  const salted = pbkdf2Sync(password, salt, 4096, 32, "sha256")
  const keyed = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest()
  const storedKey = createHash("sha256").update(keyed(salted, "Client Key")).digest("base64")
  return `SCRAM-SHA-256$4096:${salt.toString("base64")}$${storedKey}:${keyed(salted, "Server Key").toString("base64")}`
}

/** The same address for another user. */
export function withUser(url: string, user: string, password: string): string {
  const other = new URL(url)
  if (other.hostname) {
    other.username = encodeURIComponent(user)
    other.password = encodeURIComponent(password)
  } else {
    other.searchParams.set("user", user)
    other.searchParams.set("password", password)
  }
  return other.toString()
}

/** The same address for another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${encodeURIComponent(database)}`
  return other.toString()
}

/** The database that an address names. */
export function databaseOf(url: string): string {
  const { pathname, searchParams, username } = new URL(url)
  return decodeURIComponent(pathname.slice(1)) || searchParams.get("dbname") || decodeURIComponent(username)
}
