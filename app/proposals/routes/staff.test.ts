import { describe, expect, it } from "vitest"
import { href } from "~/platform/language/paths"
import { aDeal, aDraft, aSent, asForm } from "../../../tests/support/a-proposal"
import { answerOf, cookieFor, knock } from "../../../tests/support/knock"
import { anAgency, rows } from "../../../tests/support/world"
import { getProposal } from "../proposal-queries.server"
import { reviseProposal } from "../revise-proposal.server"
import * as copyLink from "./copy-link"
import * as draft from "./draft"
import * as edit from "./edit"
import * as list from "./list"
import * as pdf from "./pdf"
import * as preview from "./preview"
import * as send from "./send"
import * as show from "./show"
import * as withdraw from "./withdraw"

const agency = await anAgency()
const { owner } = agency
const cookie = await cookieFor(agency.people.owner.email)

const at = (path: string, params: Record<string, string>, form?: Record<string, string>) =>
  knock({ path, params, cookie, ...(form ? { form } : {}) })
const to = ({ headers }: { headers: Headers }) => headers.get("Location")

/** A proposal's form as a browser sends it. */
async function typed(proposalId: Parameters<typeof asForm>[1]): Promise<Record<string, string>> {
  const { lines, proposalId: _, ...texts } = await asForm(owner, proposalId)
  const fields = lines.flatMap(({ isOptional, ...line }, index) => [
    ...Object.entries(line).map(([name, value]) => [`lines[${index}].${name}`, value]),
    ...(isOptional ? [[`lines[${index}].isOptional`, "on"]] : []),
  ])
  const flat = Object.entries(texts).map(([name, value]) => [name, String(value ?? "")])
  return Object.fromEntries([...flat, ...fields, ["submission", `form-${proposalId}`]])
}

it("drafting from a deal leads to the form of the new proposal, pressed twice to the same one", async () => {
  const { dealId } = await aDeal(owner)
  const path = href("/deals/:dealId/proposals", { dealId })
  expect(to(await answerOf(() => draft.loader(at(path, { dealId }))))).toBe(`/deals/${dealId}`)
  const press = () => answerOf(() => draft.action(at(path, { dealId }, { submission: "pressed-once" })))
  const first = await press()
  expect(first.status).toBe(303)
  expect(to(first)).toMatch(/^\/proposals\/[0-9a-f-]{36}\/edit$/)
  expect(to(await press())).toBe(to(first))
})

it("the list keeps its filter in the address and ignores what is none", async () => {
  const { proposalId } = await aSent(owner, { title: "A hundred pages" })
  const found = await answerOf(() => list.loader(at("/proposals?status=sent&q=hundred", {})))
  expect(found.body).toMatchObject({
    status: "sent",
    q: "hundred",
    rows: [{ id: proposalId, standing: "sent", amount: "€9,520.00" }],
  })
  expect((await answerOf(() => list.loader(at("/proposals?status=old", {})))).body).toMatchObject({ status: "" })
})

describe("the form of a proposal", () => {
  it("that cannot be taken comes back with everything typed and the errors at their fields", async () => {
    const { proposalId } = await aDraft(owner)
    const path = href("/proposals/:proposalId/edit", { proposalId })
    const form = { ...(await typed(proposalId)), title: "", "lines[1].unitPrice": "a lot", terms: "Our terms" }
    const { status, body } = await answerOf(() => edit.action(at(path, { proposalId }, form)))
    expect(status).toBe(422)
    const { reply } = body as { reply: { error: Record<string, string[]>; initialValue: Record<string, unknown> } }
    expect(reply.error).toEqual({
      title: ["Give the proposal a title"],
      "lines[1].unitPrice": ["Enter a price such as 1500.00"],
    })
    expect(reply.initialValue).toMatchObject({
      terms: "Our terms",
      lines: [{ name: "Website" }, { unitPrice: "a lot" }],
    })
  })

  it("that is stale comes back with what the other wrote beside it", async () => {
    const { proposalId } = await aDraft(owner)
    const form = { ...(await typed(proposalId)), title: "Mine" }
    await reviseProposal(agency.manager, { ...(await asForm(owner, proposalId)), title: "Theirs" })
    const path = href("/proposals/:proposalId/edit", { proposalId })
    const { status, body } = await answerOf(() => edit.action(at(path, { proposalId }, form)))
    expect(status).toBe(409)
    expect(body).toMatchObject({
      reply: {
        initialValue: { title: "Mine" },
        theirs: { values: { title: "Theirs" }, changedBy: agency.manager.name },
      },
    })
  })

  it("is saved, and leads to the record or to the preview", async () => {
    const { proposalId } = await aDraft(owner)
    const path = href("/proposals/:proposalId/edit", { proposalId })
    const form = { ...(await typed(proposalId)), title: "Saved" }
    expect(to(await answerOf(() => edit.action(at(path, { proposalId }, form))))).toBe(`/proposals/${proposalId}`)
    expect((await getProposal(owner, { proposalId })).title).toBe("Saved")
    const again = { ...(await typed(proposalId)), submission: "second-form", intent: "preview" }
    const shown = await answerOf(() => edit.action(at(path, { proposalId }, again)))
    expect(to(shown)).toBe(href("/proposals/:proposalId/preview", { proposalId }))
  })

  it("is not there for what nobody may see or what is no id", async () => {
    const other = await anAgency({ name: "Elsewhere" })
    const { proposalId } = await aDraft(other.owner)
    const ask = (id: string) => answerOf(() => edit.loader(at("/proposals/x/edit", { proposalId: id })))
    expect((await ask(proposalId)).status).toBe(404)
    expect((await ask("nonsense")).status).toBe(404)
  })
})

