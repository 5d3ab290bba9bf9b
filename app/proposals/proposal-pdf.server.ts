import type { PdfBlock, PdfDocument, PdfRow } from "~/adapters/pdf/document"
import { accentOf, pictureOf } from "~/organizations/printed-look"
import { formatInstant } from "~/platform/language/dates"
import { type MarkdownBlock, markdownBlocks, markdownText } from "~/platform/language/markdown.server"
import type { ProposalContent } from "./content"
import { sectionNames, sectionTitles } from "./proposal"
import type { FrozenVersion } from "./version.server"
import { moneyView, partiesOf, pricedGroups, validityOf } from "./view.server"

/** What the document says of a signature. */
export type PdfSignature = {
  typedName: string
  email: string | null
  signedAt: Date
  chosenLineIds: string[]
  consentText: string
  chainHead: string
}

/**
 * A version as a document to print, with the text and figures of its page: as it was sent, or as it was signed. Made of
 * frozen content alone, so that making it again gives the same bytes; `logo` is what is kept under the key that the content
 * names.
 */
export function proposalPdf(
  version: FrozenVersion,
  signature: PdfSignature | null,
  logo: Uint8Array | null = null,
): PdfDocument {
  const { content } = version
  const { agency, title } = content
  const validity = validityOf(content)
  const blocks: PdfBlock[] = [
    { kind: "letterhead", name: agency.name, lines: agency.lines, ...pictureOf(logo, agency.name) },
    { kind: "heading", level: 1, text: title },
    { kind: "parties", parties: partiesOf(content) },
    {
      kind: "facts",
      facts: [
        { label: "Version", value: String(version.number) },
        { label: "Sent", value: when(version.sentAt, content) },
        ...(validity ? [{ label: "Valid until", value: validity }] : []),
      ],
    },
    ...sectionNames.filter((name) => name !== "terms").flatMap((name) => sectionBlocks(content, name)),
    { kind: "heading", level: 2, text: "Pricing" },
    ...pricingBlocks(content, signature),
    ...sectionBlocks(content, "terms"),
    ...(signature ? signatureBlocks(signature, version) : []),
  ]
  const created = signature?.signedAt ?? version.sentAt
  const footer = `${agency.legalName} · ${title} · version ${version.number} · ${version.contentHash.slice(0, 16)}`
  return { title, language: "en", author: agency.legalName, created, blocks, footer, ...accentOf(agency.look) }
}

const when = (at: Date, { timeZone, locale }: ProposalContent) => `${formatInstant(at, timeZone, locale)} (${timeZone})`

function sectionBlocks(content: ProposalContent, name: (typeof sectionNames)[number]): PdfBlock[] {
  const text = content.sections[name].trim()
  if (text === "") return []
  return [{ kind: "heading", level: 2, text: sectionTitles[name] }, ...markdownBlocks(text).map(blockOf)]
}

function blockOf(block: MarkdownBlock): PdfBlock {
  switch (block.type) {
    case "heading":
      return { kind: "heading", level: 3, text: block.text }
    case "paragraph":
      return { kind: "paragraph", text: block.text }
    case "list":
      return { kind: "list", ordered: block.ordered, items: block.items.map((text) => ({ text })) }
  }
}

/** The table and its totals: with a signature only what was accepted counts, and what was not is marked. */
function pricingBlocks(content: ProposalContent, signature: PdfSignature | null): PdfBlock[] {
  const chosen = new Set(signature?.chosenLineIds ?? [])
  const money = moneyView(content, chosen)
  const descriptions = new Map(content.lines.map((line) => [line.id, line.description]))
  const rows: PdfRow[] = pricedGroups(content, chosen).flatMap(({ title, rows: lines }) => [
    ...(title ? [{ group: title }] : []),
    ...lines.map((line): PdfRow => {
      const isLeftOut = line.option !== null && !line.option.isChosen
      const option = line.option
        ? signature
          ? isLeftOut
            ? "Optional, not chosen"
            : "Optional, chosen"
          : "Optional"
        : null
      const detail = [option, markdownText(descriptions.get(line.id) ?? ""), line.note].filter(Boolean).join("\n")
      const what = detail ? { text: line.title, detail } : line.title
      return { cells: [what, line.quantity, line.unitPrice, line.amount], muted: isLeftOut }
    }),
  ])
  const figures = [...money.once, ...(money.monthly ?? [])].map(({ label, amount, kind }) => ({
    label,
    value: amount,
    strong: kind === "total",
  }))
  const deposit = money.deposit && {
    label: `Deposit on signature (${money.deposit.percent})`,
    value: money.deposit.amount,
  }
  return [
    {
      kind: "table",
      columns: [
        { title: money.columns.description, width: 1 },
        { title: money.columns.quantity, align: "end" },
        { title: money.columns.unitPrice, align: "end" },
        { title: money.columns.amount, align: "end" },
      ],
      rows,
    },
    { kind: "totals", rows: [...figures, ...(deposit ? [deposit] : [])] },
  ]
}

function signatureBlocks(signature: PdfSignature, { content, contentHash }: FrozenVersion): PdfBlock[] {
  const facts = [
    { label: "Signed", value: when(signature.signedAt, content) },
    ...(signature.email ? [{ label: "E-mail", value: signature.email }] : []),
    { label: "Kind", value: "Simple electronic signature" },
    { label: "Document", value: contentHash.slice(0, 32) },
    { label: "Record", value: signature.chainHead.slice(0, 32) },
  ]
  return [
    { kind: "heading", level: 2, text: "Signature" },
    { kind: "paragraph", text: signature.consentText },
    { kind: "signature", label: `For ${content.client.name}`, name: signature.typedName, facts },
  ]
}
