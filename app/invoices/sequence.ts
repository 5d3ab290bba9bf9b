/** The kinds of series that documents are numbered in, as a person reads them. */
export const seriesKindNames = {
  invoice: "Invoices",
  credit_note: "Credit notes",
} as const satisfies Record<string, string>

/** A document of a series as the proof reads it: `contentHash` is the digest taken when it was issued. */
export type SequencedDocument = {
  sequence: number
  number: string
  issueOn: string
  contentHash: string
  isUnaltered: boolean
}

/** What a series of numbers comes to so far; `expected` is the place that the next document takes. */
export type SequenceStanding = {
  first: string | null
  last: string | null
  count: number
  expected: number
  missing: number
  backwards: number
  altered: number
  lastIssueOn: string | null
}

/** A series of which no document was looked at yet. */
export const emptyStanding: SequenceStanding = {
  first: null,
  last: null,
  count: 0,
  expected: 1,
  missing: 0,
  backwards: 0,
  altered: 0,
  lastIssueOn: null,
}

/** A series with one more document looked at, in the order of its numbers (VAT Directive Art. 226(2)). */
export function followedBy(standing: SequenceStanding, document: SequencedDocument): SequenceStanding {
  const { sequence, number, issueOn, isUnaltered } = document
  const isBackwards = standing.lastIssueOn !== null && issueOn < standing.lastIssueOn
  return {
    first: standing.first ?? number,
    last: number,
    count: standing.count + 1,
    expected: sequence + 1,
    missing: standing.missing + Math.max(0, sequence - standing.expected),
    backwards: standing.backwards + (isBackwards ? 1 : 0),
    altered: standing.altered + (isUnaltered ? 0 : 1),
    lastIssueOn: issueOn,
  }
}

/** What a link of the chain is the digest of: the link before it, then number, issue date and digest of the document. */
export const chainText = (before: string, { number, issueOn, contentHash }: SequencedDocument) =>
  [before, number, issueOn, contentHash].join("\n")

/** What the first link of a chain continues. */
export const chainStart = "0".repeat(64)
