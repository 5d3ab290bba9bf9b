import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getOrganization } from "~/organizations/organization-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { TitleBar } from "~/ui/title-bar"
import { actChoices } from "../acts"
import { auditLines } from "../audit-page.server"
import { listAuditEvents } from "../audit-queries.server"
import { AuditFilters } from "../components/audit-filters"
import { AuditList } from "../components/audit-list"
import { AuditFilterInput } from "../inputs.server"
import { listAuditPeople } from "../people-queries.server"

export const meta: MetaFunction = () => [{ title: "Audit log · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const { after, ...filter } = AuditFilterInput.parse(asked)
  return answer(async () => {
    const [page, { timeZone, locale }, people] = await Promise.all([
      listAuditEvents(ctx, asked),
      getOrganization(ctx, {}),
      listAuditPeople(ctx, {}),
    ])
    const names = Object.fromEntries(people.map(({ personId, name }) => [personId, name]))
    return {
      filter,
      people: people.map(({ personId, name, hasLeft }) => ({
        value: personId as string,
        label: hasLeft ? `${name} (left)` : name,
      })),
      acts: actChoices,
      lines: auditLines(page.rows, { timeZone, locale, names }),
      newest: after ? withQuery(href("/settings/audit"), filter) : null,
      older: page.older && withQuery(href("/settings/audit"), { ...filter, after: page.older }),
      lookedBackTo: page.lookedBackTo && formatInstant(new Date(page.lookedBackTo), timeZone, locale),
      mayExport: may(ctx, "audits.export"),
    }
  })
}

export default function AuditRecord() {
  const { filter, people, acts, lines, newest, older, lookedBackTo, mayExport } = useLoaderData<typeof loader>()
  const isFiltered = Object.values(filter).some(Boolean)
  return (
    <>
      <TitleBar
        title="Audit log"
        subtitle="Who did what, from where, and when; nobody can change it unseen"
        actions={
          <>
            {mayExport && lines.length > 0 && (
              <ActionForm
                action={href("/settings/audit/export")}
                label="Export CSV"
                icon="download"
                fields={filter}
                reload
              />
            )}
            <ButtonLink href={href("/settings/audit/verify")} icon="shield-check">
              Verify
            </ButtonLink>
          </>
        }
      />
      <AuditFilters filter={filter} people={people} acts={acts} />
      <PageBody>
        {lines.length > 0 ? (
          <AuditList lines={lines} />
        ) : (
          <Nothing isFiltered={isFiltered} lookedBackTo={lookedBackTo} />
        )}
        {lookedBackTo && older ? (
          <div className="pager">
            <p className="pager-text">Looked back to {lookedBackTo}</p>
            <ButtonLink href={older}>Look further back</ButtonLink>
          </div>
        ) : (
          <Pager newer={newest} older={older} />
        )}
      </PageBody>
    </>
  )
}

function Nothing({ isFiltered, lookedBackTo }: { isFiltered: boolean; lookedBackTo: string | null }) {
  if (lookedBackTo) return <Empty title="Nothing of this kind so far" text={`since ${lookedBackTo}`} />
  if (!isFiltered) return <Empty title="Nothing has happened yet" text="Everything that is done here will be listed." />
  const everything = <ButtonLink href={href("/settings/audit")}>Show everything</ButtonLink>
  return <Empty title="Nothing of this kind has happened" action={everything} />
}
