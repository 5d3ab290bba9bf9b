import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { draftProposal } from "../draft-proposal.server"
import { DraftProposalInput } from "../inputs.server"

const dealOf = ({ params }: LoaderFunctionArgs) => answer(() => asId<"deals">(params.dealId, "deal"))

export const loader = async (args: LoaderFunctionArgs) =>
  redirect(href("/deals/:dealId", { dealId: await dealOf(args) }))

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const dealId = await dealOf(args)
  const { submissionId } = await parseForm(args.request, DraftProposalInput.omit({ dealId: true }))
  try {
    const { proposalId } = await draftProposal(ctx, { dealId }, { submission: submissionId })
    return done(href("/proposals/:proposalId/edit", { proposalId }), {
      tone: "ok",
      text: "Proposal drafted from the deal",
    })
  } catch (error) {
    return refused(href("/deals/:dealId", { dealId }), error)
  }
}
