import pg from "pg"
import { beforeAll, describe, expect, it } from "vitest"
import { anIssuedInvoice } from "../../tests/support/billing"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { type Agency, anAgency, ourDatabase } from "../../tests/support/world"
import * as sequence from "./routes/sequence"
import { sequenceProof } from "./sequence-proof.server"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const page = async () => {
  const cookie = await cookieFor(agency.people.owner.email)
  return answerOf(() => sequence.loader(knock({ path: "/invoices/sequence", cookie })))
}

/** What somebody with the database's own keys could do to an issued invoice. */
async function pastTheGuards(statement: string) {
  const client = new pg.Client({ connectionString: (await ourDatabase()).ownerUrl })
  await client.connect()
  await client.query("alter table invoices disable trigger user; alter table invoices no force row level security")
  await client.query(statement)
  await client.query("alter table invoices enable trigger user; alter table invoices force row level security")
  await client.end()
}

describe("the sequence proof", () => {
  it("has nothing to prove before the first invoice", async () => {
    expect((await page()).body).toMatchObject({ rows: [] })
  })

  it("shows each year's first and last number, how many there are, and no gap", async () => {
    for (const day of ["2025-12-30", "2025-12-31", "2026-01-02"]) {
      await anIssuedInvoice(agency.as("owner", new Date(`${day}T12:00:00Z`)))
    }
    const complete = { gaps: 0, backwards: 0, altered: 0 }
    expect((await page()).body).toMatchObject({
      rows: [
        { name: "Invoices 2025", first: "2025-0001", last: "2025-0002", count: 2, ...complete },
        { name: "Invoices 2026", first: "2026-0001", last: "2026-0001", count: 1, ...complete },
      ],
    })
  })

  it("is for owner and finance", async () => {
    expect((await sequenceProof(agency.finance, {})).series).toHaveLength(2)
    for (const refused of [agency.manager, agency.member, agency.guest]) {
      await expect(sequenceProof(refused, {})).rejects.toMatchObject({ kind: "forbidden" })
    }
  })

  it("names what was altered or taken out behind the program's back, and its chain is another", async () => {
    const before = (await sequenceProof(agency.finance, {})).series
    await pastTheGuards(
      "update invoices set snapshot = snapshot || '{\"totalMinor\": \"1\"}' where number = '2025-0001'",
    )
    const [altered] = (await sequenceProof(agency.finance, {})).series
    expect(altered).toMatchObject({ altered: 1, gaps: 0 })
    await pastTheGuards("update invoices set sequence = 9, number = '2025-0009' where number = '2025-0002'")
    const [moved, untouched] = (await sequenceProof(agency.finance, {})).series
    expect(moved).toMatchObject({ gaps: 7 })
    expect(moved!.head).not.toBe(before[0]!.head)
    expect(untouched!.head).toBe(before[1]!.head)
  })
})
