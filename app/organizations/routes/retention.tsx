import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Facts } from "~/ui/facts"
import { Notice } from "~/ui/notices"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { Holds, type ShownHold } from "../components/holds"
import { Periods } from "../components/retention-periods"
import { Runs } from "../components/retention-runs"
import { neverPurged } from "../retention"
import { getRetention } from "../retention-queries.server"

export const meta: MetaFunction = () => [{ title: "Retention · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { days, due, nextAt, runs, holds, timeZone, locale } = await answer(() => getRetention(ctx, {}))
  const when = (at: Date) => formatInstant(at, timeZone, locale)
  return {
    ...{ days, due, nextAt: when(nextAt) },
    runs: runs.map(({ id, at, purged }) => ({ id: id as string, at: when(at), purged })),
    holds: holds.map(
      ({ id, reason, placedAt, placedBy, liftedAt, liftedBy }): ShownHold => ({
        ...{ id, reason, placed: `${placedBy}, ${when(placedAt)}` },
        lifted: liftedAt && `${liftedBy}, ${when(liftedAt)}`,
      }),
    ),
    mayEdit: may(ctx, "retention-policies.edit"),
    mayPlace: may(ctx, "legal-holds.place"),
    mayLift: may(ctx, "legal-holds.lift"),
  }
}

export default function Retention() {
  const { days, due, nextAt, runs, holds, mayEdit, mayPlace, mayLift } = useLoaderData<typeof loader>()
  const standing = holds.find(({ lifted }) => lifted === null)
  return (
    <>
      <TitleBar title="Retention" subtitle="How long what is no longer needed is kept" />
      <PageBody width="document">
        {standing && (
          <div className="mb-5">
            <Banner hold={standing} mayLift={mayLift} />
          </div>
        )}
        <Section
          title="Periods"
          action={mayEdit && <ButtonLink href={href("/settings/retention/edit")}>Change periods</ButtonLink>}
          note={
            standing
              ? "What is older stays for now: a legal hold stands."
              : `What is older goes for good at the next run, ${nextAt}.`
          }
        >
          <Periods days={days} due={due} />
        </Section>
        <Section title="Last runs">
          <Runs runs={runs} />
        </Section>
        <Section
          title="Legal hold"
          note="While one stands nothing is purged, and the organization cannot be deleted: for a dispute, an audit, an order of a court."
          action={
            mayPlace &&
            !standing && (
              <ButtonLink href={href("/settings/retention/legal-holds/place")}>Place a legal hold</ButtonLink>
            )
          }
        >
          <Holds holds={holds} />
        </Section>
        <Section title="Never purged" note="Whatever the periods say, and why the law allows or asks for it.">
          <Facts items={neverPurged.map(({ what, why }) => ({ label: what, value: why }))} />
        </Section>
      </PageBody>
    </>
  )
}

function Banner({ hold, mayLift }: { hold: ShownHold; mayLift: boolean }) {
  const lift = href("/settings/retention/legal-holds/:holdId/lift", { holdId: hold.id })
  return (
    <Notice
      tone="warn"
      title="A legal hold stands: nothing is purged"
      action={mayLift && <ButtonLink href={lift}>Lift it</ButtonLink>}
    >
      {hold.reason}. Placed by {hold.placed}.
    </Notice>
  )
}
