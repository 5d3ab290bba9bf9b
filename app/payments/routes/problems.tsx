import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { DataTable } from "~/ui/data-table"
import { Link } from "~/ui/link"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { problemKindNames } from "../payment"
import { listProblems } from "../problem-queries.server"

export const meta: MetaFunction = () => [{ title: "Payments · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { rows, last, timeZone, locale } = await answer(() => listProblems(ctx, {}))
  const when = (at: Date) => formatInstant(at, timeZone, locale)
  return {
    rows: rows.map(({ id, kind, type, reason, invoiceId, number, createdAt }) => ({
      ...{ id: id as string, type, reason, invoiceId: invoiceId as string | null, number },
      kind: problemKindNames[kind],
      when: when(createdAt),
      isEvent: kind === "event",
    })),
    last: last && { when: when(last.comparedTo), ...last.looked, booked: last.booked, drifts: last.drifts },
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

export default function Problems() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar title="Payments" subtitle="What the payment service told and the books do not show" />
      <PageBody>
        <Comparison last={page.last} />
        <ToBeLookedAt {...page} />
      </PageBody>
    </>
  )
}

function Comparison({ last }: Pick<Page, "last">) {
  return (
    <Section title="Comparison with the payment service">
      {last ? (
        <p>
          Last compared on {last.when}: {last.payments} payments, {last.refunds} refunds and {last.disputes} disputes
          looked at, {last.booked} booked late, {last.drifts === 0 ? "no difference left" : `${last.drifts} differ`}.
        </p>
      ) : (
        <p className="hint">The books are compared every night; the first comparison is still to come.</p>
      )}
    </Section>
  )
}

function ToBeLookedAt({ rows }: Pick<Page, "rows">) {
  return (
    <Section title="To be looked at" count={rows.length || undefined}>
      <DataTable
        label="What has to be looked at"
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "reason",
            header: "What is wrong",
            primary: true,
            width: "wide",
            cell: ({ reason, invoiceId, number }) => (
              <>
                <span className="block whitespace-normal">{reason}</span>{" "}
                {invoiceId && <Link to={href("/invoices/:invoiceId", { invoiceId })}>Invoice {number}</Link>}
              </>
            ),
          },
          {
            key: "kind",
            header: "Kind",
            phone: "sub",
            cell: ({ kind, type }) => (
              <>
                <span className="block">{kind}</span> <span className="hint block">{type}</span>
              </>
            ),
          },
          { key: "when", header: "Since", phone: "note", cell: ({ when }) => when },
          {
            key: "act",
            header: "What to do",
            phone: "note",
            width: "min",
            cell: ({ id, isEvent }) => (
              <div className="flex flex-wrap gap-2">
                {isEvent && (
                  <ActionForm
                    action={href("/settings/payments/problems/:problemId/process", { problemId: id })}
                    label="Process again"
                  />
                )}
                <ActionForm
                  action={href("/settings/payments/problems/:problemId/settle", { problemId: id })}
                  label="Settled"
                />
              </div>
            ),
          },
        ]}
        empty={<p className="hint">Nothing waits to be looked at.</p>}
      />
    </Section>
  )
}
