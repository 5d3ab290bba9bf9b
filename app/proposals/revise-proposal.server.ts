import { eq } from "drizzle-orm"
import { proposalLines, proposals } from "#db/schema/proposals"
import { command } from "~/platform/data/command.server"
import { edit, stale } from "~/platform/data/versions.server"
import type { Work } from "~/platform/data/work.server"
import { Conflict, Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import type { Line } from "~/pricing/inputs.server"
import { linesOf, plainDecimal } from "./freeze.server"
import { ReviseProposalInput } from "./inputs.server"
import { linesInWords } from "./line-words"
import { possibleRecipients } from "./recipient.server"
import { heldUndecided, type ProposalRow, subjectOf } from "./subject.server"

const texts = ["title", "intro", "scope", "timeline", "terms", "validUntilOn"] as const

/** Edits what a proposal says. What was sent before stays as it was; the changes go out as the next version. */
export const reviseProposal = command({
  name: "revise-proposal",
  actors: ["staff", "system"],
  input: ReviseProposalInput,
  async step(ctx, { proposalId, version, contactId, lines, ...set }) {
    const before = await heldUndecided(ctx, proposalId)
    if (version !== before.version) throw await staleProposal(ctx, before)
    const reader = contactId ? await readerOf(ctx, before, contactId) : before.contactId
    const edited = { ...set, contactId: reader, hasUnsentChanges: true }
    const after = await edit(ctx, proposals, proposalId, version, edited)
    await replaceLines(ctx, proposalId, lines)
    ctx.record("proposal.revised", subjectOf(after), { before: pick(before), after: pick(after) })
    return { proposalId, version: after.version }
  },
})

/** The Conflict of a stale edit, with figures as people write them and the lines as text. */
async function staleProposal(ctx: Work, proposal: ProposalRow) {
  const conflict = await stale(ctx, proposals, proposal.id)
  if (conflict.kind !== "conflict") return conflict
  const { theirs, ...change } = conflict.detail
  const inWords = {
    depositPercent: plainDecimal(proposal.depositPercent),
    lines: linesInWords(await linesOf(ctx, proposal.id)),
  }
  return new Conflict(conflict.message, { ...change, theirs: { ...theirs, ...inWords } })
}

async function readerOf(ctx: Work, proposal: ProposalRow, contactId: Id<"contacts">) {
  const people = await possibleRecipients(ctx, proposal)
  if (!people.some((person) => person.contactId === contactId)) {
    throw new Invalid("contactId", "Choose one of this client's people")
  }
  return contactId
}

const pick = (row: ProposalRow) => ({
  ...Object.fromEntries(texts.map((name) => [name, row[name]])),
  depositPercent: plainDecimal(row.depositPercent),
  pricesIncludeTax: row.pricesIncludeTax,
})

async function replaceLines(ctx: Work, proposalId: Id<"proposals">, lines: readonly Line[]) {
  await ctx.db.delete(proposalLines).where(eq(proposalLines.proposalId, proposalId))
  const rows = lines.map((line, position) => ({ ...line, proposalId, position }))
  if (rows.length > 0) await ctx.db.insert(proposalLines).values(rows)
}
