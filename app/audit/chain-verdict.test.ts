import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { editCompany } from "~/companies/edit-company.server"
import { env } from "~/platform/env.server"
import { newId } from "~/platform/language/ids"
import { anOwnerWithoutScruples, sealEverything } from "../../tests/support/tampering"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { chainVerdict } from "./chain-verdict.server"
import { beginning, detailDigest, linkDigest } from "./link.server"
import { signHead } from "./sign-head.server"
import { sayBreak } from "./verdict"
import type { LinkRow } from "./walk-links.server"

let agency: Agency
let owner: Awaited<ReturnType<typeof anOwnerWithoutScruples>>
let file: string
let kept: string

const dayLength = 86_400_000
const at = (days: number) => new Date(Date.now() + days * dayLength)

/** Five companies made and one edited, which is sealed. */
async function fiveMore() {
  for (let n = 0; n < 5; n++) await createCompany(agency.owner, { name: `Company ${newId()}` })
  await sealEverything(agency)
}

const linkAt = async (sequence: number) =>
  (await owner.query<{ id: string }>("select event_id as id from audit_seals where sequence = $1", [sequence])).rows[0]!
    .id

beforeAll(async () => {
  agency = await anAgency()
  file = join(env.DATA_DIR, "audit", `${agency.organizationId}.heads`)
  await fiveMore()
  await signHead(agency.system(at(0)), {})
  const { companyId } = await createCompany(agency.owner, { name: "Lindt" })
  await editCompany(agency.owner, { companyId, version: 1, name: "Lind", kind: "client" })
  await fiveMore()
  await signHead(agency.system(at(1)), {})
  await fiveMore()
  kept = readFileSync(file, "utf8")
  owner = await anOwnerWithoutScruples(agency)
  await owner.remember()
})
afterAll(async () => {
  await owner?.end()
  rmSync(file, { force: true })
})

const verdict = () => chainVerdict(agency.as("owner"), {})
const headSequences = async () =>
  (await rows<{ sequence: bigint }>(agency, "select sequence from audit_heads order by head_on")).map(({ sequence }) =>
    Number(sequence),
  )

/** Makes the chain anew from its beginning, as somebody would who knows how it is made. */
async function makeAnew() {
  const { rows: links } = await owner.query<LinkRow & { eventId: string }>(`
    select s.sequence, e.id::text as "eventId", e.name, e.actor_kind as "actorKind", e.actor_id::text as "actorId",
      to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "occurredAt",
      to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "recordedAt",
      e.request_id as "requestId", e.payload::text as payload, e.transaction::text as transaction, d.actor_name as "actorName",
      d.ip, d.user_agent as "userAgent", d.before::text as before, d.after::text as after, d.personal::text as personal,
      d.salt::text as salt
    from audit_seals s join events e on e.id = s.event_id join event_details d on d.event_id = e.id order by s.sequence`)
  let [previous, sequence] = [beginning, 0]
  await owner.query("delete from audit_seals")
  for (const link of links) {
    const detail = detailDigest(link)
    previous = linkDigest(previous, ++sequence, link, detail)
    const values = [sequence, link.eventId, detail, previous]
    await owner.query("insert into audit_seals (sequence, event_id, detail_hash, hash) values ($1, $2, $3, $4)", values)
  }
}

it("is whole as long as nobody touched the record", async () => {
  const found = await verdict()
  expect(found).toMatchObject({ isWhole: true, broken: null, unsealed: 0, heads: { checked: 2, outside: 2 } })
  expect(found.links).toBeGreaterThan(17)
  expect(found.standing.sequence).toBe(found.links)
})

