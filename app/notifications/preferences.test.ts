import { beforeAll, describe, expect, it } from "vitest"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { answerOf, knock, sessionOf } from "../../tests/support/knock"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import type { Timing } from "./delivery"
import { editNotificationPreference } from "./edit-notification-preference.server"
import { mailDigest } from "./mail-digest.server"
import { isKept, momentNames, moments, usualTiming } from "./moments"
import { notices } from "./notices"
import { getNotificationPreferences } from "./preference-queries.server"
import { action, loader } from "./routes/preferences"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

type Wish = { app?: "at-once" | "never"; mail?: Timing; timeZone?: string; quietFrom?: string; quietUntil?: string }

const wish = (as: StaffContext, { app = "at-once", mail = "at-once", ...clock }: Wish) =>
  editNotificationPreference(as, { ...clock, moments: [{ kind: "lead.captured", app, mail }] })

let enquiries = 0
/** An enquiry at an instant, of which owner and manager are told. */
async function enquiryAt(now: Date) {
  const email = `nora${++enquiries}@umbra.example`
  const { leadId } = await captureEnquiry(await agency.formVisitor(now), {
    ...{ name: `Nora ${enquiries}`, email, message: "We need a site.", consent: true, utm: {} },
  })
  return leadId
}

type Kept = { role: string; read_at: Date | null; mail_due_at: Date | null }
const keptOf = (leadId: string) =>
  rows<Kept>(
    agency,
    `select m.role, n.read_at, n.mail_due_at from notifications n join members m using (organization_id, person_id)
     where n.href like '%' || $1 order by m.role`,
    [leadId],
  )
const mailsTo = async (role: "owner" | "manager", words: string) =>
  rows<{ subject: string; text: string }>(
    agency,
    "select subject, text from mails where to_email = $1 and (subject like '%' || $2 || '%' or text like '%' || $2 || '%')",
    [agency.people[role].email, words],
  )

describe("the kinds of moments", () => {
  it("are those that members are told of, each once", () => {
    const told = Object.entries(notices).flatMap(([name, notice]) => (notice ? [name] : []))
    expect([...momentNames].sort()).toEqual(told.sort())
    expect(new Set(Object.values(moments).map(({ name }) => name)).size).toBe(momentNames.length)
  })

  it("keep money and agreements from being lost in silence", () => {
    const kept = [
      "proposal.signed",
      "proposal.declined",
      "payment.recorded",
      "mail.bounced",
      "payment.disputed",
    ] as const
    expect(kept.filter((name) => !isKept(name))).toEqual([])
    expect(isKept("invoice.opened")).toBe(false)
    expect([usualTiming("lead.captured").mail, usualTiming("lead.assigned").mail]).toEqual(["at-once", "never"])
  })
})

