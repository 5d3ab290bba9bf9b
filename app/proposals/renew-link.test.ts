import { beforeAll, describe, expect, it } from "vitest"
import { mint } from "~/platform/data/contexts.server"
import { linkPlaceholder } from "~/platform/security/links.server"
import { resolveFormerLink, resolveLink } from "~/platform/security/resolve.server"
import { aSentProposal, type SentProposal, sendNextVersion, tokenOfLink } from "../../tests/support/a-sent-proposal"
import { type Agency, anAgency, rows } from "../../tests/support/world"
import { renewLink } from "./renew-link.server"

let agency: Agency
const then = new Date("2026-01-05T10:00:00Z")
const muchLater = new Date("2026-06-01T10:00:00Z")

beforeAll(async () => {
  agency = await anAgency({ now: then })
})

/** Whoever holds a link that has run out, as the door of new links lets them in. */
async function formerHolder({ token }: SentProposal) {
  expect(await resolveLink(token, muchLater)).toBeNull()
  const { organizationId, ...link } = (await resolveFormerLink(token))!
  const facts = { mails: "send", requestId: null, ip: null, userAgent: null } as const
  return mint({ kind: "client", organizationId, hold: { of: "link", ...link }, now: muchLater, ...facts })
}

const mailsOf = (sent: SentProposal) =>
  rows(agency, "select to_email, text from mails where purpose = 'link-renewed' and about->>'proposalId' = $1", [
    sent.proposalId,
  ])

describe("asking for a new link", () => {
  it("mails one to the reader's address, in whatever case it was typed, and it opens the version sent last", async () => {
    const sent = await aSentProposal(agency)
    const next = await sendNextVersion(agency, sent)
    const { linkId } = await renewLink(await formerHolder(sent), { email: ` ${sent.email.toUpperCase()} ` })
    const [mail] = await mailsOf(sent)
    expect(mail).toMatchObject({ to_email: sent.email, text: expect.stringContaining(linkPlaceholder(linkId!)) })
    const token = await tokenOfLink(agency, linkId!)
    expect(await resolveLink(token, muchLater)).toMatchObject({
      versionId: next.versionId,
      email: sent.email,
      channel: "mail",
    })
  })

  it("mails nothing to an address that is not the reader's", async () => {
    const sent = await aSentProposal(agency)
    const other = await aSentProposal(agency)
    const holder = await formerHolder(sent)
    for (const email of ["stranger@evil.example", other.email, "", "no address at all"]) {
      expect(await renewLink(holder, { email })).toEqual({ linkId: null })
    }
    expect(await mailsOf(sent)).toEqual([])
  })
})
