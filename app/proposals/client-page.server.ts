import { formatDate, formatInstant, todayIn } from "~/platform/language/dates"
import type { ClientProposal } from "./client-queries.server"
import type { ClientPage, SignedView } from "./components/client-page-view"
import { consentTo } from "./consent"
import type { ProposalContent } from "./content"
import { documentView } from "./view.server"

/** What the client's page shows of the version behind a link, in words and finished figures. */
export function clientPage(found: ClientProposal): ClientPage {
  const { content, state, signature, decidedAt, declineReason, successor, owner } = found
  return {
    state,
    document: documentView(content, found.chosenLineIds),
    consent: consentTo(content),
    agency: { name: content.agency.name, email: content.agency.email },
    contact: owner && { name: owner.name, email: owner.email },
    signed: signature && signedView(signature, found),
    decidedOn: decidedAt && dayOf(decidedAt, content),
    declineReason,
    successor: successor && {
      number: successor.number,
      sentOn: successor.sentAt && dayOf(successor.sentAt, content),
      address: successor.address,
    },
  }
}

const dayOf = (at: Date, { timeZone, locale }: ProposalContent) => formatDate(todayIn(timeZone, at), locale)

function signedView(
  signature: NonNullable<ClientProposal["signature"]>,
  { content, contentHash }: ClientProposal,
): SignedView {
  const { timeZone, locale } = content
  const { typedName, email, signedAt, chainHead } = signature
  return {
    name: typedName,
    when: `${formatInstant(signedAt, timeZone, locale)} (${timeZone})`,
    at: signedAt.toISOString(),
    email,
    document: contentHash.slice(0, 32),
    record: chainHead.slice(0, 32),
  }
}
