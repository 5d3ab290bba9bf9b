import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { NoteForm } from "~/activities/components/note-form"
import { addressKindNames, addressLines, companyKindNames } from "~/companies/company"
import { getCompany, listAddresses } from "~/companies/company-queries.server"
import { listContactsOfCompany } from "~/contacts/contact-queries.server"
import { statusGlyph } from "~/deals/deal"
import { listDealsOfCompany } from "~/deals/deal-queries.server"
import { countryName } from "~/organizations/country"
import { listCredits } from "~/payments/credit-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, together } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { formatMoney } from "~/platform/language/money"
import { href, withQuery } from "~/platform/language/paths"
import { taxCategoryNames } from "~/pricing/tax"
import { RecordTimeline } from "~/timeline/components/record-timeline"
import { timelinePage } from "~/timeline/timeline-page.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { Amount } from "~/ui/amount"
import { ButtonLink } from "~/ui/button"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { Facts } from "~/ui/facts"
import { Link } from "~/ui/link"
import { Menu, MenuLink } from "~/ui/menu"
import { PageBody, RecordLayout, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.company.name ?? "Company"} · Signoff` },
]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const url = new URL(args.request.url)
  return answer(async () => {
    const companyId = asId<"companies">(args.params.companyId, "company")
    const [company, addresses, people, deals, credits, timeline] = await together([
      getCompany(ctx, { companyId }),
      listAddresses(ctx, { companyId }),
      listContactsOfCompany(ctx, { companyId }),
      may(ctx, "deals.read") ? listDealsOfCompany(ctx, { companyId }) : [],
      may(ctx, "credits.read") ? listCredits(ctx, { companyId }) : [],
      listTimeline(ctx, {
        subjectId: companyId,
        filter: url.searchParams.get("show") ?? undefined,
        after: url.searchParams.get("after") ?? undefined,
      }),
    ])
    const { locale } = timeline
    return {
      company,
      addresses: addresses.map((address) => ({
        id: address.id,
        kind: addressKindNames[address.kind],
        lines: [...addressLines(address), countryName(address.country, locale)],
      })),
      people,
      deals: deals.map(({ valueMinor, currency, ...deal }) => ({
        ...deal,
        value: formatMoney({ minor: valueMinor, currency }, locale),
      })),
      credits: credits.map(({ currency, creditMinor }) => formatMoney({ minor: creditMinor, currency }, locale)),
      timeline: timelinePage(timeline, url),
      may: {
        edit: may(ctx, "companies.edit"),
        delete: may(ctx, "companies.delete"),
        open: may(ctx, "deals.open"),
        invoice: may(ctx, "invoices.draft"),
        note: may(ctx, "notes.create"),
      },
      submission: newSubmissionId(),
    }
  })
}

export default function Company() {
  const { company, addresses, people, deals, credits, timeline, may, submission } = useLoaderData<typeof loader>()
  const { id: companyId } = company
  const here = href("/companies/:companyId", { companyId })
  return (
    <>
      <TitleBar
        title={company.name}
        back={{ href: href("/companies"), label: "Companies" }}
        chip={<Chip>{companyKindNames[company.kind]}</Chip>}
        actions={
          <>
            {may.edit && (
              <ButtonLink href={href("/companies/:companyId/edit", { companyId })} shortcut="e">
                Edit
              </ButtonLink>
            )}
            {may.invoice && <ButtonLink href={withQuery(href("/invoices/new"), { companyId })}>New invoice</ButtonLink>}
            {may.open && (
              <ButtonLink href={withQuery(href("/deals/new"), { companyId })} tone="primary" shortcut="c">
                New deal
              </ButtonLink>
            )}
            {may.delete && (
              <Menu label="More">
                <MenuLink href={href("/companies/:companyId/delete", { companyId })}>Delete company</MenuLink>
              </Menu>
            )}
          </>
        }
      />
      <PageBody>
        <RecordLayout
          asideLabel="About this company"
          aside={<Aside {...{ company, addresses, people, credits, mayEdit: may.edit }} />}
        >
          {deals.length > 0 && (
            <Section title="Deals" count={deals.length}>
              <DataTable
                label="Deals of this company"
                rows={deals}
                rowKey={(deal) => deal.id}
                rowHref={(deal) => href("/deals/:dealId", { dealId: deal.id })}
                columns={[
                  { key: "title", header: "Deal", primary: true, cell: (deal) => deal.title },
                  {
                    key: "stage",
                    header: "Stage",
                    phone: "sub",
                    cell: (deal) => (
                      <Chip tone={deal.stageTone} glyph={statusGlyph[deal.status]}>
                        {deal.stageName}
                      </Chip>
                    ),
                  },
                  { key: "value", header: "Value", align: "end", cell: (deal) => <Amount value={deal.value} /> },
                ]}
              />
            </Section>
          )}
          <RecordTimeline
            {...timeline}
            noteForm={may.note ? <NoteForm about={{ companyId }} returnTo={here} submission={submission} /> : null}
          />
        </RecordLayout>
      </PageBody>
    </>
  )
}

type AsideProps = Pick<
  ReturnType<typeof useLoaderData<typeof loader>>,
  "company" | "addresses" | "people" | "credits"
> & {
  mayEdit: boolean
}

function Aside({ company, addresses, people, credits, mayEdit }: AsideProps) {
  const { id: companyId } = company
  const invoices = withQuery(href("/invoices"), { q: company.name })
  return (
    <>
      <Section title="Details">
        <Facts
          items={[
            { label: "Owner", value: company.ownerName },
            {
              label: "Website",
              value: company.website && (
                <a href={company.website} rel="noopener noreferrer">
                  {company.website.replace(/^https?:\/\//, "")}
                </a>
              ),
            },
            { label: "Telephone", value: company.phone && <a href={`tel:${company.phone}`}>{company.phone}</a> },
            { label: "Legal name", value: company.legalName },
            { label: "Registration", value: company.registrationNo },
            { label: "VAT id", value: company.vatId },
            { label: "Tax", value: taxCategoryNames[company.taxTreatment] },
            { label: "Currency", value: company.currency },
            { label: "Terms", value: company.paymentTermsDays === null ? null : `${company.paymentTermsDays} days` },
            { label: "Purchase order", value: company.poRequired ? "Needed on invoices" : null },
          ]}
        />
      </Section>
      {credits.length > 0 && (
        <Section title="Credit">
          {credits.map((credit) => (
            <p key={credit}>
              <Amount value={credit} size="lg" strong />
            </p>
          ))}
          <p className="hint">
            Paid and settling nothing yet. An open invoice's page <Link to={invoices}>applies it</Link>.
          </p>
        </Section>
      )}
      <Section
        title="People"
        count={people.length}
        action={
          mayEdit && (
            <ButtonLink href={href("/companies/:companyId/contacts", { companyId })} tone="quiet">
              Add
            </ButtonLink>
          )
        }
      >
        {people.length === 0 ? (
          <p className="hint">Nobody yet.</p>
        ) : (
          <ul className="grid grid-cols-1 gap-3 break-words">
            {people.map((person) => (
              <li key={person.contactId}>
                <Link to={href("/contacts/:contactId", { contactId: person.contactId })}>{person.name}</Link>
                <p className="hint">
                  {[person.role ?? person.jobTitle, person.isBilling && "billing", person.isSignatory && "may sign"]
                    .filter(Boolean)
                    .join(", ")}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Addresses"
        count={addresses.length}
        action={
          mayEdit && (
            <ButtonLink href={href("/companies/:companyId/addresses/new", { companyId })} tone="quiet">
              Add
            </ButtonLink>
          )
        }
      >
        {addresses.length === 0 && <p className="hint">Invoices need a billing address.</p>}
        {addresses.map((address) => (
          <address key={address.id} className="mb-3 not-italic">
            <span className="hint">{address.kind}</span>
            {mayEdit && (
              <>
                {" · "}
                <a href={href("/companies/:companyId/addresses/:addressId", { companyId, addressId: address.id })}>
                  Edit
                </a>
              </>
            )}
            {address.lines.map((line) => (
              <span key={line} className="block break-words">
                {line}
              </span>
            ))}
          </address>
        ))}
      </Section>
    </>
  )
}
