import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { SequenceTable } from "~/invoices/components/sequence-table"
import { seriesKindNames } from "~/invoices/sequence"
import { sequenceProof } from "~/invoices/sequence-proof.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { Facts } from "~/ui/facts"
import { PageBody, Section, Stack } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Sequence proof · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { legalName, locale, timeZone, at, series } = await answer(() => sequenceProof(ctx, {}))
  return {
    subtitle: `${legalName} · as of ${formatInstant(at, timeZone, locale)}`,
    rows: series.map(({ kind, key, first, last, given: _given, ...figures }) => ({
      ...figures,
      name: `${seriesKindNames[kind]} ${key}`,
      first: first ?? "–",
      last: last ?? "–",
    })),
  }
}

export default function SequenceProof() {
  const { subtitle, rows } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar title="Sequence proof" subtitle={subtitle} back={{ href: href("/invoices"), label: "Invoices" }} />
      <PageBody>
        <Stack gap="lg">
          <SequenceTable rows={rows} empty={<NothingIssued />} />
          {rows.length > 0 && <Chain rows={rows} />}
        </Stack>
      </PageBody>
    </>
  )
}

const recipe =
  "Each link is the SHA-256 of four lines: the link before it (64 zeros at first), the document's number, its issue date, and the SHA-256 of what it printed when it was issued. Kept with an earlier print, it shows that no document of the series was changed, taken out or put in since."

function Chain({ rows }: { rows: { name: string; last: string; head: string }[] }) {
  const items = rows.map(({ name, last, head }) => ({
    label: `${name}, up to ${last}`,
    value: head.match(/.{8}/g)?.join(" "),
  }))
  return (
    <Section title="Chain over all documents" note={recipe}>
      <Facts items={items} />
    </Section>
  )
}

function NothingIssued() {
  const drafts = <ButtonLink href={`${href("/invoices")}?view=draft`}>Look at the drafts</ButtonLink>
  return (
    <Empty
      title="No number was given yet"
      text="Documents get their numbers when they are issued; each series is then proven here."
      action={drafts}
    />
  )
}