describe("who is told, and when", () => {
  const noon = new Date("2026-06-10T10:00:00Z")
  const night = new Date("2026-06-10T21:30:00Z")

  it("is told at once where nothing was chosen", async () => {
    const leadId = await enquiryAt(noon)
    expect(await keptOf(leadId)).toMatchObject([
      { role: "manager", read_at: null, mail_due_at: null },
      { role: "owner", read_at: null, mail_due_at: null },
    ])
    expect(await mailsTo("owner", `Nora ${enquiries}`)).toHaveLength(1)
  })

  it("gets one mail in the morning for what happened on the day, unless it was read", async () => {
    await wish(agency.owner, { mail: "daily", timeZone: "America/New_York" })
    await enquiryAt(noon)
    const first = enquiries
    const second = await enquiryAt(new Date(noon.getTime() + 60_000))
    expect((await keptOf(second)).find(({ role }) => role === "owner")?.mail_due_at).toEqual(
      new Date("2026-06-10T12:00:00Z"),
    )
    expect(await mailsTo("owner", `Nora ${first}`)).toEqual([])
    await mailDigest(agency.system(new Date("2026-06-10T11:59:00Z")), {})
    expect(await mailsTo("owner", `Nora ${first}`)).toEqual([])
    await mailDigest(agency.system(new Date("2026-06-10T12:00:00Z")), {})
    const [mail, ...more] = await mailsTo("owner", `Nora ${first}`)
    expect(more).toEqual([])
    expect(mail).toMatchObject({ subject: "2 things happened at Northlight" })
    expect(mail!.text).toContain(`Nora ${first + 1}`)
    expect(await mailDigest(agency.system(new Date("2026-06-11T12:00:00Z")), {})).toEqual({ mails: 0 })
  })

  it("waits out quiet hours over midnight, in their own zone", async () => {
    const quiet = { quietFrom: "22:00", quietUntil: "07:00", timeZone: "Europe/Berlin" }
    await wish(agency.owner, quiet)
    await wish(agency.manager, { ...quiet, timeZone: "America/New_York" })
    const leadId = await enquiryAt(night)
    const due = (await keptOf(leadId)).map(({ role, mail_due_at }) => [role, mail_due_at?.toISOString() ?? null])
    expect(due).toEqual([
      ["manager", null],
      ["owner", "2026-06-11T05:00:00.000Z"],
    ])
    expect(await mailsTo("manager", `Nora ${enquiries}`)).toHaveLength(1)
    expect(await mailsTo("owner", `Nora ${enquiries}`)).toEqual([])
  })

  it("is told nothing of what they do not want, and by mail alone where they want that", async () => {
    await wish(agency.owner, { app: "never", mail: "never" })
    await wish(agency.manager, { app: "never", mail: "at-once" })
    const leadId = await enquiryAt(noon)
    expect(await keptOf(leadId)).toEqual([])
    expect(await mailsTo("owner", `Nora ${enquiries}`)).toEqual([])
    expect(await mailsTo("manager", `Nora ${enquiries}`)).toHaveLength(1)
  })
})

describe("the page of one's notifications", () => {
  const ask = async (form?: Record<string, string>) => {
    const cookie = await sessionOf(agency, agency.people.guest.personId)
    const args = knock({ path: "/settings/notifications", form, cookie })
    return answerOf(() => (form ? action(args) : loader(args)))
  }

  it("saves what was chosen, and shows it again", async () => {
    const chosen = { "moments[0].kind": "lead.captured", "moments[0].app": "never", "moments[0].mail": "daily" }
    const saved = await ask({ ...chosen, timeZone: "Asia/Tokyo", quietFrom: "21:00", quietUntil: "06:30" })
    expect([saved.status, saved.headers.get("Location")]).toEqual([303, "/settings/notifications"])
    expect((await ask()).body).toMatchObject({
      defaults: { timeZone: "Asia/Tokyo", quietFrom: "21:00", quietUntil: "06:30" },
      moments: expect.arrayContaining([
        expect.objectContaining({ kind: "lead.captured", app: "never", mail: "daily" }),
      ]),
    })
  })

  it("says what is wrong at its field", async () => {
    const half = await ask({ quietFrom: "22:00", timeZone: "Moon/Base" })
    expect([half.status, half.body]).toMatchObject([422, { reply: { error: { timeZone: [expect.any(String)] } } }])
    const lone = await ask({ quietFrom: "22:00" })
    expect([lone.status, lone.body]).toMatchObject([422, { reply: { error: { quietUntil: [expect.any(String)] } } }])
  })

  it("lets nobody put out of sight what concerns money", async () => {
    const hidden = { "moments[0].kind": "payment.recorded", "moments[0].app": "never", "moments[0].mail": "never" }
    expect((await ask(hidden)).status).toBe(422)
  })

  it("is everybody's own", async () => {
    const elsewhere = mint({ ...agency.member })
    expect((await getNotificationPreferences(elsewhere, {})).timeZone).toBeNull()
  })
})
