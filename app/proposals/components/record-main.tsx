import { href, withQuery } from "~/platform/language/paths"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Facts } from "~/ui/facts"
import { Link } from "~/ui/link"
import { Section } from "~/ui/page"
import { When } from "~/ui/when"
import type { RecordView } from "../record-view.server"
import { Pricing } from "./proposal-document"

/** The lines and what they come to: as sent, with the options chosen, or as they would be sent. */
export function RecordPricing({ record }: { record: RecordView }) {
  const { money, shownVersion } = record
  const note =
    shownVersion === null
      ? "As it would be sent now."
      : `As version ${shownVersion} says${money.hasOptions ? ", with the options chosen" : ""}.`
  return (
    <Section title="Pricing" note={note}>
      {money.groups.length === 0 ? (
        <p className="hint">No lines yet.</p>
      ) : (
        <Pricing money={money} interactive={false} />
      )}
    </Section>
  )
}

/** Every version that was sent, each as a page and as a PDF. */
export function RecordVersions({ record: { versions, proposalId } }: { record: RecordView }) {
  if (versions.length === 0) return null
  const preview = href("/proposals/:proposalId/preview", { proposalId })
  const pdf = href("/proposals/:proposalId/pdf", { proposalId })
  return (
    <Section title="Versions" count={versions.length} note="What was sent never changes.">
      <DataTable
        label="Versions that were sent"
        rows={versions}
        rowKey={(version) => version.id}
        rowHref={(version) => withQuery(preview, { version: version.number })}
        reload
        columns={[
          { key: "number", header: "Version", primary: true, cell: (version) => `Version ${version.number}` },
          { key: "sent", header: "Sent", phone: "sub", cell: (version) => version.sentOn },
          { key: "state", header: "State", phone: "note", cell: (version) => <Chip>{version.state}</Chip> },
          {
            key: "pdf",
            header: "PDF",
            phone: "hide",
            cell: (version) => (
              <ButtonLink
                href={withQuery(pdf, { version: version.number })}
                tone="quiet"
                icon="download"
                reload
                label={`PDF of version ${version.number}`}
              >
                PDF
              </ButtonLink>
            ),
          },
          { key: "total", header: "Total", align: "end", cell: (version) => <Amount value={version.total} /> },
        ]}
      />
    </Section>
  )
}

/** Who holds a link, how it reached them, and whether a person has looked. */
export function RecordRecipients({ record, mayLink }: { record: RecordView; mayLink: boolean }) {
  const { recipients, proposalId, isUndecided } = record
  if (recipients.length === 0) return null
  const page = href("/proposals/:proposalId/link", { proposalId })
  return (
    <Section
      title="Recipients"
      count={recipients.length}
      action={
        mayLink &&
        isUndecided && (
          <ButtonLink href={page} tone="quiet" icon="link">
            Copy link
          </ButtonLink>
        )
      }
    >
      <DataTable
        label="Recipients and their links"
        rows={recipients}
        rowKey={(link) => link.id}
        columns={[
          { key: "name", header: "Recipient", phone: "lead", cell: (link) => <strong>{link.name}</strong> },
          {
            key: "reached",
            header: "Reached by",
            width: "wide",
            phone: "sub",
            cell: (link) =>
              link.isCopied && mayLink ? (
                <>
                  <a href={withQuery(page, { link: link.id })}>Show link</a> · not verified by e-mail
                </>
              ) : (
                link.reached
              ),
          },
          { key: "seen", header: "Opened", phone: "note", cell: (link) => <Seen link={link} /> },
          {
            key: "uses",
            header: "Link",
            phone: "note",
            cell: (link) => <UsesLink linkId={link.id} uses={link.uses} name={link.name} />,
          },
        ]}
      />
    </Section>
  )
}

/** The way to a link's uses, and to taking it back. */
export function UsesLink({ linkId, uses, name }: { linkId: string; uses: number; name: string }) {
  return (
    <Link to={href("/links/:linkId", { linkId })}>
      {uses === 1 ? "1 use" : `${uses} uses`}
      <span className="sr-only"> by {name}</span>
    </Link>
  )
}

function Seen({ link }: { link: RecordView["recipients"][number] }) {
  if (link.isOver) return "Link has run out"
  if (link.wasSeen) return <Moment moment={link.lastUsed} />
  return link.lastUsed ? "Fetched, not yet seen by a person" : "Not yet"
}

/** Who signed, by which way, and what it stands on. */
export function RecordSignature({ record: { signature, evidence } }: { record: RecordView }) {
  if (!signature) return null
  const { name, signed, email, isProven, total, monthly, ip, document, record } = signature
  return (
    <Section title="Signature">
      <Facts
        items={[
          { label: "Signed by", value: name },
          { label: "When", value: <Moment moment={signed} /> },
          { label: "Accepted", value: <Amount value={total} strong /> },
          ...(monthly ? [{ label: "Every month, net", value: <Amount value={monthly} /> }] : []),
          {
            label: "By",
            value: isProven ? `Link mailed to ${email}` : "Link passed on by hand, not verified by e-mail",
          },
          { label: "Address", value: ip },
          { label: "Document", value: <code className="break-all">{document}</code> },
          { label: "Record", value: <code className="break-all">{record}</code> },
          {
            label: "Evidence",
            value: evidence.isWhole
              ? `${evidence.entries} entries, unbroken`
              : "The chain does not fit: entries were altered",
          },
        ]}
      />
    </Section>
  )
}

/** A moment in words, or a dash. */
export function Moment({ moment }: { moment: { at: string; text: string } | null }) {
  return moment ? <When at={moment.at}>{moment.text}</When> : "–"
}
