import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { webPool } from "~/platform/data/database.server"
import { newId } from "~/platform/language/ids"
import { sha256 } from "~/platform/security/crypto.server"
import { daysAgo } from "../../tests/support/old-rows"
import { makeRetention } from "../../tests/support/retention"
import { type Agency, anAgency, program } from "../../tests/support/world"
import { placeLegalHold } from "./place-legal-hold.server"
import { purgeInstallationClass } from "./purge-installation-class.server"
import { type InstallationClass, installationPeriods } from "./retention"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})
afterEach(() => makeRetention(agency).noHold())

const none = { sessions: 0, resets: 0, ceremonies: 0, webhooks: 0, events: 0 }
const classes = Object.keys(installationPeriods) as InstallationClass[]
const purge = () => purgeInstallationClass(program(), {})

const me = () => agency.people.owner.personId
const put = (text: string, ...values: unknown[]) => webPool().query(text, values)

/** Writes a row that ended at an instant. */
const ended: Record<InstallationClass, (at: Date) => Promise<unknown>> = {
  sessions: (at) =>
    put(
      "insert into sessions (token_hash, id, person_id, idle_seconds, expires_at, revoked_at) values ($1, $2, $3, 60, now(), $4)",
      ...[sha256(newId()), newId(), me(), at],
    ),
  resets: (at) =>
    put(
      "insert into password_resets (id, token_hash, token_sealed, person_id, expires_at) values ($1, $2, 'sealed', $3, $4)",
      ...[newId(), sha256(newId()), me(), at],
    ),
  ceremonies: (at) =>
    put(
      "insert into ceremonies (token_hash, kind, state, expires_at) values ($1, 'step-up', '{}', $2)",
      sha256(newId()),
      at,
    ),
  webhooks: (at) =>
    put(
      "insert into webhook_inbox (provider, event_id, type, payload, happened_at, received_at, processed_at) values ('stripe', $1, 't', '{}', $2, $2, $2)",
      ...[newId(), at],
    ),
  events: (at) =>
    put(
      "insert into installation_events (id, name, occurred_at, payload) values ($1, 'limit.expired', $2, '{}')",
      newId(),
      at,
    ),
}

describe.each(classes)("%s", (name) => {
  const days = installationPeriods[name]

  it("go once they ended longer ago than they are kept; a younger one stays", async () => {
    await ended[name](daysAgo(days))
    await ended[name](daysAgo(days - 1))
    expect(await purge()).toEqual({ purged: { ...none, [name]: 1 }, isDone: true })
    expect(await purge()).toEqual({ purged: none, isDone: true })
  })

  it("stay while any organization is under a legal hold", async () => {
    await placeLegalHold(agency.owner, { reason: "A dispute" })
    await ended[name](daysAgo(days))
    expect((await purge()).purged).toEqual(none)
    await makeRetention(agency).noHold()
    expect((await purge()).purged[name]).toBe(1)
  })
})

it("a change of address goes with the ways back in, whoever has a session keeps it, and a webhook nobody could act on stays", async () => {
  await put(
    "insert into email_changes (id, token_hash, token_sealed, person_id, email, previous, expires_at, used_at) values ($1, $2, 's', $3, 'a@b.example', 'c@d.example', now(), $4)",
    ...[newId(), sha256(newId()), me(), daysAgo(40)],
  )
  await put(
    "insert into sessions (token_hash, id, person_id, idle_seconds, created_at, expires_at) values ($1, $2, $3, 60, $4, now() + interval '1 day')",
    ...[sha256(newId()), newId(), me(), daysAgo(300)],
  )
  await put(
    "insert into webhook_inbox (provider, event_id, type, payload, happened_at, received_at) values ('stripe', $1, 't', '{}', $2, $2)",
    ...[newId(), daysAgo(300)],
  )
  expect((await purge()).purged).toEqual({ ...none, resets: 1 })
})

it("each run is told once, with what went of each", async () => {
  await ended.ceremonies(daysAgo(8))
  await ended.webhooks(daysAgo(181))
  await purge()
  const { rows } = await put(
    "select payload from installation_events where name = 'installation-class.purged' order by id desc limit 1",
  )
  expect(rows).toMatchObject([{ payload: { purged: { ...none, ceremonies: 1, webhooks: 1 }, isDone: true } }])
})

it("what happened within a year cannot be deleted, whatever instant is named", async () => {
  await ended.events(daysAgo(300))
  const young = async () =>
    (await put("select from installation_events where occurred_at > now() - interval '365 days'")).rowCount
  const before = await young()
  await put("select app.purge_installation_events(now(), 1000)")
  expect(await young()).toBe(before)
})
