import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { Conflict, Forbidden } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { canRevise, whyFrozen } from "../proposal"
import { getProposal } from "../proposal-queries.server"
import { withdrawProposal } from "../withdraw-proposal.server"

export const meta: MetaFunction = () => [{ title: "Withdraw proposal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    if (!may(ctx, "proposals.withdraw")) throw new Forbidden("proposals.withdraw")
    const proposalId = asId<"proposals">(args.params.proposalId, "proposal")
    const { title, status, sentVersion } = await getProposal(ctx, { proposalId })
    if (!canRevise(status)) throw new Conflict(whyFrozen(status))
    return { proposalId, title, isSent: sentVersion > 0 }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const proposalId = await answer(() => asId<"proposals">(args.params.proposalId, "proposal"))
  const record = href("/proposals/:proposalId", { proposalId })
  try {
    await withdrawProposal(ctx, { proposalId })
    return done(record, { tone: "ok", text: "Proposal withdrawn" })
  } catch (error) {
    return refused(record, error)
  }
}

export default function WithdrawProposal() {
  const { proposalId, title, isSent } = useLoaderData<typeof loader>()
  const back = href("/proposals/:proposalId", { proposalId })
  return (
    <>
      <TitleBar title="Withdraw proposal" back={{ href: back, label: title }} />
      <PageBody width="form">
        <ConfirmPanel title={`Withdraw ${title}?`} confirm="Withdraw proposal" cancelHref={back}>
          {isSent
            ? "Every link to it says from now on that it was withdrawn, and nobody can sign it any more."
            : "It can no longer be edited or sent."}{" "}
          This cannot be taken back; you can draft a new proposal from the deal.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
