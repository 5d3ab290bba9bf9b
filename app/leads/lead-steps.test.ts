import { beforeAll, expect, test } from "vitest"
import { Conflict, Invalid } from "~/platform/language/errors"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { assignLead } from "./assign-lead.server"
import { captureEnquiry } from "./capture-enquiry.server"
import { captureLead } from "./capture-lead.server"
import { deleteLead } from "./delete-lead.server"
import { disqualifyLead } from "./disqualify-lead.server"
import { editLead } from "./edit-lead.server"
import { getLead } from "./lead-queries.server"
import { qualifyLead } from "./qualify-lead.server"
import { reopenLead } from "./reopen-lead.server"
import { restoreLead } from "./restore-lead.server"

let agency: Agency
let made = 0

beforeAll(async () => {
  agency = await anAgency()
})

const aLead = () => captureLead(agency.owner, { name: "Lee Park", phone: `040 ${++made}`, evenIfKnown: true })
const statusOf = async (leadId: Awaited<ReturnType<typeof aLead>>["leadId"]) =>
  (await getLead(agency.owner, { leadId })).status
const told = async (leadId: string) =>
  (
    await rows<{ name: string }>(
      agency,
      "select e.name from events e join event_subjects s on s.event_id = e.id where s.subject_id = $1 order by e.id",
      [leadId],
    )
  ).map((event) => event.name)

test("a lead is qualified once; reopening takes it back to where it stood", async () => {
  const { leadId } = await aLead()
  await assignLead(agency.owner, { leadId, ownerId: agency.people.member.personId })
  await qualifyLead(agency.owner, { leadId })
  await qualifyLead(agency.owner, { leadId })
  expect(await statusOf(leadId)).toBe("qualified")
  await reopenLead(agency.owner, { leadId })
  expect(await statusOf(leadId)).toBe("working")
  expect(await told(leadId)).toEqual(["lead.captured", "lead.assigned", "lead.qualified", "lead.reopened"])
})

test("putting a lead aside needs a reason, and one's own words for another reason", async () => {
  const { leadId } = await aLead()
  await expect(disqualifyLead(agency.owner, { leadId, reason: " " })).rejects.toThrow(Invalid)
  const wordless = disqualifyLead(agency.owner, { leadId, reason: "Another reason" })
  await expect(wordless).rejects.toMatchObject({ field: "inWords" })
  await disqualifyLead(agency.owner, { leadId, reason: "Another reason", inWords: "Moved to Mars" })
  expect(await getLead(agency.owner, { leadId })).toMatchObject({ status: "disqualified", lostReason: "Moved to Mars" })
})

test("reopening a lead that was put aside keeps why in its history", async () => {
  const { leadId } = await aLead()
  await qualifyLead(agency.owner, { leadId })
  await disqualifyLead(agency.owner, { leadId, reason: "No answer", inWords: "Called three times" })
  await reopenLead(agency.owner, { leadId })
  expect(await getLead(agency.owner, { leadId })).toMatchObject({ status: "qualified", lostReason: null })
  const [event] = await rows<{ payload: object }>(
    agency,
    "select payload from events where name = 'lead.disqualified' and payload->>'leadId' = $1",
    [leadId],
  )
  expect(event?.payload).toMatchObject({ reason: "No answer: Called three times", from: "qualified" })
})

test("an enquiry wrongly taken for spam is new again when it is reopened", async () => {
  const visitor = await agency.formVisitor()
  const { leadId } = await captureEnquiry(visitor, {
    ...{ name: "Ana", email: "real@person.example", message: "I am real", consent: true, trap: "filled by a browser" },
  })
  expect(await statusOf(leadId)).toBe("disqualified")
  await reopenLead(agency.owner, { leadId })
  expect(await statusOf(leadId)).toBe("new")
})

test("a step that does not follow from where the lead stands is refused", async () => {
  const { leadId } = await aLead()
  await expect(reopenLead(agency.owner, { leadId })).rejects.toThrow(Conflict)
  await disqualifyLead(agency.owner, { leadId, reason: "Spam" })
  await expect(qualifyLead(agency.owner, { leadId })).rejects.toThrow(Conflict)
  await expect(disqualifyLead(agency.owner, { leadId, reason: "No answer" })).rejects.toThrow(Conflict)
})

test("a stale edit is refused with what stands there now", async () => {
  const { leadId } = await aLead()
  const { version } = await getLead(agency.owner, { leadId })
  const said = { name: "Lee Park", phone: "040 1" }
  await editLead(agency.owner, { leadId, version, ...said, companyName: "Hooli" })
  const late = editLead(agency.owner, { leadId, version, ...said, companyName: "Initech" })
  await expect(late).rejects.toMatchObject({ detail: { theirs: { companyName: "Hooli" }, changedBy: "Ida Owner" } })
})

test("a deleted lead leaves every list and can be brought back", async () => {
  const { leadId } = await aLead()
  await deleteLead(agency.owner, { leadId })
  await expect(getLead(agency.owner, { leadId })).rejects.toThrow("lead")
  await restoreLead(agency.owner, { leadId })
  expect(await statusOf(leadId)).toBe("working")
  await expect(restoreLead(agency.owner, { leadId })).rejects.toThrow("lead")
})
