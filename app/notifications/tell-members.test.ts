import { eq } from "drizzle-orm"
import { beforeAll, describe, expect, it } from "vitest"
import { members } from "#db/schema/organizations"
import { openInvoice } from "~/invoices/open-invoice.server"
import { assignLead } from "~/leads/assign-lead.server"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { captureLead } from "~/leads/capture-lead.server"
import { joinMember } from "~/organizations/join-member.server"
import { recordPayment } from "~/payments/record-payment.server"
import { reversePayment } from "~/payments/reverse-payment.server"
import { settleCheckout } from "~/payments/settle-checkout.server"
import { mint } from "~/platform/data/contexts.server"
import { transact } from "~/platform/data/database.server"
import type { Id } from "~/platform/language/ids"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { declineProposal } from "~/proposals/decline-proposal.server"
import { recordLinkUse } from "~/proposals/record-link-use.server"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { rows } from "../../tests/support/world"

let world: World
let member: Id<"people">

beforeAll(async () => {
  world = await aFullWorld()
  member = world.people.member.personId
})

type Told = { sentence: string; href: string; kind: string; name: string }

/** What members were told of a record, the newest first. */
const toldOf = (id: string) =>
  rows<Told>(
    world,
    `select n.sentence, n.href, n.kind, m.role as name from notifications n join members m using (organization_id, person_id)
     where n.href like '%' || $1 order by n.id desc`,
    [id],
  )

/** To whom mails went that tell of a record's newest event of a kind. */
async function mailedOf(id: string, kind: string) {
  const mails = await rows<{ to_email: string; subject: string; reply_to: string | null; text: string }>(
    world,
    `select distinct x.to_email, x.subject, x.reply_to, x.text from mails x join notifications n on n.event_id::text = x.object_id
     where x.purpose = 'notice' and n.href like '%' || $1 and n.kind = $2`,
    [id, kind],
  )
  return mails
}

const enquiry = {
  name: "Nora Vance",
  email: "nora@umbra.example",
  companyName: "Umbra",
  message: "We need a site before March.",
  consent: true,
}

describe("a new lead", () => {
  it("of the public form is told to owner and managers, in the program and by mail", async () => {
    const { leadId } = await captureEnquiry(await world.formVisitor(), { ...enquiry, utm: {} })
    const told = await toldOf(leadId)
    expect(told.map(({ name }) => name).toSorted()).toEqual(["manager", "owner"])
    expect(told[0]).toMatchObject({ sentence: "New lead: Nora Vance, Umbra", href: `/leads/${leadId}` })
    const mails = await mailedOf(leadId, "lead.captured")
    expect(mails.map(({ to_email }) => to_email).toSorted()).toEqual(
      [world.people.manager.email, world.people.owner.email].toSorted(),
    )
  })

  it("that looks like a machine's is told to nobody", async () => {
    const spam = { ...enquiry, email: "bot@spam.example", trap: "filled", utm: {} }
    const { leadId } = await captureEnquiry(await world.formVisitor(), spam)
    expect(await toldOf(leadId)).toEqual([])
  })

  it("that a member writes down for themselves is no news to them; for another it is to that one", async () => {
    const own = await captureLead(world.member, { name: "Own Lead", email: "own@own.example" })
    expect(await toldOf(own.leadId)).toEqual([])
    const given = await captureLead(world.manager, { name: "Given", email: "given@given.example", ownerId: member })
    expect((await toldOf(given.leadId)).map(({ name }) => name)).toEqual(["member"])
  })

  it("is told to whom it is assigned, without a mail", async () => {
    const leadId = await world.lead()
    await assignLead(world.manager, { leadId, ownerId: member })
    expect(await toldOf(leadId)).toMatchObject([
      { name: "member", sentence: expect.stringContaining("assigned to you") },
    ])
    expect(await mailedOf(leadId, "lead.assigned")).toEqual([])
  })
})