describe("is broken, and names the first row, when the owner of the database", () => {
  type Tampering = {
    title: string
    act: () => Promise<unknown>
    /** The kind of break, and the link where it is found. */
    found: [kind: string, sequence: number | (() => Promise<number>)]
    names?: () => Promise<string | null>
  }
  const set = (table: string, assignment: string, sequence: number) => async () =>
    owner.query(
      `update ${table} set ${assignment} where ${table === "events" ? "id" : "event_id"} = (select event_id from audit_seals where sequence = $1)`,
      [sequence],
    )
  const lastOf = async () =>
    Number((await owner.query<{ n: string }>("select count(*) as n from kept_audit_seals")).rows[0]!.n)
  const forged = { id: "", seq: 10 }
  const firstOfItsTransaction = async () =>
    Number(
      (
        await owner.query<{ n: string }>(
          `select min(s.sequence) as n from audit_seals s join events e on e.id = s.event_id
           where e.transaction = (select transaction from events where id = $1)`,
          [await linkAt(forged.seq)],
        )
      ).rows[0]!.n,
    )
  const insertBefore = async () => {
    forged.id = newId()
    await owner.query(
      `insert into events (id, name, occurred_at, recorded_at, actor_kind, payload, transaction)
       select $1, 'company.created', occurred_at, recorded_at, 'system', '{}', transaction - 1 from events
       where id = (select event_id from audit_seals where sequence = $2)`,
      [forged.id, forged.seq],
    )
    await owner.query("insert into event_details (event_id) values ($1)", [forged.id])
  }
  const cases: Tampering[] = [
    {
      title: "alters what an event says",
      act: set("events", `payload = payload || '{"x": 1}'`, 4),
      found: ["altered-event", 4],
    },
    {
      title: "renames an event",
      act: set("events", "name = 'company.edited'", 5),
      found: ["altered-event", 5],
    },
    {
      title: "moves an event in time",
      act: set("events", "occurred_at = occurred_at - interval '1 microsecond'", 6),
      found: ["altered-event", 6],
    },
    {
      title: "moves the time at which an event was recorded",
      act: set("events", "recorded_at = recorded_at + interval '1 day'", 7),
      found: ["altered-event", 7],
    },
    { title: "lays an act on nobody", act: set("events", "actor_id = null", 9), found: ["altered-event", 9] },
    {
      title: "calls a person the program",
      act: set("events", "actor_kind = 'system'", 10),
      found: ["altered-event", 10],
    },
    { title: "alters the request", act: set("events", "request_id = 'other'", 8), found: ["altered-event", 8] },
    {
      title: "says that another transaction wrote an event",
      act: set("events", "transaction = transaction + 1", 8),
      found: ["altered-event", 8],
    },
    {
      title: "alters the address that an act came from",
      act: set("event_details", "ip = '198.51.100.9'", 4),
      found: ["altered-details", 4],
    },
    {
      title: "alters what stood there before",
      act: set("event_details", `before = '{"name": "Other"}'`, 11),
      found: ["altered-details", 11],
    },
    {
      title: "empties details and calls it erasing",
      act: set(
        "event_details",
        `actor_name = null, ip = null, user_agent = null, before = null, after = null, salt = null, personal = '{"erasedBy": "01980f3a-7c55-7c3e-9d0e-0d6b1f1f2a3b"}'`,
        9,
      ),
      found: ["altered-details", 9],
    },
    {
      title: "deletes details",
      act: async () => owner.query("delete from event_details where event_id = $1", [await linkAt(6)]),
      found: ["deleted-details", 6],
    },
    {
      title: "deletes an event",
      act: async () => owner.query("delete from events where id = $1", [await linkAt(7)]),
      found: ["deleted-event", 7],
    },
    {
      title: "deletes the first event",
      act: async () => owner.query("delete from events where id = $1", [await linkAt(1)]),
      found: ["deleted-event", 1],
    },
    {
      title: "deletes a link",
      act: () => owner.query("delete from audit_seals where sequence = 9"),
      found: ["deleted-seal", 9],
    },
    {
      title: "deletes an event with its link and closes the gap",
      act: async () => {
        await owner.query("delete from events where id = $1", [await linkAt(9)])
        await owner.query("delete from audit_seals where sequence = 9")
        await owner.query("update audit_seals set sequence = -sequence where sequence > 9")
        await owner.query("update audit_seals set sequence = -sequence - 1 where sequence < 0")
      },
      found: ["altered-event", 9],
    },
    {
      title: "deletes everything after the head of yesterday, events and links",
      act: async () => {
        const [first = 0] = await headSequences()
        await owner.query("delete from events where id in (select event_id from audit_seals where sequence > $1)", [
          first,
        ])
        await owner.query("delete from audit_seals where sequence > $1", [first])
      },
      found: ["deleted-tail", async () => (await headSequences())[0]! + 1],
    },
    {
      title: "deletes the tail with its head, which is kept outside",
      act: async () => {
        const [first = 0] = await headSequences()
        await owner.query("delete from audit_heads where sequence > $1", [first])
        await owner.query("delete from events where id in (select event_id from audit_seals where sequence > $1)", [
          first,
        ])
        await owner.query("delete from audit_seals where sequence > $1", [first])
      },
      found: ["deleted-tail", async () => (await headSequences())[0]! + 1],
    },
    {
      title: "deletes the whole chain and all heads",
      act: async () => {
        await owner.query("delete from audit_heads")
        await owner.query("delete from audit_seals")
      },
      found: ["deleted-tail", 1],
    },
    {
      title: "puts an event among the others",
      act: insertBefore,
      found: ["inserted-event", firstOfItsTransaction],
      names: async () => forged.id,
    },
    {
      title: "exchanges two events in the chain",
      act: async () => {
        const [one, other] = [await linkAt(5), await linkAt(6)]
        await owner.query("update audit_seals set event_id = $1 where sequence = 5", [other])
        await owner.query("update audit_seals set event_id = $1 where sequence = 6", [one])
      },
      found: ["reordered", 5],
      names: async () =>
        (await owner.query<{ id: string }>("select event_id as id from kept_audit_seals where sequence = 6")).rows[0]!
          .id,
    },
    {
      title: "alters a link's digest",
      act: () => owner.query("update audit_seals set hash = sha256('other') where sequence = 5"),
      found: ["altered-seal", 5],
    },
    {
      title: "alters a link's digest of the details",
      act: () => owner.query("update audit_seals set detail_hash = sha256('other') where sequence = 5"),
      found: ["altered-seal", 5],
    },
    {
      title: "alters the digest that a head was signed over",
      act: async () =>
        owner.query("update audit_seals set hash = sha256('x') where sequence = $1", [(await headSequences())[1]]),
      found: ["altered-seal", async () => (await headSequences())[1]!],
    },
    {
      title: "makes the chain anew after altering an event",
      act: async () => {
        await set("events", "name = 'company.edited'", 3)()
        await makeAnew()
      },
      found: ["rewritten", async () => (await headSequences())[0]!],
    },
    {
      title: "makes the chain anew, and the heads with what signature there is",
      act: async () => {
        await set("events", "name = 'company.edited'", 3)()
        await makeAnew()
        await owner.query("update audit_heads h set hash = s.hash from audit_seals s where s.sequence = h.sequence")
      },
      found: ["altered-head", async () => (await headSequences())[0]!],
    },
    {
      title: "signs a head with a key of their own",
      act: () =>
        owner.query(
          "update audit_heads set signature = 'abcdef01.' || split_part(signature, '.', 2) where sequence = (select max(sequence) from audit_heads)",
        ),
      found: ["altered-head", async () => (await headSequences())[1]!],
    },
    {
      title: "alters the day of a head",
      act: () =>
        owner.query(
          "update audit_heads set head_on = head_on - 10 where sequence = (select min(sequence) from audit_heads)",
        ),
      found: ["altered-head", async () => (await headSequences())[0]!],
    },
    {
      title: "deletes a head",
      act: () => owner.query("delete from audit_heads where sequence = (select max(sequence) from audit_heads)"),
      found: [
        "deleted-head",
        async () =>
          Number((await owner.query<{ n: string }>("select max(sequence) as n from kept_audit_heads")).rows[0]!.n),
      ],
    },
    {
      title: "alters the last event of all",
      act: async () => set("events", "actor_id = null", await lastOf())(),
      found: ["altered-event", lastOf],
    },
  ]

  it.each(cases)("$title", async ({ act, found: [kind, place], names }) => {
    try {
      await act()
      const { broken, isWhole } = await verdict()
      const sequence = typeof place === "number" ? place : await place()
      expect([kind, broken && { kind: broken.kind, sequence: broken.sequence }, isWhole]).toEqual([
        kind,
        { kind, sequence },
        true,
      ])
      if (names) expect(broken?.eventId).toBe(await names())
      expect(sayBreak(broken!)).toMatch(/[Ll]in[ke]|head/)
    } finally {
      await owner.putBack()
    }
    expect((await verdict()).broken).toBeNull()
  })

  it("or somebody on the machine alters or shortens what is kept outside", async () => {
    try {
      writeFileSync(file, kept.replace(/ (\d+) /, " 3 "))
      expect((await verdict()).broken).toMatchObject({ kind: "altered-outside", head: "1" })
      writeFileSync(file, kept)
      appendFileSync(file, "nonsense\n")
      expect((await verdict()).broken).toMatchObject({ kind: "altered-outside", head: "3" })
    } finally {
      writeFileSync(file, kept)
    }
    expect((await verdict()).broken).toBeNull()
  })
})

