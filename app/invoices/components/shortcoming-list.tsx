import type { Remedy } from "~/invoices/shortcomings"
import { href } from "~/platform/language/paths"
import { Link } from "~/ui/link"

type ShortcomingListProps = {
  invoiceId: string
  companyId: string
  shortcomings: { sentence: string; remedy: Remedy }[]
  mayEditOrganization: boolean
}

/** What an invoice lacks, each with the way to where it is put right. */
export function ShortcomingList({ shortcomings, ...around }: ShortcomingListProps) {
  return (
    <ul className="grid gap-2">
      {shortcomings.map(({ sentence, remedy }) => (
        <li key={sentence}>
          {sentence} <Way remedy={remedy} {...around} />
        </li>
      ))}
    </ul>
  )
}

type WayProps = Omit<ShortcomingListProps, "shortcomings"> & { remedy: Remedy }

function Way({ remedy, invoiceId, companyId, mayEditOrganization }: WayProps) {
  switch (remedy) {
    case "draft":
      return <Link to={href("/invoices/:invoiceId/edit", { invoiceId })}>Edit the draft</Link>
    case "client":
      return <Link to={href("/companies/:companyId/edit", { companyId })}>Edit the client</Link>
    case "address":
      return <Link to={href("/companies/:companyId/addresses/new", { companyId })}>Add an address</Link>
    case "people":
      return <Link to={href("/companies/:companyId/contacts", { companyId })}>Add a contact</Link>
    case "agency":
      return mayEditOrganization ? (
        <Link to={href("/settings/organization")}>Edit the organization</Link>
      ) : (
        <span className="hint">An owner adds it to the organization's own details.</span>
      )
  }
}
