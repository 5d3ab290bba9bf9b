import { beforeAll, describe, expect, it } from "vitest"
import { createCompany } from "~/companies/create-company.server"
import { editMember } from "~/members/edit-member.server"
import { createRole } from "~/organizations/create-role.server"
import { hideables } from "~/organizations/role"
import { webPool } from "~/platform/data/database.server"
import { limits } from "~/platform/security/limits.server"
import { answerOf, cookieFor, knock, sessionOf } from "../../../tests/support/knock"
import { eachInOneWindow } from "../../../tests/support/limit-windows"
import { type Agency, anAgency, rows } from "../../../tests/support/world"
import { sealEvent } from "../seal-event.server"
import { signHead } from "../sign-head.server"
import * as exported from "./export"
import * as heads from "./heads"
import * as record from "./record"
import * as verify from "./verify"

let agency: Agency
let owner: string
beforeAll(async () => {
  agency = await anAgency()
  owner = await cookieFor(agency.people.owner.email)
  await createCompany(agency.owner, { name: "=cmd|' /C calc'!A0" })
})

const open = (path: string, page: { loader(args: never): unknown }, cookie = owner) =>
  answerOf(() => page.loader(knock({ path, cookie }) as never))

describe("/settings/audit", () => {
  it("shows who did what, and keeps its filter when one goes on", async () => {
    const { status, body } = await open("/settings/audit?act=company", record)
    expect(status).toBe(200)
    expect(body).toMatchObject({ filter: { act: "company" }, lines: [{ text: "Company created", who: "Ida Owner" }] })
  })

  it("answers 403 to everybody else, page, proof, heads and export alike", async () => {
    const manager = await sessionOf(agency, agency.people.manager.personId)
    for (const page of [record, verify, heads]) expect((await open("/settings/audit", page, manager)).status).toBe(403)
    const form = { act: "company" }
    const asked = knock({ path: "/settings/audit/export", form, cookie: manager })
    expect((await answerOf(() => exported.action(asked))).status).toBe(403)
  })

  it.each(hideables)(
    "answers 403 to a role that was given it but may not see %s, which stands in what was before and after",
    async (hidden) => {
      const granted = { audits: { read: "all", export: "all" } } as const
      const { roleId } = await createRole(agency.owner, {
        base: "manager",
        name: `No ${hidden}`,
        hides: [hidden],
        granted,
      })
      const { personId } = agency.people.finance
      await editMember(agency.owner, { memberId: personId, role: roleId, teamId: null })
      const reader = await sessionOf(agency, personId)
      for (const page of [record, verify, heads]) expect((await open("/settings/audit", page, reader)).status).toBe(403)
      const asked = knock({ path: "/settings/audit/export", form: {}, cookie: reader })
      expect((await answerOf(() => exported.action(asked))).status).toBe(403)
    },
  )

  it("verifies the chain, and offers the signed heads for keeping elsewhere", async () => {
    await sealEvent(agency.system(), {})
    await signHead(agency.system(), {})
    expect((await open("/settings/audit/verify", verify)).body).toMatchObject({ broken: null, isWhole: true })
    const { body, headers } = await open("/settings/audit/heads", heads)
    expect(headers.get("Content-Disposition")).toContain("audit-heads.txt")
    if (body)
      expect(String(body)).toMatch(new RegExp(`^\\d{4}-\\d\\d-\\d\\d ${agency.organizationId} \\d+ [0-9a-f]{64} `))
  })
})

describe("the export", () => {
  eachInOneWindow(limits.export)

  const press = async (form: Record<string, string>, cookie = owner) => {
    const answer = await exported.action(knock({ path: "/settings/audit/export", form, cookie }))
    return { text: await answer.text(), headers: answer.headers }
  }

  it("is a CSV file of what is filtered, which no spreadsheet runs, and stands in the record itself", async () => {
    const { text, headers } = await press({ act: "company" })
    expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8")
    expect(headers.get("Content-Disposition")).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/)
    const lines = text.split("\r\n")
    expect(text.startsWith('\uFEFF"Time (UTC)"') || text.startsWith('"Time (UTC)"')).toBe(true)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain('"company.created","Company created","Ida Owner","staff"')
    const told = await rows<{ payload: unknown }>(agency, "select payload from events where name = 'audit.exported'")
    expect(told).toEqual([{ payload: { filter: { act: "company" } } }])
  })

  it("asks for a proof that is not older than ten minutes", async () => {
    const stale = await sessionOf(agency, agency.people.owner.personId)
    await webPool().query(
      "update sessions set authenticated_at = now() - interval '11 minutes' where person_id = $1 and idle_seconds = 36000",
      [agency.people.owner.personId],
    )
    await expect(press({}, stale)).rejects.toMatchObject({ name: "StepUpRequired" })
  })

  it("is made five times an hour at most", async () => {
    await webPool().query("delete from limits")
    for (let n = 0; n < 5; n++) await press({})
    const sixth = await answerOf(() =>
      exported.action(knock({ path: "/settings/audit/export", form: {}, cookie: owner })),
    )
    expect(sixth.status).toBe(429)
  })
})
