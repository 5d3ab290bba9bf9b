import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { createCompany } from "~/companies/create-company.server"
import { createContact } from "~/contacts/create-contact.server"
import { openDeal } from "~/deals/open-deal.server"
import { priceDeal } from "~/deals/price-deal.server"
import type { StaffContext } from "~/platform/data/contexts.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, doneToDocument } from "~/platform/http/respond.server"
import { readForm } from "~/platform/http/safe-form-data.server"
import { href } from "~/platform/language/paths"
import { draftProposal } from "~/proposals/draft-proposal.server"
import { listSteps } from "~/today/step-queries.server"
import { SubmitButton } from "~/ui/button"
import { SetupPage } from "../components/setup-page"
import { getOrganization } from "../organization-queries.server"
import { sample } from "../sample"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Set up: a sample proposal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return { steps: await answer(() => listSteps(ctx, {})), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const sent = (await readForm(args.request)).get("submission")
  const submission = typeof sent === "string" && /^[\w-]{8,80}$/.test(sent) ? sent : newSubmissionId()
  const proposalId = await answer(() => draftSample(ctx, submission))
  const text =
    "This is the sample: read it, change it, and look at it as a client does. Nothing of it is sent by itself."
  return doneToDocument(href("/proposals/:proposalId", { proposalId }), { tone: "ok", text })
}

/** Client, person, deal, prices and proposal, one command after the other; pressed again it goes on where it stopped. */
async function draftSample(ctx: StaffContext, submission: string) {
  const once = (act: string) => ({ submission: `${submission}-${act}` })
  const { taxRate } = await getOrganization(ctx, {})
  const ownerId = ctx.personId
  const { companyId } = await createCompany(ctx, { ...sample.company, ownerId }, once("company"))
  const { name, role, email } = sample.contact
  const emails = [{ label: "work", email }]
  const { contactId } = await createContact(ctx, { name, role, emails, ownerId, companyId }, once("contact"))
  const { dealId } = await openDeal(ctx, { title: sample.title, companyId, contactId, ownerId }, once("deal"))
  const lines = sample.lines.map((line) => ({ ...line, taxRate }))
  await priceDeal(ctx, { dealId, version: 1, lines }, once("lines"))
  return (await draftProposal(ctx, { dealId }, once("proposal"))).proposalId
}

export default function SetUpProposal() {
  const { steps, submission } = useLoaderData<typeof loader>()
  return (
    <SetupPage step="proposal" steps={steps}>
      <p className="mb-5">
        A client, a deal with three lines and a proposal are made up for you. Look at it as your client would, then
        delete the deal and the company, or keep both to try things on.
      </p>
      <form method="post">
        <input type="hidden" name="submission" value={submission} />
        <SubmitButton block>Make the sample</SubmitButton>
      </form>
    </SetupPage>
  )
}
