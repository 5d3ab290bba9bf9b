import pg from "pg"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { listSessions } from "~/identity/session-queries.server"
import { listApiKeys } from "~/keys/key-queries.server"
import { getInvitation, listFormerPeople, listInvitations, listPeople } from "~/members/people-queries.server"
import { listSupportGrants } from "~/organizations/support-queries.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { type Agency, anAgency, ourDatabase } from "../support/world"

/** More than two pages of everything, and not a whole number of them. */
const many = 120

let agency: Agency
let owner: pg.Client

const made = {
  people: `insert into people (id, email, name)
    select ('0190' || lpad(to_hex(n), 4, '0') || '-0000-7000-8000-000000000001')::uuid, 'p' || n || '@a.example', 'Pat ' || n % 7
    from generate_series(1, 2 * $2::int) n where $1::uuid is not null`,
  members: `insert into members (organization_id, person_id, name, email, role, status)
    select $1, id, name, email, 'guest', case when row_number() over (order by id) <= $2 then 'active' else 'removed' end
    from people where id::text like '0190%-8000-000000000001'`,
  invitations: `insert into invitations (id, email, role, invited_by_id, token_hash, token_sealed, expires_at)
    select ('0190' || lpad(to_hex(n), 4, '0') || '-0000-7000-8000-000000000002')::uuid, 'i' || n || '@a.example', 'guest', $1,
      decode(md5('i' || n), 'hex'), 'sealed', now() + interval '1 day' from generate_series(1, $2::int) n`,
  keys: `insert into api_keys (id, name, prefix, secret_hash, role, is_read_only, created_by_id, expires_at)
    select ('0190' || lpad(to_hex(n), 4, '0') || '-0000-7000-8000-000000000003')::uuid, 'Key ' || n, 'many' || n,
      decode(md5('k' || n), 'hex'), 'guest', true, $1, now() + interval '1 day' from generate_series(1, $2::int) n`,
  grants: `insert into support_grants (id, reason, granted_by_id, expires_at)
    select ('0190' || lpad(to_hex(n), 4, '0') || '-0000-7000-8000-000000000004')::uuid, 'Reason ' || n, $1, now()
    from generate_series(1, $2::int) n`,
  sessions: `insert into sessions (token_hash, id, person_id, organization_id, idle_seconds, expires_at, last_seen_at)
    select decode(md5('s' || n), 'hex'), gen_random_uuid(), $1, current_setting('app.organization_id')::uuid, 86400,
      now() + interval '1 day', date_trunc('second', now()) - n % 5 * interval '1 minute' from generate_series(1, $2::int) n`,
}

beforeAll(async () => {
  agency = await anAgency()
  owner = new pg.Client((await ourDatabase()).ownerUrl)
  await owner.connect()
  await owner.query("select set_config('app.organization_id', $1, false)", [agency.organizationId])
  for (const [of, text] of Object.entries(made)) {
    const by = of === "people" || of === "members" ? agency.organizationId : agency.people.owner.personId
    await owner.query(text, [by, many])
  }
})

afterAll(() => owner?.end())

type Turned = { newer: string | null; older: string | null }
type Listed = Turned & { ids: string[]; count?: number }
type Turn = { after?: string; before?: string }

const lists: Record<string, (as: StaffContext, turn: Turn) => Promise<Listed>> = {
  members: async (as, turn) => listed(await listPeople(as, turn)),
  "former members": async (as, turn) => listed(await listFormerPeople(as, turn)),
  invitations: async (as, turn) => listed(await listInvitations(as, turn)),
  "API keys": async (as, turn) => {
    const { keys: rows, ...page } = await listApiKeys(as, turn)
    return listed({ rows, ...page })
  },
  "support leaves": async (as, turn) => {
    const { grants: rows, ...page } = await listSupportGrants(as, turn)
    return listed({ rows, ...page })
  },
  sessions: async (as, turn) => {
    const { sessions: rows, ...page } = await listSessions(as, turn)
    return listed({ rows, ...page })
  },
}

const listed = ({ rows, newer, older, count }: { rows: { id: string }[]; count?: number } & Turned): Listed => ({
  ...{ ids: rows.map(({ id }) => id), newer, older, count },
})

describe("a list that is longer than a page", () => {
  it.each(Object.keys(lists))("goes on to its end and back, each row once, and counts all: %s", async (name) => {
    const ask = (turn: Turn) => lists[name]!(agency.owner, turn)
    const pages = [await ask({})]
    for (let page = pages[0]!; page.older; pages.push(page)) page = await ask({ after: page.older })
    const all = pages.flatMap(({ ids }) => ids)
    expect([pages.length, new Set(all).size]).toEqual([3, all.length])
    expect(all.length).toBeGreaterThanOrEqual(many)
    const { count } = pages[0]!
    if (count !== undefined) expect(count).toBe(all.length)
    expect((await ask({ before: pages[2]!.newer! })).ids).toEqual(pages[1]!.ids)
  })

  it("is narrowed by what is typed, taken to the letter, and then counts what fits", async () => {
    expect(await listPeople(agency.owner, { q: "p11@A" })).toMatchObject({ count: 1, older: null })
    expect(await listInvitations(agency.owner, { q: "i11@a" })).toMatchObject({ count: 1 })
    expect(await listPeople(agency.owner, { q: "p%1" })).toMatchObject({ count: 0, rows: [] })
    expect(await listPeople(agency.owner, { q: "x".repeat(10_000) })).toMatchObject({ older: expect.any(String) })
  })

  it("has each of its invitations to be taken back", async () => {
    const oldest = "01900001-0000-7000-8000-000000000002" as Id<"invitations">
    expect(await getInvitation(agency.owner, { invitationId: oldest })).toMatchObject({ email: "i1@a.example" })
  })
})
