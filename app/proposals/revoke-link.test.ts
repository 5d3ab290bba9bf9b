import { beforeAll, describe, expect, test } from "vitest"
import { sendInvoice } from "~/invoices/send-invoice.server"
import { NotFound } from "~/platform/language/errors"
import { resolveFormerLink, resolveLink } from "~/platform/security/resolve.server"
import { aFullWorld, tokenHeldBy, type World } from "../../tests/support/a-full-world"
import { rows } from "../../tests/support/world"
import { getLink, listLinksOfInvoice } from "./link-queries.server"
import { recordLinkUse } from "./record-link-use.server"
import { revokeLink } from "./revoke-link.server"
import { sendProposal } from "./send-proposal.server"

let world: World
beforeAll(async () => {
  world = await aFullWorld()
})

const aDayOn = () => new Date(Date.now() + 25 * 3_600_000)

describe("a client's link", () => {
  test("that is revoked opens nothing from that moment, not even the way to a new one", async () => {
    const { proposalId, linkId } = await world.sentProposal()
    const token = await tokenHeldBy(world, proposalId)
    expect(await resolveLink(token, new Date())).toMatchObject({ linkId })
    await revokeLink(world.owner, { linkId })
    await revokeLink(world.owner, { linkId })
    expect(await resolveLink(token, new Date())).toBeNull()
    expect(await resolveFormerLink(token)).toBeNull()
    const told = await rows(
      world,
      "select name from events where payload ->> 'linkId' = $1 and name = 'link.revoked'",
      [linkId],
    )
    expect(told).toHaveLength(1)
    const kept = await rows(world, "select name from evidence where proposal_id = $1 and name = 'link revoked'", [
      proposalId,
    ])
    expect(kept).toHaveLength(1)
  })

  test("shows each of its uses, and never its token", async () => {
    const { holder, linkId, proposalId } = await world.sentProposal()
    await recordLinkUse(holder, { kind: "fetched" })
    await recordLinkUse(holder, { kind: "downloaded" })
    const link = await getLink(world.owner, { linkId })
    expect(link.uses.map(({ kind, ip, userAgent }) => ({ kind, ip, userAgent }))).toEqual(
      expect.arrayContaining([
        { kind: "fetched", ip: "192.0.2.1", userAgent: "test" },
        { kind: "downloaded", ip: "192.0.2.1", userAgent: "test" },
      ]),
    )
    expect(JSON.stringify(link)).not.toContain(await tokenHeldBy(world, proposalId))
  })

  test("to what a member may not see is not theirs to see or revoke", async () => {
    const { linkId } = await world.sentProposal(world.people.owner.personId)
    await expect(getLink(world.member, { linkId })).rejects.toBeInstanceOf(NotFound)
    await expect(revokeLink(world.member, { linkId })).rejects.toBeInstanceOf(NotFound)
  })

  test("to a proposal runs out within a day once the same version was sent again", async () => {
    const { proposalId, contactId } = await world.sentProposal()
    const old = await tokenHeldBy(world, proposalId)
    await sendProposal(world.owner, { proposalId, contactId, version: null })
    expect(await resolveLink(old, new Date())).not.toBeNull()
    expect(await resolveLink(old, aDayOn())).toBeNull()
    expect(await resolveLink(await tokenHeldBy(world, proposalId), aDayOn())).not.toBeNull()
  })

  test("to an invoice runs out within a day once it was sent again, and its page lists the newer first", async () => {
    const { invoiceId } = await world.issuedInvoice()
    await sendInvoice(world.owner, { invoiceId })
    const old = await tokenHeldBy(world, invoiceId)
    await sendInvoice(world.owner, { invoiceId })
    expect(await resolveLink(old, aDayOn())).toBeNull()
    const links = await listLinksOfInvoice(world.owner, { invoiceId })
    expect(links).toHaveLength(2)
    expect(links[0]!.expiresAt.getTime()).toBeGreaterThan(links[1]!.expiresAt.getTime())
    await revokeLink(world.finance, { linkId: links[0]!.id })
    expect(await listLinksOfInvoice(world.owner, { invoiceId })).toHaveLength(1)
  })
})
