import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import type { StaffContext } from "~/platform/data/contexts.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { asId, type Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { DocumentSection } from "~/ui/document"
import { DocumentPage } from "~/ui/document-page"
import { Banner } from "~/ui/shell"
import { SignatureLine } from "~/ui/signature-block"
import { ObstacleNotice } from "../components/obstacle-notice"
import { ProposalDocument } from "../components/proposal-document"
import { consentText } from "../consent"
import type { ProposalContent } from "../content"
import { getProposalVersion, previewProposal } from "../proposal-queries.server"
import { documentView } from "../view.server"

export const handle = { hydrate: false }

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Preview: ${data?.view.title ?? "Proposal"}` },
  { name: "robots", content: "noindex" },
]

/** What would be sent now, or the version that `version` names as it was sent. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const number = new URL(args.request.url).searchParams.get("version")
  return answer(async () => {
    const proposalId = asId<"proposals">(args.params.proposalId, "proposal")
    const { content, chosenLineIds, obstacles } = await contentOf(ctx, proposalId, number)
    const hasTerms = content.sections.terms.trim() !== ""
    return {
      proposalId,
      isSent: number !== null,
      view: documentView(content, chosenLineIds),
      consent: consentText({ agency: content.agency.name, hasTerms }),
      client: content.client.name,
      obstacles,
    }
  })
}

type Shown = { content: ProposalContent; chosenLineIds: string[]; obstacles: { field: string; sentence: string }[] }

async function contentOf(ctx: StaffContext, proposalId: Id<"proposals">, number: string | null): Promise<Shown> {
  if (number === null) {
    const { content, obstacles } = await previewProposal(ctx, { proposalId })
    return { content, obstacles, chosenLineIds: [] }
  }
  const { version, chosenLineIds } = await getProposalVersion(ctx, { proposalId, number })
  return { content: version.content, chosenLineIds, obstacles: [] }
}

export default function PreviewProposal() {
  const { proposalId, isSent, view, consent, client, obstacles } = useLoaderData<typeof loader>()
  const back = (
    <ButtonLink href={href("/proposals/:proposalId", { proposalId })} reload>
      Back to the proposal
    </ButtonLink>
  )
  return (
    <>
      <Banner label="Preview" action={back}>
        {isSent ? `Version ${view.number} as it was sent.` : "This is how the client would see it. Nothing here can be signed."}
      </Banner>
      <DocumentPage
        brand={view.agency}
        brandDetail={view.validUntil && `Valid until ${view.validUntil}`}
        notices={<ObstacleNotice proposalId={proposalId} obstacles={obstacles} title="This cannot be sent yet" reload />}
        footer={view.agency}
      >
        <ProposalDocument view={view}>
          <DocumentSection title="Acceptance" id="sign">
            <p>{consent}</p>
            <SignatureLine label={`For ${client}`} />
          </DocumentSection>
        </ProposalDocument>
      </DocumentPage>
    </>
  )
}