describe("sending", () => {
  it("needs a recipient", async () => {
    const { proposalId } = await aDraft(owner)
    const path = href("/proposals/:proposalId/send", { proposalId })
    const { status, body } = await answerOf(() => send.action(at(path, { proposalId }, { message: "Dear Claire" })))
    expect(status).toBe(422)
    expect(body).toMatchObject({
      reply: { error: { contactId: ["Choose who gets it"] }, initialValue: { message: "Dear Claire" } },
    })
  })

  it("shows first what would be sent and to whom, then does it and says so", async () => {
    const { proposalId, contactId, email } = await aDraft(owner)
    const path = href("/proposals/:proposalId/send", { proposalId })
    const { body } = await answerOf(() => send.loader(at(path, { proposalId })))
    expect(body).toMatchObject({
      number: 1,
      chosen: contactId,
      recipients: [{ name: "Claire Client", email }],
      money: { total: "€9,520.00", deposit: { amount: "€2,856.00", percent: "30 %" } },
      obstacles: [],
    })
    const { version } = body as { version: number }
    const form = { contactId, version: String(version), submission: "send-form-1" }
    const sent = await answerOf(() => send.action(at(path, { proposalId }, form)))
    expect(to(sent)).toBe(`/proposals/${proposalId}`)
    expect(sent.headers.get("Set-Cookie")).toContain("notice=")
    expect(await rows(agency, "select id from proposal_versions where proposal_id = $1", [proposalId])).toHaveLength(1)
  })
})

it("the record shows the proposal with its timeline", async () => {
  const { proposalId } = await aSent(owner)
  const { body } = await answerOf(() => show.loader(at(href("/proposals/:proposalId", { proposalId }), { proposalId })))
  const { record, timeline, may } = body as Awaited<ReturnType<typeof show.loader>>
  expect(record).toMatchObject({ nextStep: "wait", standing: "sent" })
  expect(timeline.items.map(({ text }) => text)).toContain("Proposal “Website” sent")
  expect(may.send).toBe(true)
})

it("a link to pass on is made by a button and shown on a page of its own", async () => {
  const { proposalId } = await aSent(owner)
  const path = href("/proposals/:proposalId/link", { proposalId })
  const made = await answerOf(() => copyLink.action(at(path, { proposalId }, { submission: "make-link-1" })))
  expect(made.status).toBe(303)
  const shown = await answerOf(() => copyLink.loader(at(to(made)!, { proposalId })))
  expect(shown.body).toMatchObject({ contactName: "Claire Client", address: expect.stringMatching(/\/p\/[\w-]{20,}$/) })
  const stranger = await answerOf(() => copyLink.loader(at(`${path}?link=${proposalId}`, { proposalId })))
  expect(stranger.status).toBe(404)
})

it("the preview is the document as it would be sent, or a version as it was", async () => {
  const { proposalId } = await aSent(owner)
  await reviseProposal(owner, { ...(await asForm(owner, proposalId)), title: "Edited", scope: "{{nothing}}" })
  const path = href("/proposals/:proposalId/preview", { proposalId })
  const now = await answerOf(() => preview.loader(at(path, { proposalId })))
  expect(now.body).toMatchObject({
    isSent: false,
    page: { document: { title: "Edited", number: 2 } },
    obstacles: [{ field: "scope" }],
  })
  const before = await answerOf(() => preview.loader(at(`${path}?version=1`, { proposalId })))
  expect(before.body).toMatchObject({
    isSent: true,
    page: { document: { title: "Website", number: 1 } },
    obstacles: [],
  })
  expect((await answerOf(() => preview.loader(at(`${path}?version=7`, { proposalId })))).status).toBe(404)
})

it("a version is served as a PDF, the same bytes each time; a draft has none", async () => {
  const { proposalId } = await aSent(owner)
  const path = href("/proposals/:proposalId/pdf", { proposalId })
  const first = await answerOf(() => pdf.loader(at(path, { proposalId })))
  expect(first.headers.get("Content-Type")).toBe("application/pdf")
  expect(first.headers.get("Content-Disposition")).toBe('inline; filename="Website-v1.pdf"')
  expect(String(first.body).startsWith("%PDF-")).toBe(true)
  expect((await answerOf(() => pdf.loader(at(`${path}?version=1`, { proposalId })))).body).toBe(first.body)
  const unsent = await aDraft(owner)
  expect((await answerOf(() => pdf.loader(at(path, { proposalId: unsent.proposalId })))).status).toBe(409)
})

it("withdrawing asks first, and only while there is something to withdraw", async () => {
  const { proposalId } = await aSent(owner)
  const path = href("/proposals/:proposalId/withdraw", { proposalId })
  expect((await answerOf(() => withdraw.loader(at(path, { proposalId })))).body).toMatchObject({
    title: "Website",
    isSent: true,
  })
  expect(to(await answerOf(() => withdraw.action(at(path, { proposalId }, {}))))).toBe(`/proposals/${proposalId}`)
  expect((await getProposal(owner, { proposalId })).status).toBe("withdrawn")
  expect((await answerOf(() => withdraw.loader(at(path, { proposalId })))).status).toBe(409)
})
