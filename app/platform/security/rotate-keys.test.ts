import { afterAll, beforeAll, expect, it } from "vitest"
import { sealStripe } from "~/payments/stripe-account.server"
import { transact, webPool } from "~/platform/data/database.server"
import { env } from "~/platform/env.server"
import { replace } from "~/platform/once.server"
import { aSentProposal } from "../../../tests/support/a-sent-proposal"
import { secretIn, sessionOf } from "../../../tests/support/knock"
import { type Agency, anAgency, linkHolder, rows } from "../../../tests/support/world"
import { open, seal } from "./crypto.server"
import { tokenOf } from "./links.server"
import { resolveSession } from "./resolve.server"
import { rotateKeys, underFormerKeys } from "./rotate-keys.server"
import { placeOf, sealedColumns } from "./secrets-at-rest.server"

const [former, newest] = ["f".repeat(40), "n".repeat(40)]
const whole = { ...env }
const useKeys = (keys: string) => replace("env", { ...whole, SECRET_KEY: keys })

let agency: Agency
let session: string
const personSecret = "JBSWY3DPEHPK3PXP"

beforeAll(async () => {
  useKeys(former)
  agency = await anAgency()
  await aSentProposal(agency)
  session = await sessionOf(agency, agency.people.owner.personId)
  const stripe = sealStripe(agency.organizationId, { secretKey: "sk_test_own", webhookSecret: "whsec_own" })
  const { personId } = agency.people.owner
  await transact({ organizationId: agency.organizationId, now: new Date() }, async (db) => {
    await db.execute(`update organizations set stripe_sealed = '${stripe}'`)
    const totp = seal("totp", null, personSecret, `totp_factors|secret_sealed|${personId}`)
    await db.execute(`insert into totp_factors (person_id, secret_sealed) values ('${personId}', '${totp}')`)
  })
})
afterAll(() => void replace("env", whole))

type Link = { id: string; organizationId: string; purpose: "proposal"; tokenSealed: string }
const links = () =>
  rows<Link>(
    agency,
    `select id, organization_id as "organizationId", purpose, token_sealed as "tokenSealed" from links`,
  )

async function rotate() {
  const told = []
  for await (const each of rotateKeys(new Date())) told.push(each)
  return told
}

it("knows every sealed column there is", async () => {
  const { rows: there } = await webPool().query<{ place: string; is_tenant: boolean }>(`
    select c.table_name || '.' || c.column_name as place, t.relrowsecurity as is_tenant
    from information_schema.columns c join pg_class t on t.oid = format('public.%I', c.table_name)::regclass
    where c.table_schema = 'public' and c.column_name like '%\\_sealed' order by 1`)
  const listed = sealedColumns.map(({ table, column, isTenant }) => ({
    place: `${table}.${column}`,
    is_tenant: isTenant,
  }))
  expect(there).toEqual(listed.sort((a, b) => (a.place < b.place ? -1 : 1)))
})

it("seals everything anew, again and again to the same end, and then the former key is not needed any more", async () => {
  useKeys(`${newest},${former}`)
  expect((await underFormerKeys(new Date())).map(({ place }) => place)).toEqual([
    ...["links.token_sealed", "organizations.stripe_sealed", "totp_factors.secret_sealed"],
  ])
  const tokens = (await links()).map((link) => tokenOf(link as never))
  const halfway = rotateKeys(new Date())
  await halfway.next()
  await halfway.return(undefined)
  expect((await underFormerKeys(new Date())).length).toBe(2)
  const told = await rotate()
  expect(told.every(({ lost }) => lost === 0)).toBe(true)
  expect(told.find(({ place }) => place === "links in kept mails")?.sealed).toBeGreaterThan(0)
  expect((await rotate()).every(({ sealed }) => sealed === 0)).toBe(true)
  expect(await underFormerKeys(new Date())).toEqual([])

  useKeys(newest)
  expect((await links()).map((link) => tokenOf(link as never))).toEqual(tokens)
  expect(await linkHolder(tokens[0]!)).toMatchObject({ kind: "client" })
  expect(await resolveSession(secretIn(session), new Date())).toMatchObject({ email: agency.people.owner.email })
  const [totp] = (await webPool().query<{ secret_sealed: string }>("select secret_sealed from totp_factors")).rows
  const place = `totp_factors|secret_sealed|${agency.people.owner.personId}`
  expect(open("totp", null, totp!.secret_sealed, place)).toBe(personSecret)
})

it("says of what no key opens that it is lost, and leaves it as it is", async () => {
  useKeys(newest)
  const other = `z${"z".repeat(39)}`
  useKeys(other)
  const { personId } = agency.people.manager
  const column = sealedColumns.find(({ table }) => table === "totp_factors")!
  const lost = seal(column.purpose, null, personSecret, placeOf(column, personId))
  await webPool().query("insert into totp_factors (person_id, secret_sealed) values ($1, $2)", [personId, lost])
  useKeys(newest)
  expect((await rotate()).find(({ place }) => place === "totp_factors.secret_sealed")).toMatchObject({
    sealed: 0,
    lost: 1,
  })
  const kept = await webPool().query("select secret_sealed from totp_factors where person_id = $1", [personId])
  expect(kept.rows).toEqual([{ secret_sealed: lost }])
})
