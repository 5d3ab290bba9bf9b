import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { OwnerTicks } from "~/assignments/components/owner-ticks"
import { mayAssign } from "~/assignments/may-assign"
import { InboxEmpty } from "~/leads/components/inbox-empty"
import { LeadTable } from "~/leads/components/lead-table"
import { listForms } from "~/leads/form-queries.server"
import { isOldestFirst, leadViewNames, leadViews, waitingText, waitsTooLong } from "~/leads/lead"
import { leadOwnerChoices } from "~/leads/lead-owners.server"
import { countLeads, listLeads } from "~/leads/lead-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { SelectField } from "~/ui/fields"
import { FilterBar, SearchField } from "~/ui/filter-bar"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { Tabs } from "~/ui/tabs"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Leads · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  return answer(async () => {
    const [list, counts, forms, owners] = await Promise.all([
      listLeads(ctx, asked),
      countLeads(ctx, {}),
      listForms(ctx, {}),
      leadOwnerChoices(ctx),
    ])
    const view = leadViews.find((each) => each === asked.view) ?? "new"
    const { q = "", owner = "" } = asked
    const page = (cursor: Record<string, string | null>) => withQuery(href("/leads"), { view, owner, q, ...cursor })
    return {
      ...{ view, q, owner, owners, counts },
      rows: list.rows.map(({ createdAt, ...row }) => ({
        ...row,
        at: createdAt.toISOString(),
        waiting: waitingText(createdAt, ctx.now),
        isLate: waitsTooLong({ status: row.status, createdAt }, ctx.now),
      })),
      before: list.newer && page({ before: list.newer }),
      after: list.older && page({ after: list.older }),
      formUrl: forms[0] ? `${args.context.origin}${href("/f/:formKey", { formKey: forms[0].key })}` : null,
      mayCapture: may(ctx, "leads.capture"),
      mayAssign: mayAssign(ctx, "leads"),
    }
  })
}

export default function Leads() {
  const { view, q, owner, owners, counts, rows, before, after, formUrl, mayCapture, mayAssign } =
    useLoaderData<typeof loader>()
  const countOf: Partial<Record<string, number>> = counts
  const tabs = leadViews.map((each) => ({
    label: leadViewNames[each],
    href: withQuery(href("/leads"), { view: each, owner: each === "mine" ? null : owner, q }),
    current: each === view,
    count: countOf[each],
  }))
  const capture = mayCapture ? (
    <ButtonLink href={href("/leads/new")} tone="primary" shortcut="c">
      New lead
    </ButtonLink>
  ) : null
  const oldestFirst = isOldestFirst(view)
  return (
    <>
      <TitleBar
        title="Leads"
        actions={
          <>
            {formUrl && (
              <ButtonLink href={new URL(formUrl).pathname} reload icon="external-link">
                Enquiry form
              </ButtonLink>
            )}
            {capture}
          </>
        }
      />
      <Tabs label="Views of the leads" items={tabs} />
      <FilterBar action={href("/leads")} label="Find leads" fields={{ view }}>
        <SearchField name="q" label="Search leads" defaultValue={q} />
        {view !== "mine" && (
          <SelectField
            compact
            label="Owner"
            name="owner"
            defaultValue={owner}
            placeholder="Anybody's"
            options={[{ value: "nobody", label: "Nobody's" }, ...owners]}
          />
        )}
      </FilterBar>
      <PageBody>
        <OwnerTicks of="leads" filter={{ view, owner, q }} may={mayAssign && rows.length > 0}>
          <LeadTable
            hasTicks={mayAssign}
            rows={rows}
            isWaiting={oldestFirst}
            empty={<InboxEmpty view={view} isFiltered={Boolean(q || owner)} formUrl={formUrl} action={capture} />}
          />
        </OwnerTicks>
        <Pager newer={oldestFirst ? after : before} older={oldestFirst ? before : after} />
      </PageBody>
    </>
  )
}
