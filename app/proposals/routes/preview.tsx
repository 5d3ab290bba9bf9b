import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import type { StaffContext } from "~/platform/data/contexts.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { asId, type Id } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Banner } from "~/ui/shell"
import { ClientFrame } from "../components/client-frame"
import { ObstacleNotice } from "../components/obstacle-notice"
import { ProposalDocument } from "../components/proposal-document"
import { SignSection } from "../components/sign-form"
import { consentTo } from "../consent"
import { getProposalVersion, previewProposal } from "../proposal-queries.server"
import { documentView } from "../view.server"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Preview of ${data?.page.document.title ?? "a proposal"} · Signoff` },
]

/** What would be sent now, or the version that `version` names as it was sent. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const number = new URL(args.request.url).searchParams.get("version")
  return answer(async () => {
    const proposalId = asId<"proposals">(args.params.proposalId, "proposal")
    const { content, chosenLineIds, obstacles, isSent } = await shown(ctx, proposalId, number)
    const { agency } = content
    const document = documentView(content, chosenLineIds)
    const page = { document, agency: { name: agency.name, email: agency.email }, contact: null }
    return { proposalId, isSent, page, consent: consentTo(content), obstacles }
  })
}

async function shown(ctx: StaffContext, proposalId: Id<"proposals">, number: string | null) {
  if (number === null) {
    const { content, obstacles } = await previewProposal(ctx, { proposalId })
    return { content, chosenLineIds: [], obstacles, isSent: false }
  }
  const { version, chosenLineIds } = await getProposalVersion(ctx, { proposalId, number })
  return { content: version.content, chosenLineIds, obstacles: [], isSent: true }
}

export default function PreviewProposal() {
  const { proposalId, isSent, page, consent, obstacles } = useLoaderData<typeof loader>()
  const { document } = page
  const back = (
    <ButtonLink href={href("/proposals/:proposalId", { proposalId })} reload>
      Back to the proposal
    </ButtonLink>
  )
  return (
    <>
      <Banner label="Preview" action={back}>
        {isSent ? `Version ${document.number} as it was sent.` : "Preview: this is the page the client gets."}
      </Banner>
      <ClientFrame
        page={page}
        notice={<ObstacleNotice proposalId={proposalId} obstacles={obstacles} title="This cannot be sent yet" reload />}
      >
        {isSent ? (
          <ProposalDocument view={document} />
        ) : (
          <ProposalDocument view={document} interactive>
            <fieldset disabled aria-label="Not in use in the preview">
              <SignSection
                money={document.money}
                consent={consent}
                reply={undefined}
                addresses={{ ask: "#sign", forward: "#sign", decline: "#sign" }}
              />
            </fieldset>
          </ProposalDocument>
        )}
      </ClientFrame>
    </>
  )
}
