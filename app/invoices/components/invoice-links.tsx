import { href } from "~/platform/language/paths"
import { DataTable } from "~/ui/data-table"
import { Link } from "~/ui/link"
import { Section } from "~/ui/page"

type InvoiceLink = { id: string; name: string; reached: string; uses: string; last: string | null; expires: string }

/** Who can open an invoice by a link, how often they did, and the way to take a link back. */
export function InvoiceLinks({ links }: { links: InvoiceLink[] }) {
  if (links.length === 0) return null
  return (
    <Section title="Client links" count={links.length}>
      <DataTable
        label="Links that open this invoice"
        rows={links}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "name",
            header: "Reader",
            primary: true,
            cell: ({ id: linkId, name }) => <Link to={href("/links/:linkId", { linkId })}>{name}</Link>,
          },
          { key: "reached", header: "Reached by", phone: "sub", width: "wide", cell: ({ reached }) => reached },
          {
            key: "uses",
            header: "Used",
            phone: "note",
            cell: ({ uses, last }) => (last ? `${uses}, last ${last}` : uses),
          },
          { key: "expires", header: "Opens until", phone: "hide", cell: ({ expires }) => expires },
        ]}
      />
    </Section>
  )
}