it("says of details that an act of erasing emptied that they were erased, and the chain holds", async () => {
  try {
    const erasing = newId()
    await owner.query(
      "insert into events (id, name, actor_kind, payload) values ($1, 'person.erased', 'system', '{}')",
      [erasing],
    )
    await owner.query("insert into event_details (event_id) values ($1)", [erasing])
    await owner.query(
      `update event_details set actor_name = null, ip = null, user_agent = null, before = null, after = null, salt = null,
         personal = jsonb_build_object('erasedBy', $1::text) where event_id = $2`,
      [erasing, await linkAt(6)],
    )
    expect(await verdict()).toMatchObject({ broken: null, standing: { erased: 1 } })
  } finally {
    await owner.putBack()
  }
})

it("goes on from where an answer ended, and not from where somebody says it did", async () => {
  const { standing } = await verdict()
  const invented = `${standing.sequence}.${standing.hash}.0.mark`
  await owner.query("update events set request_id = 'other' where id = $1", [await linkAt(4)])
  try {
    expect((await chainVerdict(agency.as("owner"), { from: invented })).broken).toMatchObject({ sequence: 4 })
  } finally {
    await owner.putBack()
  }
})

it("is for owners", async () => {
  for (const role of ["manager", "member", "finance", "guest"] as const)
    await expect(chainVerdict(agency.as(role), {})).rejects.toMatchObject({ kind: "forbidden" })
})
