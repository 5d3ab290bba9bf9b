import type { IdentityEvents } from "~/identity/events"

/** Whose account it is, by name; and whether they themselves acted, signed in or signing in, so that the log names them beside. */
export type Account = { whose: string; isTheirs: boolean }

type Told<Payload> = { act: string; text: (payload: Payload, account: Account) => string }
type Acts = { [Name in keyof IdentityEvents]: Told<IdentityEvents[Name]> | null }

/** An act that its sentence is the name of. */
const did = (act: string) => ({ act, text: () => act })
const about = <Payload>(act: string, text: (payload: Payload, account: Account) => string) => ({ act, text })

const refusals: Record<IdentityEvents["session.refused"]["reason"], string> = {
  unknown: "nobody has this address",
  password: "wrong password",
  passkey: "unknown passkey",
  disabled: "the account is closed",
  "no-membership": "they belong to no organization",
}

const notices: Record<IdentityEvents["notice.mailed"]["about"], string> = {
  device: "somebody signed in from a new device",
  password: "the password was changed",
  "email-asked": "another address was asked for",
  "email-changed": "the address was changed",
}

const sessions = (count: number) => (count === 1 ? "one session" : `${count} sessions`)

/**
 * How the audit log tells what happens about accounts, and what each act is called where one chooses; null for the program's own
 * bookkeeping. Total: an event of accounts without its words does not compile.
 */
export const accountActs = {
  "session.started": about("Signed in", ({ isNewDevice }) =>
    isNewDevice ? "Signed in from a new device" : "Signed in",
  ),
  "session.refused": about("Sign-in refused", ({ reason }, { whose, isTheirs }) =>
    isTheirs && reason === "password"
      ? "Entered a wrong password while signed in"
      : `A sign-in as ${whose} was refused: ${refusals[reason]}`,
  ),
  "session.ended": about("Signed out", ({ everywhere }) => (everywhere ? "Signed out on every device" : "Signed out")),
  "session.confirmed": did("Entered the password again for what asks for it"),
  "session.revoked": about("Other sessions ended", ({ sessionId, ended }) =>
    sessionId ? "Ended another session of their own" : `Ended all their other sessions: ${sessions(ended)} here`,
  ),
  "factor.requested": about(
    "Second factor asked for",
    (_, { whose }) => `The password of ${whose} was right; the second factor was asked for`,
  ),
  "factor.refused": about("Second factor refused", (_, { whose, isTheirs }) =>
    isTheirs
      ? "Showed a wrong second factor while signed in"
      : `A sign-in as ${whose} was refused: wrong second factor`,
  ),
  "factor.confirmed": did("Showed a second factor again for what asks for it"),
  "factor-change.mailed": about(
    "Told by mail of a second factor",
    (_, { whose }) => `A change of the second factors of ${whose} was told them by mail`,
  ),
  "challenge.requested": did("A passkey was asked for"),
  "authenticator.created": did("Began to set up an authenticator app"),
  "authenticator.confirmed": did("Set up an authenticator app"),
  "authenticator.deleted": did("Removed the authenticator app"),
  "recovery-code.used": about("Recovery code used", ({ left }) => `Used a recovery code; ${left} left`),
  "recovery-code.renewed": did("Made new recovery codes"),
  "passkey.requested": did("Began to add a passkey"),
  "passkey.created": did("Added a passkey"),
  "passkey.edited": did("Renamed a passkey"),
  "passkey.deleted": did("Removed a passkey"),
  "passkey.refused": about(
    "Passkey refused",
    (_, { whose }) => `A passkey of ${whose} was refused: there may be a copy of it`,
  ),
  "reset.requested": did("A new password was asked for"),
  "reset.mailed": about("Reset mailed", (_, { whose }) => `A link for a new password was mailed to ${whose}`),
  "password.reset": did("Chose a new password by a mailed link"),
  "password.edited": about("Password changed", ({ ended }) =>
    ended > 0 ? `Changed the password, which ended ${sessions(ended)} here` : "Changed the password",
  ),
  "email-change.requested": did("Asked to sign in by another address"),
  "email-change.mailed": about(
    "New address asked by mail",
    (_, { whose }) => `A link that confirms the new address was mailed to ${whose}`,
  ),
  "email-change.confirmed": did("Signs in by another address from now on"),
  "notice.mailed": about("Told by mail", ({ about: what }, { whose }) => `${whose} was told by mail: ${notices[what]}`),
  "super-admin.assigned": about("Looking after the installation", ({ isSuperAdmin }, { whose }) =>
    isSuperAdmin ? `${whose} looks after this installation now` : `${whose} no longer looks after this installation`,
  ),
  "limit.expired": null,
  "webhook.received": null,
  "webhook.failed": null,
  "webhook.processed": null,
} satisfies Acts as Acts

/**
 * What a visitor does at a sign-in: nobody is signed in then who could have acted, and whose account it is stands in the event alone.
 */
export const namesOfTrying = ["session.refused", "factor.requested", "factor.refused", "passkey.refused"] as const

type SomeTold = Told<Record<string, unknown>> | null

const toldOf = (name: string) =>
  Object.hasOwn(accountActs, name) ? (accountActs[name as keyof IdentityEvents] as unknown as SomeTold) : null

/** What an act about an account is called; null for every other event. */
export const accountAct = (name: string): string | null => toldOf(name)?.act ?? null

/** What happened about an account in a sentence; null for every other event. */
export const accountSentence = (name: string, payload: Record<string, unknown>, account: Account): string | null =>
  toldOf(name)?.text(payload, account) ?? null
