import type { ClientHold } from "~/platform/data/contexts.server"
import type { Id } from "~/platform/language/ids"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { getProposalForClient } from "~/proposals/client-queries.server"
import { offerOf } from "~/proposals/content"
import { declineProposal } from "~/proposals/decline-proposal.server"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { recordLinkUse } from "~/proposals/record-link-use.server"
import { sendProposal } from "~/proposals/send-proposal.server"
import { signProposal } from "~/proposals/sign-proposal.server"
import type { Act } from "./act"
import { asOwner, type Told } from "./told"

/** A proposal drafted, sent, and what its reader did with it. */
export function proposalActs(told: Told): Act[] {
  const { act, cast, once, road } = told
  const plan = road.proposal
  if (!plan) return []
  let proposalId: Id<"proposals">
  let hold: ClientHold
  const reader = (now: Date) => cast.reader(hold, now)
  return [
    ...act(plan.drafted, "11:30", async (now) => {
      proposalId = (await draftProposal(asOwner(told, now), { dealId: told.dealId() }, once("drafted"))).proposalId
    }),
    ...act(plan.sent, "15:45", async (now) => {
      hold = await send(told, proposalId, now)
    }),
    ...act(plan.opened, "18:20", (now) => recordLinkUse(reader(now), { kind: "seen" }, once("seen"))),
    ...act(plan.asked, "19:05", (now) =>
      askAboutProposal(reader(now), { question: plan.asked!.question }, once("asked")),
    ),
    ...act(plan.signed, "10:10", (now) => sign(told, reader(now), plan.signed!.options)),
    ...act(plan.declined, "12:15", (now) =>
      declineProposal(reader(now), { reason: plan.declined!.reason }, once("declined")),
    ),
  ]
}

async function send(told: Told, proposalId: Id<"proposals">, now: Date): Promise<ClientHold> {
  const { contactId } = told.client()
  const message = told.road.proposal?.sent?.message ?? null
  const input = { proposalId, version: null, contactId, message }
  const { versionId, linkId } = await sendProposal(asOwner(told, now), input, told.once("sent"))
  const { email } = told.road.client.contact
  return { of: "link", linkId, purpose: "proposal", objectId: proposalId, versionId, contactId, email, channel: "mail" }
}

async function sign(told: Told, reader: ReturnType<Told["cast"]["reader"]>, options: readonly string[]) {
  const { content } = await getProposalForClient(reader, {})
  const lines = content.lines.filter((line) => line.isOptional && options.includes(line.name)).map((line) => line.id)
  const expected = offerOf(content, lines).total.minor.toString()
  const typedName = told.road.client.contact.name
  await signProposal(
    reader,
    { lines, consent: true, typedName, expected, timeZone: content.timeZone },
    told.once("signed"),
  )
}