describe("what the client does with a proposal", () => {
  it("is told to whoever looks after it: asked, with the question and the way to answer", async () => {
    const { holder, proposalId, email } = await world.sentProposal(member)
    await askAboutProposal(holder, { question: "Could we begin in May?\nOr June?" })
    const told = await toldOf(proposalId)
    expect(told.map(({ kind, name }) => [kind, name])).toContainEqual(["proposal.asked", "member"])
    const [mail] = await mailedOf(proposalId, "proposal.asked")
    expect(mail).toMatchObject({ to_email: world.people.member.email, reply_to: email })
    expect(mail?.text).toContain("Could we begin in May?")
  })

  it("opened for the first time, by mail; and again another day, without", async () => {
    const { holder, proposalId } = await world.sentProposal(member)
    await recordLinkUse(holder, { kind: "seen" })
    expect((await toldOf(proposalId)).map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/opened “.*” for the first time$/),
    ])
    const tomorrow = mint({ ...holder, now: new Date(holder.now.getTime() + 86_400_000) })
    await recordLinkUse(tomorrow, { kind: "seen" })
    expect((await toldOf(proposalId))[0]?.sentence).toMatch(/ again$/)
    expect(await mailedOf(proposalId, "proposal.opened")).toHaveLength(1)
  })

  it("declined, with the reason, once: that it was opened for it goes without saying", async () => {
    const { holder, proposalId } = await world.sentProposal(member)
    await declineProposal(holder, { reason: "Too early" })
    const told = await toldOf(proposalId)
    expect(told.map(({ kind }) => kind)).toEqual(["proposal.declined"])
    expect(told[0]?.sentence).toMatch(/declined .*Too early/)
    expect(await mailedOf(proposalId, "proposal.declined")).toHaveLength(1)
  })

  it("signed, with the amount; the mail with the record is the proposals' own", async () => {
    const { proposalId } = await world.signedProposal(member)
    const signed = (await toldOf(proposalId)).filter(({ kind }) => kind === "proposal.signed")
    expect(signed).toMatchObject([{ name: "member", sentence: expect.stringMatching(/signed .*9,520\.00/) }])
    expect(await mailedOf(proposalId, "proposal.signed")).toEqual([])
  })

  it("goes to owner and managers once who looked after it has left", async () => {
    const email = `${world.another("leaver").replace(" ", "")}@northlight.example`
    const { personId } = await joinMember(world.system(), { name: "Lia Leaver", email, role: "member", teamId: null })
    const { holder, proposalId } = await world.sentProposal(personId)
    await transact({ organizationId: world.organizationId, now: new Date() }, (tx) =>
      tx.update(members).set({ status: "removed" }).where(eq(members.personId, personId)),
    )
    await askAboutProposal(holder, { question: "Who is there?" })
    const asked = (await toldOf(proposalId)).filter(({ kind }) => kind === "proposal.asked")
    expect(asked.map(({ name }) => name).toSorted()).toEqual(["manager", "owner"])
  })
})

describe("money", () => {
  it("that came in is told to the invoice's owner, in full or in part, and not to who recorded it", async () => {
    const { invoiceId } = await world.issuedInvoice(member)
    const paid = { method: "bank", receivedOn: world.today } as const
    await recordPayment(world.finance, { invoiceId, amount: "520.00", ...paid })
    await recordPayment(world.finance, { invoiceId, amount: "10785.00", ...paid })
    const told = await toldOf(invoiceId)
    expect(told.map(({ name }) => name)).toEqual(["member", "member"])
    expect(told[0]?.sentence).toMatch(/paid €10,785\.00: invoice .* is paid in full/)
    expect(told[1]?.sentence).toMatch(/paid €520\.00: invoice .* is paid in part/)
    expect(await mailedOf(invoiceId, "payment.recorded")).toHaveLength(2)
  })

  it("that is taken back is told to whoever books payments, too", async () => {
    const { invoiceId, paymentId } = await world.payment(member)
    await reversePayment(world.owner, { paymentId, reason: "Booked on the wrong invoice" })
    const told = (await toldOf(invoiceId)).filter(({ kind }) => kind === "payment.reversed")
    expect(told.map(({ name }) => name).toSorted()).toEqual(["finance", "member"])
  })

  it("asked for: that the invoice was opened by a person is told once a day, the first time by mail", async () => {
    const { invoiceId, holder } = await world.heldInvoice(member)
    await openInvoice(holder, {})
    await openInvoice(holder, {})
    const told = await toldOf(invoiceId)
    expect(told).toMatchObject([
      { name: "member", sentence: expect.stringMatching(/opened invoice .* for the first time$/) },
    ])
    expect(await mailedOf(invoiceId, "invoice.opened")).toHaveLength(1)
  })

  it("on its way, failed or set aside is told to the invoice's owner", async () => {
    const { invoiceId, checkoutId, amountMinor } = await world.checkout(member)
    const metadata = { organization: world.organizationId, attempt: checkoutId }
    const report = { checkoutId, metadata, amount: amountMinor, currency: "eur", paymentIntentId: "pi_1" }
    const from = { method: "bank", account: "installation" } as const
    await settleCheckout(world.system(), { ...report, ...from, fact: "pending" })
    await settleCheckout(world.system(), { ...report, ...from, fact: "failed" })
    await settleCheckout(world.system(), { ...report, ...from, fact: "paid", amount: 1 })
    const kinds = (await toldOf(invoiceId)).filter(({ name }) => name === "member").map(({ kind }) => kind)
    expect(kinds).toEqual(["checkout.quarantined", "checkout.failed", "checkout.pending"])
    const puzzled = (await toldOf(invoiceId)).filter(({ kind }) => kind === "checkout.quarantined")
    expect(puzzled.map(({ name }) => name).toSorted()).toEqual(["finance", "member", "owner"])
    expect(await mailedOf(invoiceId, "checkout.pending")).toEqual([])
    expect(await mailedOf(invoiceId, "checkout.failed")).toHaveLength(1)
  })
})
