import type { TaxCategory } from "~/pricing/tax"
import type { SnapshotParty } from "./snapshot"

/** Where something missing is put right: in the draft, the client's record, addresses or people, or the agency's own record. */
export type Remedy = "draft" | "client" | "address" | "people" | "agency"

/** What an invoice lacks; one that is `blocking` keeps it from being issued, the others are worth a look. */
export type Shortcoming = { field: string; sentence: string; remedy: Remedy; blocking: boolean }

/** What is looked at before an invoice is issued. */
export type IssueCandidate = {
  lines: readonly { taxCategory: TaxCategory }[]
  totalMinor: bigint
  issueOn: string
  dueOn: string
  /** The latest issue date in the series of numbers that the invoice would stand in. */
  lastIssuedOn: string | null
  poNumber: string | null
  poRequired: boolean
  seller: SnapshotParty
  buyer: SnapshotParty
  recipient: { email: string } | null
}

/** Everything that an invoice lacks to be issued on a day, `today` by the calendar of the organization. */
export function shortcomingsOf(invoice: IssueCandidate, today: string): Shortcoming[] {
  return [...draftFaults(invoice, today), ...reverseChargeFaults(invoice), ...advice(invoice)]
}

function draftFaults(invoice: IssueCandidate, today: string) {
  const { lines, totalMinor, issueOn, dueOn, lastIssuedOn, poNumber, poRequired } = invoice
  return faults([
    [lines.length === 0, "lines", "Add at least one line."],
    [
      totalMinor < 0n,
      "lines",
      "An invoice cannot come to less than nothing; what is owed to the client is a credit note.",
    ],
    [issueOn > today, "issueOn", "The issue date lies in the future."],
    [
      lastIssuedOn !== null && issueOn < lastIssuedOn,
      "issueOn",
      `The invoice before this one was issued on ${lastIssuedOn}; an earlier date would break the order of numbers.`,
    ],
    [dueOn < issueOn, "dueOn", "Enter a due date on or after the issue date."],
    [poRequired && poNumber === null, "poNumber", "This client asks for an order number on every invoice."],
  ])
}

/** Reverse charge names both sides' VAT ids (EN 16931 BR-AE-02…04). */
function reverseChargeFaults({ lines, seller, buyer }: IssueCandidate): Shortcoming[] {
  if (!lines.some((line) => line.taxCategory === "reverse_charge")) return []
  return [
    ...(seller.vatId ? [] : [fault("", "Reverse charge needs your own VAT ID.", "agency")]),
    ...(buyer.vatId ? [] : [fault("", "Reverse charge needs the client's VAT ID.", "client")]),
  ]
}

function advice({ seller, buyer, recipient }: IssueCandidate): Shortcoming[] {
  const missing: [boolean, string, Remedy][] = [
    [seller.addressLines.length === 0, "Your own address is not on the invoice yet.", "agency"],
    [
      !seller.vatId && !seller.registrationNo,
      "Your VAT ID or registration number is not on the invoice yet.",
      "agency",
    ],
    [buyer.addressLines.length === 0, "The client's billing address is not on the invoice yet.", "address"],
    [recipient === null, "Nobody at the client has an e-mail address, so the invoice cannot be mailed.", "people"],
  ]
  return missing
    .filter(([isMissing]) => isMissing)
    .map(([, sentence, remedy]) => ({ field: "", sentence, remedy, blocking: false }))
}

const faults = (found: [boolean, string, string][]) =>
  found.filter(([isFault]) => isFault).map(([, field, sentence]) => fault(field, sentence, "draft"))

const fault = (field: string, sentence: string, remedy: Remedy): Shortcoming => ({
  field,
  sentence,
  remedy,
  blocking: true,
})
