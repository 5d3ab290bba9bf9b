import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, doneToDocument, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { ProposalForm } from "../components/proposal-form"
import { plainDecimal } from "../freeze.server"
import { ReviseProposalInput } from "../inputs.server"
import { getEditingPage } from "../proposal-queries.server"
import { reviseProposal } from "../revise-proposal.server"

export const meta: MetaFunction = () => [{ title: "Edit proposal · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const page = await answer(() => getEditingPage(ctx, { proposalId: asId(args.params.proposalId, "proposal") }))
  return { ...formOf(page), submission: newSubmissionId() }
}

function formOf({ proposal, content, obstacles, people, newLine }: Awaited<ReturnType<typeof getEditingPage>>) {
  const { id, title, contactId, intro, scope, timeline, terms, validUntilOn, pricesIncludeTax, version, currency } =
    proposal
  const lines = content.lines.map(({ id: _, ...line }) => ({
    ...line,
    taxReason: line.taxReason ?? null,
    secondTaxRate: line.secondTaxRate ?? null,
  }))
  const depositPercent = plainDecimal(proposal.depositPercent)
  return {
    proposalId: id,
    defaults: {
      title,
      contactId,
      intro,
      scope,
      timeline,
      terms,
      validUntilOn,
      depositPercent,
      pricesIncludeTax,
      lines,
    },
    version,
    currency,
    nextVersion: proposal.sentVersion + 1,
    locale: content.locale,
    newLine,
    obstacles,
    people: people.map((person) => ({ value: person.contactId as string, label: person.name })),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const proposalId = await answer(() => asId<"proposals">(args.params.proposalId, "proposal"))
  const form = await parseForm(args.request, ReviseProposalInput.omit({ proposalId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await reviseProposal(ctx, { proposalId, ...form.value }, { submission: form.submissionId })
    if (form.intent === "preview") return doneToDocument(href("/proposals/:proposalId/preview", { proposalId }))
    return done(href("/proposals/:proposalId", { proposalId }), { tone: "ok", text: "Proposal saved" })
  })
}

export default function EditProposal() {
  const { proposalId, nextVersion, ...form } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/proposals/:proposalId", { proposalId })
  const { title } = form.defaults
  return (
    <>
      <TitleBar
        title={`Edit ${title}`}
        back={{ href: back, label: title }}
        subtitle={
          nextVersion > 1 ? `The client keeps version ${nextVersion - 1} until you send version ${nextVersion}.` : null
        }
      />
      <PageBody>
        <ProposalForm {...form} reply={reply} cancelHref={back} />
      </PageBody>
    </>
  )
}
