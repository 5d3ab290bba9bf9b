import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { nounTitle } from "~/organizations/own-role"
import { roleNames } from "~/organizations/role"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { explainAccess } from "../access-queries.server"

export const meta: MetaFunction = () => [{ title: "Why can or can’t I? · Signoff" }]

const addresses = {
  leads: (leadId: string) => href("/leads/:leadId", { leadId }),
  companies: (companyId: string) => href("/companies/:companyId", { companyId }),
  contacts: (contactId: string) => href("/contacts/:contactId", { contactId }),
  deals: (dealId: string) => href("/deals/:dealId", { dealId }),
  proposals: (proposalId: string) => href("/proposals/:proposalId", { proposalId }),
  invoices: (invoiceId: string) => href("/invoices/:invoiceId", { invoiceId }),
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { noun, recordId, title, owner, acts } = await answer(() =>
    explainAccess(ctx, { recordId: asId(args.params.recordId, "record") }),
  )
  return {
    ...{ title, acts, noun: nounTitle(noun) },
    role: ctx.roleName ?? roleNames[ctx.role],
    owner: owner ? (owner.personId === ctx.personId ? "you" : owner.name) : "nobody",
    back: addresses[noun](recordId),
  }
}

export default function WhyCanI() {
  const { title, noun, role, owner, acts, back } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar
        title="Why can or can’t I?"
        subtitle={`You are here as ${role}; this record is looked after by ${owner}.`}
        back={{ href: back, label: title }}
      />
      <PageBody width="document">
        <Section title={noun}>
          <DataTable
            label="What you may do with this record, and why"
            rows={acts}
            rowKey={({ permission }) => permission}
            columns={[
              { key: "act", header: "Act", primary: true, cell: ({ act }) => act },
              {
                key: "may",
                header: "May you?",
                phone: "end",
                cell: ({ isAllowed }) => (
                  <Chip tone={isAllowed ? "moss" : "slate"} glyph={isAllowed ? "full" : "cross"}>
                    {isAllowed ? "Yes" : "No"}
                  </Chip>
                ),
              },
              {
                key: "because",
                header: "Why",
                width: "wide",
                phone: "sub",
                cell: ({ because }) => <span className="block whitespace-normal">{because}</span>,
              },
            ]}
          />
        </Section>
      </PageBody>
    </>
  )
}
