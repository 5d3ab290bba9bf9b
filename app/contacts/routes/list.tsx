import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { OwnerTicks } from "~/assignments/components/owner-ticks"
import { mayAssign } from "~/assignments/may-assign"
import { listContacts } from "~/contacts/contact-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { FilterBar, SearchField } from "~/ui/filter-bar"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { ticksOf } from "~/ui/tick-form"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Contacts · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const { rows, newer, older } = await answer(() => listContacts(ctx, asked))
  const { q = "" } = asked
  const page = (cursor: Record<string, string | null>) => withQuery(href("/contacts"), { q, ...cursor })
  return {
    rows,
    q,
    newer: newer && page({ before: newer }),
    older: older && page({ after: older }),
    mayCreate: may(ctx, "contacts.create"),
    mayAssign: mayAssign(ctx, "contacts"),
  }
}

export default function Contacts() {
  const { rows, q, newer, older, mayCreate, mayAssign } = useLoaderData<typeof loader>()
  const create = mayCreate ? (
    <ButtonLink href={href("/contacts/new")} tone="primary" shortcut="c">
      New contact
    </ButtonLink>
  ) : null
  return (
    <>
      <TitleBar title="Contacts" actions={create} />
      <FilterBar action={href("/contacts")} submit="Search">
        <SearchField name="q" label="Search contacts" defaultValue={q} />
      </FilterBar>
      <PageBody>
        <OwnerTicks of="contacts" filter={{ q }} may={mayAssign && rows.length > 0}>
          <DataTable
            label="Contacts"
            rows={rows}
            rowKey={(row) => row.id}
            ticks={ticksOf(mayAssign, (row: (typeof rows)[number]) => row.name)}
            rowHref={(row) => href("/contacts/:contactId", { contactId: row.id })}
            columns={[
              { key: "name", header: "Name", primary: true, width: "wide", cell: (row) => row.name },
              { key: "company", header: "Company", phone: "sub", cell: (row) => row.companies.join(", ") || "–" },
              { key: "email", header: "E-mail", phone: "note", cell: (row) => row.email ?? "–" },
              { key: "phone", header: "Telephone", phone: "hide", cell: (row) => row.phone ?? "–" },
              { key: "owner", header: "Owner", phone: "hide", narrow: "hide", cell: (row) => row.ownerName ?? "–" },
            ]}
            empty={
              q ? (
                <Empty
                  title="No contact fits"
                  text={`Nobody is called “${q}” or has such an address.`}
                  action={<ButtonLink href={href("/contacts")}>Clear search</ButtonLink>}
                />
              ) : (
                <Empty
                  title="No contacts yet"
                  text="Contacts come from converted leads, or are added here."
                  action={create}
                />
              )
            }
          />
        </OwnerTicks>
        <Pager newer={newer ?? undefined} older={older ?? undefined} />
      </PageBody>
    </>
  )
}
