import { sealSecret } from "~/identity/authenticator-secret.server"
import { requestChallenge } from "~/identity/request-challenge.server"
import { requestPasskey } from "~/identity/request-passkey.server"
import { openToken } from "~/identity/reset-token.server"
import { signIn } from "~/identity/sign-in.server"
import { codeAt, newTotpSecret } from "~/identity/totp.server"
import { joinMember } from "~/organizations/join-member.server"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { type Id, newId } from "~/platform/language/ids"
import { sha256, token } from "~/platform/security/crypto.server"
import { aPasskey } from "./a-passkey"
import { type Agency, password, visitor } from "./world"

type Person = Id<"people">

/** Takes every second factor from a person. */
export async function withoutFactors(personId: Person) {
  for (const table of ["totp_factors", "recovery_codes", "passkeys"])
    await webPool().query(`delete from ${table} where person_id = $1`, [personId])
}

/** Gives people the same authenticator app, confirmed or not yet; answers its secret. */
export async function withApp(people: Person | readonly Person[], confirmedAt: Date | null = new Date()) {
  const secret = newTotpSecret()
  for (const personId of [people].flat()) {
    await webPool().query("delete from totp_factors where person_id = $1 and organization_id is null", [personId])
    await webPool().query("insert into totp_factors (person_id, secret_sealed, confirmed_at) values ($1, $2, $3)", [
      ...[personId, sealSecret(personId, secret), confirmedAt],
    ])
  }
  return secret
}

/** Gives a person a passkey more; answers the device. */
export async function withPasskey(personId: Person) {
  const device = aPasskey()
  const passkeyId = newId<"passkeys">()
  await webPool().query(
    `insert into passkeys (credential_id, id, person_id, name, public_key, counter, transports, is_backed_up)
     values ($1, $2, $3, 'Laptop', $4, 0, '{internal}', false)`,
    [device.credentialId, passkeyId, personId, device.publicKey],
  )
  return { passkeyId, device }
}

/** A session's secret for somebody, whatever a sign-in would ask for besides the password. */
export async function secretFor(email: string): Promise<string> {
  const outcome = await signIn(visitor(), { email, password })
  if (outcome.signedIn) return outcome.secret
  if (!outcome.pending) throw new Error(`${email} cannot sign in`)
  const secret = token()
  await webPool().query(
    `insert into sessions (token_hash, id, person_id, factor_at, idle_seconds, expires_at)
     select $1, $2, p.id, now(), 28800, now() + interval '1 day' from people p where p.email = $3`,
    [sha256(secret), newId(), email],
  )
  await webPool().query(
    "update sessions set organization_id = (select organization_id from app.resolve_memberships($1) limit 1) where token_hash = $1",
    [sha256(secret)],
  )
  return secret
}

/** The token of the newest way back in that a person asked for. */
export async function tokenOfReset(personId: Person): Promise<string> {
  const newest = "select id, token_sealed from password_resets where person_id = $1 order by id desc limit 1"
  const { rows } = await webPool().query<{ id: Id<"password_resets">; token_sealed: string }>(newest, [personId])
  return openToken(rows[0]!.id, rows[0]!.token_sealed)
}

let joined = 0

/** Makers of second factors in an agency, for examples. */
export function makeFactors(agency: Agency) {
  const me = agency.people.owner.personId
  const as = (personId: Person): StaffContext => mint({ ...agency.owner, personId })
  const newcomer = async () => {
    const email = `factor${++joined}@${agency.people.owner.email.split("@")[1]}`
    const given = { name: "Fay Factor", email, role: "owner", teamId: null, password } as const
    return { email, personId: (await joinMember(agency.system(), given)).personId }
  }
  /** Begun by somebody of its own, since a person has one app: what one example does to it stands in no other's way. */
  const byNewcomer = async <Input>(owner: Person, make: (people: Person[]) => Promise<Input>) => {
    const { personId } = await newcomer()
    return { as: as(personId), input: await make([owner, personId]) }
  }
  const codeOf = (secret: string) => ({ code: codeAt(secret, new Date()) })
  return {
    /** Somebody new with a password, and no second factor. */
    newcomer,
    withoutApp: (owner: Person) =>
      byNewcomer(owner, async (people) => {
        for (const personId of people) await withoutFactors(personId)
        return {}
      }),
    unconfirmedApp: (owner: Person) => byNewcomer(owner, async (people) => codeOf(await withApp(people, null))),
    confirmedApp: (owner: Person) => byNewcomer(owner, async (people) => codeOf(await withApp(people))),
    anyApp: (owner: Person) =>
      byNewcomer(owner, async (people) => {
        await withApp(people)
        return {}
      }),
    async passkey(owner: Person = me) {
      return { passkeyId: (await withPasskey(owner)).passkeyId }
    },
    async madePasskey(owner: Person) {
      const { secret, options } = await requestPasskey(as(owner), {})
      return { ceremony: secret, name: "Laptop", response: aPasskey().made(options.challenge) }
    },
    async shownPasskey() {
      const { device } = await withPasskey((await newcomer()).personId)
      const { secret, options } = await requestChallenge(visitor(), {})
      return { ceremony: secret, response: device.shown(options.challenge) }
    },
    async waitingSignIn() {
      const { email, personId } = await newcomer()
      const secret = await withApp(personId)
      const outcome = await signIn(visitor(), { email, password })
      if (outcome.signedIn || !outcome.pending) throw new Error("The sign-in does not wait")
      return { pending: outcome.pending, ...codeOf(secret) }
    },
  }
}
