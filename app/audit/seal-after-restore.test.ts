import pg from "pg"
import { afterAll, beforeAll, expect, it } from "vitest"
import { roleNames } from "#db/role-names"
import { countTransactionsOn } from "#db/transactions"
import { createCompany } from "~/companies/create-company.server"
import { organizationsToSeal } from "~/platform/security/resolve.server"
import { sealEverything } from "../../tests/support/tampering"
import { type Agency, anAgency, ourDatabase, rows } from "../../tests/support/world"
import { chainVerdict } from "./chain-verdict.server"
import { sealEvent } from "./seal-event.server"

let agency: Agency
let owner: pg.Client
let resolver: string
beforeAll(async () => {
  const { ownerUrl } = await ourDatabase()
  resolver = roleNames(ownerUrl).resolver
  owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  agency = await anAgency()
})
afterAll(() => owner?.end())

/** Has the server count as one that had counted so many transactions before. */
const countedBefore = (transactions: number) =>
  owner.query(
    `create or replace function app.transactions_before() returns bigint language sql stable parallel safe as $$ select ${transactions}::bigint $$`,
  )
const chain = () =>
  rows<{ name: string; company: string }>(
    agency,
    `select e.name, d.after->>'name' as company from audit_seals s join events e on e.id = s.event_id
     join event_details d on d.event_id = e.id where e.name = 'company.created' order by s.sequence`,
  )

it("counts on by itself where the data stays on its server", async () => {
  await createCompany(agency.owner, { name: "At home" })
  expect(await countTransactionsOn(owner, resolver)).toBe(0n)
})

it("goes on after a restore on a server that counts its transactions from the beginning, and the chain stays whole", async () => {
  await countedBefore(1_000_000_000_000)
  await createCompany(agency.owner, { name: "Sealed there" })
  await sealEverything(agency)
  await createCompany(agency.owner, { name: "Not sealed there" })
  await countedBefore(0)
  expect(await sealEvent(agency.system(), {})).toEqual({ sealed: 0 })

  expect(await countTransactionsOn(owner, resolver)).toBeGreaterThan(999_000_000_000n)
  await createCompany(agency.owner, { name: "Written here" })
  await sealEverything(agency)
  expect((await chain()).map(({ company }) => company)).toEqual([
    ...["At home", "Sealed there", "Not sealed there", "Written here"],
  ])
  expect(await chainVerdict(agency.system(), {})).toMatchObject({ broken: null, unsealed: 0 })
  expect(await organizationsToSeal()).toEqual([])
  expect(await countTransactionsOn(owner, resolver)).toBe(0n)
})
