import { beforeAll, expect, test } from "vitest"
import { Invalid } from "~/platform/language/errors"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { captureEnquiry } from "./capture-enquiry.server"

type Lead = Record<"status" | "lost_reason" | "name" | "email_normalized" | "message" | "source", string | null> & {
  utm: Record<string, string>
  source_page: string | null
  consent_text: string | null
  consent_at: Date | null
  company_domain: string | null
  phone_normalized: string | null
}

const now = new Date("2026-11-21T12:00:00Z")
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

let agency: Agency
let senders = 0

beforeAll(async () => {
  agency = await anAgency()
})

const enquiry = (more: object = {}) => ({
  name: "Ana Ruiz",
  email: `ana${++senders}@cafe-mueller.example`,
  message: "We need a website before March.",
  consent: true,
  ...more,
})

const leadOf = async (leadId: string) => (await rows<Lead>(agency, "select * from leads where id = $1", [leadId]))[0]!
const count = async (email: string) =>
  (await rows(agency, "select 1 from leads where email_normalized = $1", [email])).length

test("an enquiry becomes a new lead that keeps where it came from and what was consented to", async () => {
  const { leadId } = await captureEnquiry(await agency.formVisitor(now), {
    ...enquiry({ email: " Ana@Cafe-Mueller.example ", phone: "+49 (0)30 12 34" }),
    sourcePage: "https://cafe-mueller.example/contact",
    utm: { source: "news", medium: null, campaign: "spring" },
  })
  expect(await leadOf(leadId)).toMatchObject({
    status: "new",
    source: "form",
    email_normalized: "ana@cafe-mueller.example",
    phone_normalized: "+49301234",
    company_domain: "cafe-mueller.example",
    source_page: "https://cafe-mueller.example/contact",
    utm: { source: "news", campaign: "spring" },
    consent_text: expect.stringContaining("Northlight"),
    consent_at: now,
  })
})

test("the same enquiry sent again within ten minutes is one lead, also when both arrive at once", async () => {
  const same = enquiry()
  const visitors = await Promise.all([0, 1, 2, 3].map(() => agency.formVisitor(now)))
  const answers = await Promise.all(visitors.map((visitor) => captureEnquiry(visitor, same)))
  expect(new Set(answers.map((answer) => answer.leadId)).size).toBe(1)
  await captureEnquiry(await agency.formVisitor(later(9)), same)
  expect(await count(same.email)).toBe(1)
  await captureEnquiry(await agency.formVisitor(later(11)), same)
  expect(await count(same.email)).toBe(2)
})

test("another message of the same sender is another lead", async () => {
  const first = enquiry()
  await captureEnquiry(await agency.formVisitor(now), first)
  await captureEnquiry(await agency.formVisitor(now), { ...first, message: "And a logo, please." })
  expect(await count(first.email)).toBe(2)
})

test("what looks like a machine's is kept, put aside with that reason", async () => {
  const visitor = await agency.formVisitor(now)
  const suspicious = [
    enquiry({ trap: "https://pills.example" }),
    enquiry({ isFlood: true }),
    enquiry({ openedAt: new Date(now.getTime() - 200), message: "See https://pills.example" }),
  ]
  for (const spam of suspicious) {
    const { leadId } = await captureEnquiry(visitor, spam)
    expect(await leadOf(leadId)).toMatchObject({ status: "disqualified", lost_reason: "Suspected spam" })
  }
})

test("hostile text is kept as the text it is, and a name never breaks its line", async () => {
  const hostile = {
    name: "Ana\r\nBcc: everybody@spam.example",
    message: "<script>alert(1)</script> '; drop table leads; -- \u202e {{7*7}} =cmd()",
  }
  const { leadId } = await captureEnquiry(await agency.formVisitor(now), enquiry(hostile))
  expect(await leadOf(leadId)).toMatchObject({
    name: "Ana Bcc: everybody@spam.example",
    message: hostile.message,
  })
})

test("nothing is saved without a name, an address, a message and consent, nor when they are too long", async () => {
  const visitor = await agency.formVisitor(now)
  const wrong = [
    { field: "name", given: { name: "  " } },
    { field: "name", given: { name: "x".repeat(201) } },
    { field: "email", given: { email: "ana@" } },
    { field: "email", given: { email: "a@b.example\nBcc: c@d.example" } },
    { field: "message", given: { message: "" } },
    { field: "message", given: { message: "x".repeat(5001) } },
    { field: "consent", given: { consent: false } },
  ]
  for (const { field, given } of wrong) {
    const refusal = captureEnquiry(visitor, enquiry(given))
    await expect(refusal).rejects.toThrow(Invalid)
    await expect(refusal).rejects.toMatchObject({ field })
  }
})

test("what came along unseen is cut, never a reason to refuse an enquiry", async () => {
  const long = { sourcePage: `https://umbra.example/${"x".repeat(4_000)}`, utm: { source: "y".repeat(900) } }
  const { leadId } = await captureEnquiry(await agency.formVisitor(now), enquiry(long))
  const lead = await leadOf(leadId)
  expect(lead.source_page).toHaveLength(500)
  expect(lead.utm.source).toHaveLength(200)
})

test("an enquiry reaches the agency whose form it was, and no other", async () => {
  const other = await anAgency({ name: "Harbor" })
  const { leadId } = await captureEnquiry(await agency.formVisitor(now), enquiry())
  expect(await rows(other, "select 1 from leads where id = $1", [leadId])).toEqual([])
})
