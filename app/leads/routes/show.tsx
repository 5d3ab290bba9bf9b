import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { NoteForm } from "~/activities/components/note-form"
import { LeadActions } from "~/leads/components/lead-actions"
import { LeadFacts } from "~/leads/components/lead-facts"
import { StatusChip } from "~/leads/components/lead-table"
import { LookalikeList } from "~/leads/components/lookalike-list"
import { NextStep } from "~/leads/components/next-step"
import { getLeadPage } from "~/leads/lead-page.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { RecordTimeline } from "~/timeline/components/record-timeline"
import { timelinePage } from "~/timeline/timeline-page.server"
import { listTimeline } from "~/timeline/timeline-queries.server"
import { PageBody, RecordLayout, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.lead.name ?? "Lead"} · Signoff` }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const url = new URL(args.request.url)
  return answer(async () => {
    const leadId = asId<"leads">(args.params.leadId, "lead")
    const timeline = await listTimeline(ctx, {
      subjectId: leadId,
      filter: url.searchParams.get("show") ?? undefined,
      after: url.searchParams.get("after") ?? undefined,
    })
    const page = await getLeadPage(ctx, leadId, timeline)
    return { ...page, timeline: timelinePage(timeline, url), submission: newSubmissionId() }
  })
}

export default function Lead() {
  const { lead, alike, owners, may, timeline, submission } = useLoaderData<typeof loader>()
  const here = href("/leads/:leadId", { leadId: lead.id })
  return (
    <>
      <TitleBar
        title={lead.name}
        subtitle={lead.companyName}
        back={{ href: href("/leads"), label: "Leads" }}
        chip={<StatusChip status={lead.status} />}
        actions={<LeadActions lead={lead} may={may} />}
      />
      <PageBody>
        <RecordLayout
          asideLabel="About this lead"
          aside={<LeadFacts lead={lead} owners={may.assign ? owners : null} />}
        >
          <NextStep lead={lead} may={may} />
          <Section title="Message">
            {lead.message ? (
              <blockquote className="max-w-prose break-words whitespace-pre-line">{lead.message}</blockquote>
            ) : (
              <p className="hint">Nothing was written down.</p>
            )}
          </Section>
          {alike && (
            <Section
              title="Looks the same"
              count={alike.companies.length + alike.contacts.length + alike.leads.length}
              note="Already here with this e-mail address, telephone number, company or web domain."
            >
              <LookalikeList {...alike} />
            </Section>
          )}
          <RecordTimeline
            {...timeline}
            noteForm={
              may.note ? <NoteForm about={{ leadId: lead.id }} returnTo={here} submission={submission} /> : null
            }
          />
        </RecordLayout>
      </PageBody>
    </>
  )
}
