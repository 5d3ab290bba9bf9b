import { webPool } from "~/platform/data/database.server"
import { env } from "~/platform/env.server"
import { FIND } from "~/platform/language/find"
import { open, seal, sha256 } from "~/platform/security/crypto.server"
import { readSessionSecret } from "~/platform/security/sessions.server"
import { cookieOf } from "./flash.server"
import { checkForm, formRead, rawForm } from "./safe-form-data.server"

/** What of a form is sent again: names and texts, without passwords, codes and files. */
type Fields = [name: string, value: string][]

/**
 * A form that waits until its sender has proved who they are, or has signed in again: where it goes and what was typed. One that is
 * `shown` comes back as it was typed and does nothing yet; any other does at a press what was asked for.
 */
export type KeptForm = { to: string; fields: Fields; shown: boolean }

/** Whose form it is, and where: nobody else is given it, and they only there. */
export type KeptFor = { personId: string; organizationId: string }

const LIFE_SECONDS = 600
/** In letters: a document of a hundred lines, and a long text in each. */
const LONGEST_FORM = 400_000
const kind = "kept-form"
const isSecret = (name: string) => /password|passphrase|secret|token|(?:^|recovery|factor)code$/i.test(name)

/** What the program itself puts into a form: nobody typed it. */
const ownFields = new Set(["submission", "version", "intent", "back", "returnTo", FIND, "__intent__", "__state__"])

const cookieName = () => (env.https ? "__Host-kept" : "kept")
const attributes = (seconds: number) =>
  `; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${env.https ? "; Secure" : ""}`

/** The Set-Cookie value that forgets the waiting form. */
export const forgottenForm = () => `${cookieName()}=${attributes(0)}`

const place = (opener: string, personId: string) =>
  `ceremonies|state|${sha256(opener).toString("base64url")}|${personId}`

/** What a request's form says, whoever reads it afterwards; null for what no form of ours sends, and for more than is kept. */
export async function typedIn(request: Request): Promise<Fields | null> {
  try {
    const { form } = checkForm(formRead(request) ?? (await rawForm(request)))
    const fields = [...form].filter((field): field is [string, string] => {
      const [name, value] = field
      return typeof value === "string" && !isSecret(name)
    })
    const letters = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
    return letters <= LONGEST_FORM ? fields : null
  } catch {
    return null
  }
}

/** Whether anything stands in a form that its sender typed or chose. */
export const holdsSomething = (fields: Fields) =>
  fields.some(([name, value]) => !ownFields.has(name) && value.trim() !== "")

/** Whose session a browser carries, be it one that has ended. */
async function holderOf(secret: string): Promise<KeptFor | null> {
  const { rows } = await webPool().query<KeptFor>(
    `select person_id as "personId", organization_id as "organizationId" from sessions where token_hash = $1 and organization_id is not null`,
    [sha256(secret)],
  )
  return rows[0] ?? null
}

/**
 * Keeps a form for whose session the browser carries, sealed and for ten minutes, one a session. Answers the Set-Cookie value without
 * which nobody finds it; null for a browser that never was signed in.
 */
export async function keepForm(request: Request, form: KeptForm): Promise<string | null> {
  const secret = await readSessionSecret(request)
  const holder = secret && (await holderOf(secret))
  if (!secret || !holder) return null
  const { personId, organizationId } = holder
  const opener = sha256(`kept form|${secret}`).toString("base64url")
  const sealed = seal(kind, organizationId, JSON.stringify(form), place(opener, personId))
  await webPool().query(`delete from ceremonies where kind = $1 and expires_at < now()`, [kind])
  await webPool().query(
    `insert into ceremonies (token_hash, kind, person_id, state, created_at, expires_at)
     values ($1, $2, $3, $4, now(), now() + make_interval(secs => $5))
     on conflict (token_hash) do update set state = excluded.state, created_at = excluded.created_at, expires_at = excluded.expires_at`,
    [sha256(opener), kind, personId, JSON.stringify({ organizationId, sealed }), LIFE_SECONDS],
  )
  return `${cookieName()}=${opener}${attributes(LIFE_SECONDS)}`
}

/** Hands out the form that waits in this browser, once; null when there is none, or one of somebody else or of another organization. */
export async function takeKeptForm(request: Request, { personId, organizationId }: KeptFor): Promise<KeptForm | null> {
  const opener = cookieOf(request, cookieName())
  if (!opener || !/^[\w-]{43}$/.test(opener)) return null
  const { rows } = await webPool().query<{ sealed: string }>(
    `delete from ceremonies where token_hash = $1 and kind = $2 and person_id = $3 and state ->> 'organizationId' = $4
       and expires_at > now() returning state ->> 'sealed' as sealed`,
    [sha256(opener), kind, personId, organizationId],
  )
  return rows[0] ? (JSON.parse(open(kind, organizationId, rows[0].sealed, place(opener, personId))) as KeptForm) : null
}
