import { countryName, countryOf, isCountry } from "~/organizations/country"
import { isNorthernIrish, vatIdProblem, vatPrefixesOf, vatPrefixOf } from "~/organizations/vat-id"
import { stripeObstacle } from "~/platform/language/money"
import { type TaxCategory, taxReasons } from "~/pricing/tax"
import type { SnapshotParty } from "./snapshot"

/** Where something missing is put right: in the draft, the client's record, addresses or people, or the agency's own record. */
export type Remedy = "draft" | "client" | "address" | "people" | "agency"

/** What an invoice lacks; one that is `blocking` keeps it from being issued, the others are worth a look. */
export type Shortcoming = { field: string; sentence: string; remedy: Remedy; blocking: boolean }

/** What is looked at before an invoice is issued. */
export type IssueCandidate = {
  lines: readonly { taxCategory: TaxCategory; taxReason?: string | null }[]
  totalMinor: bigint
  taxMinor: bigint
  currency: string
  /** The currency the seller accounts its tax in, and whether the draft says what it is in that one. */
  taxCurrency: string
  hasExchangeRate: boolean
  /** Whether the agency charges no tax as a small business. */
  isSmallBusiness: boolean
  serviceFromOn: string | null
  serviceToOn: string | null
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
  return [
    ...draftFaults(invoice, today),
    ...taxFaults(invoice),
    ...advice(invoice),
    ...prefixAdvice(invoice),
    ...moneyFaults(invoice),
  ]
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

/** What each category of tax asks for (EN 16931 BR-AE, BR-IC, BR-G, BR-O; PRODUCT: a small business charges no tax). */
function taxFaults(invoice: IssueCandidate): Shortcoming[] {
  const { lines, isSmallBusiness } = invoice
  const has = (category: TaxCategory) => lines.some((line) => line.taxCategory === category)
  const isMixed = new Set(lines.map((line) => line.taxCategory)).size > 1
  const charged = "As a small business you charge no VAT: make every line with a rate exempt."
  const mixed = "Lines outside the scope of VAT stand on an invoice of their own: move the others."
  return [
    ...(has("reverse_charge") ? vatIdFaults("Reverse charge", invoice) : []),
    ...(has("intra_eu") ? [...vatIdFaults("A supply within the EU", invoice), ...deliveryFaults(invoice)] : []),
    ...(has("export") ? exportFaults(invoice) : []),
    ...prefixFaults(invoice),
    ...faults([
      [isSmallBusiness && has("standard"), "lines", charged],
      [has("outside_scope") && isMixed, "lines", mixed],
    ]),
  ]
}

/** BR-AE-02, BR-IC-02: both sides are named by their VAT ids. */
function vatIdFaults(what: string, { seller, buyer }: IssueCandidate): Shortcoming[] {
  return [
    ...(seller.vatId ? [] : [fault("", `${what} needs your own VAT ID.`, "agency")]),
    ...(buyer.vatId ? [] : [fault("", `${what} needs the client's VAT ID.`, "client")]),
  ]
}

/** BR-CO-09: the VAT ids that an invoice from the EU prints begin with a country's prefix, Greece's with EL. */
function prefixFaults({ seller, buyer }: IssueCandidate): Shortcoming[] {
  if (!seller.country || !isInEu(seller.country)) return []
  const parties = [
    ["Your own VAT ID", seller.vatId, "agency"],
    ["The client's VAT ID", buyer.vatId, "client"],
  ] as const
  return parties.flatMap(([whose, vatId, remedy]) => {
    const problem = vatId && vatIdProblem(vatId)
    return problem ? [fault("", `${whose}, ${vatId}, cannot be right. ${problem}.`, remedy)] : []
  })
}

/** A VAT id of another country than the address's is worth a look. */
function prefixAdvice({ buyer }: IssueCandidate): Shortcoming[] {
  const { country, vatId } = buyer
  if (country === null || vatId === null || vatIdProblem(vatId) !== null) return []
  if (!isCountry(country) || vatPrefixesOf(country).includes(vatPrefixOf(vatId))) return []
  const sentence = `The client's VAT ID begins with ${vatPrefixOf(vatId)}, its address is in ${countryName(country)}.`
  return [{ field: "", sentence, remedy: "client", blocking: false }]
}

/** BR-IC-11, BR-IC-12: when and to which country it was delivered. The other country is another of the EU's. */
function deliveryFaults({ seller, buyer, serviceFromOn, serviceToOn }: IssueCandidate): Shortcoming[] {
  const isThere = buyer.country !== null && (isInEu(buyer.country) || isNorthernIrish(buyer.vatId))
  const isElsewhere = isThere && buyer.country !== seller.country
  return [
    ...faults([
      [
        serviceFromOn === null && serviceToOn === null,
        "serviceFromOn",
        "A supply within the EU needs the day or the period of delivery.",
      ],
    ]),
    ...(buyer.country === null
      ? [fault("", "A supply within the EU needs the country it is delivered to: add an address.", "address")]
      : isElsewhere
        ? []
        : [
            fault(
              "lines",
              "A supply within the EU goes to another country of the EU: tax these lines otherwise.",
              "draft",
            ),
          ]),
  ]
}

/** BR-G-02 names the seller by its VAT id; what stays in the EU is no export. */
function exportFaults({ seller, buyer }: IssueCandidate): Shortcoming[] {
  const staysIn = buyer.country !== null && isInEu(buyer.country)
  return [
    ...(seller.vatId ? [] : [fault("", "An export needs your own VAT ID.", "agency")]),
    ...(buyer.country === null ? [fault("", "An export needs the client's country: add an address.", "address")] : []),
    ...(staysIn
      ? [fault("lines", "The client is in the EU, so this is no export: tax these lines otherwise.", "draft")]
      : []),
  ]
}

function advice({ lines, seller, buyer, recipient }: IssueCandidate): Shortcoming[] {
  const isOutside = lines.some((line) => line.taxCategory === "outside_scope")
  const isSilent = lines.some((line) => line.taxCategory === "exempt" && !line.taxReason)
  const missing: [boolean, string, Remedy][] = [
    [seller.addressLines.length === 0, "Your own address is not on the invoice yet.", "agency"],
    [
      !isOutside && !seller.vatId && !seller.registrationNo,
      "Your VAT ID or registration number is not on the invoice yet.",
      "agency",
    ],
    [buyer.addressLines.length === 0, "The client's billing address is not on the invoice yet.", "address"],
    [isSilent, `An exempt line prints only “${taxReasons.exempt}”: name the rule if the law asks for it.`, "draft"],
    [recipient === null, "Nobody at the client has an e-mail address, so the invoice cannot be mailed.", "people"],
  ]
  return missing
    .filter(([isMissing]) => isMissing)
    .map(([, sentence, remedy]) => ({ field: "", sentence, remedy, blocking: false }))
}

/** What a currency brings with it: the tax in the seller's own (EN 16931 BR-53, VAT Directive Art. 230), and payment by card. */
function moneyFaults(invoice: IssueCandidate): Shortcoming[] {
  const { currency, totalMinor, taxMinor, seller, taxCurrency, hasExchangeRate } = invoice
  const obstacle = totalMinor > 0n ? stripeObstacle({ minor: totalMinor, currency }) : null
  const isForeign = currency !== taxCurrency && taxMinor !== 0n && seller.vatId !== null
  const missing = `An invoice in ${currency} states its VAT in ${taxCurrency} too: enter what 1 ${currency} is in ${taxCurrency}, on which day, and who says so.`
  return [
    ...(isForeign && !hasExchangeRate ? [fault("exchangeRate", missing, "draft")] : []),
    ...(obstacle ? [advised(`${obstacle} It can be paid by bank transfer.`)] : []),
  ]
}

const isInEu = (country: string) => isCountry(country) && countryOf(country).inEu

const advised = (sentence: string): Shortcoming => ({ field: "", sentence, remedy: "draft", blocking: false })

const faults = (found: [boolean, string, string][]) =>
  found.filter(([isFault]) => isFault).map(([, field, sentence]) => fault(field, sentence, "draft"))

const fault = (field: string, sentence: string, remedy: Remedy): Shortcoming => ({
  field,
  sentence,
  remedy,
  blocking: true,
})
