import { beforeAll, describe, expect, it } from "vitest"
import { joinMember } from "~/organizations/join-member.server"
import { webPool } from "~/platform/data/database.server"
import { aFullWorld, type World } from "../tests/support/a-full-world"
import { cookieFor } from "../tests/support/knock"
import { checksumsOf, walled } from "../tests/support/wall"
import { ourDatabase, rows } from "../tests/support/world"
import { removeOrganization } from "./remove-organization"

let leaving: World
let staying: World
let ownerUrl: string

/** A little of everything that an organization can have. */
async function fill(world: World) {
  await world.payment()
  await world.sentProposal()
  await world.note()
  await world.lead()
  await world.failedMail()
  await world.problem()
}

const countsOf = (world: World) =>
  Promise.all(
    walled.map(async (table) => {
      const key = table === "organizations" ? "id" : "organization_id"
      const [found] = await rows<{ n: string }>(world, `select count(*) as n from ${table} where ${key} is not null`)
      return [table, Number(found?.n)] as const
    }),
  )

const present = async (emails: string[]) =>
  (await webPool().query("select email from people where email = any ($1) order by 1", [emails])).rows.map(
    ({ email }) => email,
  )

beforeAll(async () => {
  ownerUrl = (await ourDatabase()).ownerUrl
  leaving = await aFullWorld("Leaving")
  staying = await aFullWorld("Staying")
  await fill(leaving)
  await fill(staying)
  const { name, email } = leaving.people.guest
  await joinMember(staying.system(), { name, email, role: "guest", teamId: null })
  await cookieFor(leaving.people.owner.email)
}, 60_000)

describe("an organization that is removed as a whole", () => {
  it("keeps nothing in any table, and takes nothing of another", async () => {
    const before = await checksumsOf(staying)
    const { owner, guest } = leaving.people
    expect((await countsOf(leaving)).filter(([, n]) => n > 0).length).toBeGreaterThan(25)
    const removed = await removeOrganization(ownerUrl, leaving.organizationId)
    expect(removed).toMatchObject({ people: 5 })
    expect((await countsOf(leaving)).filter(([, n]) => n > 0)).toEqual([])
    expect(await checksumsOf(staying)).toEqual(before)
    expect(await present([owner.email, guest.email, staying.people.owner.email])).toEqual(
      [guest.email, staying.people.owner.email].sort(),
    )
    const told = await webPool().query("select from installation_events where payload ->> 'organizationId' = $1", [
      leaving.organizationId,
    ])
    expect(told.rowCount).toBe(0)
  })

  it("is removed by the owner of the tables alone", async () => {
    const client = await webPool().connect()
    await client.query("begin")
    await client.query("select set_config('app.organization_id', $1, true), set_config('app.leaving', $1, true)", [
      staying.organizationId,
    ])
    const { rows: answer } = await client.query("select app.is_leaving() as yes")
    expect(answer).toEqual([{ yes: false }])
    await expect(client.query("delete from invoices where status = 'issued'")).rejects.toThrow(/frozen/)
    await client.query("rollback")
    client.release()
  })
})
