import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { findDeposit } from "~/invoices/client-links.server"
import { lookOf } from "~/organizations/look"
import { getOrganization } from "~/organizations/organization-queries.server"
import { depositPaymentAddress } from "~/payments/pay-deposit.server"
import type { ClientContext } from "~/platform/data/contexts.server"
import { webPool } from "~/platform/data/database.server"
import { client } from "~/platform/http/context.server"
import { newSubmissionId, type ParsedForm, parseForm } from "~/platform/http/form.server"
import { answer, attempt, doneToDocument, invalid, together } from "~/platform/http/respond.server"
import { isDomainError } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { hold, limits } from "~/platform/security/limits.server"
import { chooseOptions } from "../choose-options.server"
import { clientPage } from "../client-page.server"
import { getProposalForClient } from "../client-queries.server"
import { ClientProposalPage } from "../components/client-proposal-page"
import { ClientErrorBoundary } from "../components/lost-link"
import { ChooseOptionsInput, SignProposalInput } from "../inputs.server"
import { noteUse } from "../note-use.server"
import { signProposal } from "../sign-proposal.server"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `${loaded.page.document.title} · ${loaded.page.agency.name}` : "This link does not work" },
]

export async function loader(args: LoaderFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "proposal")
  const [found, organization] = await answer(() => together([getProposalForClient(ctx, {}), getOrganization(ctx, {})]))
  const deposit = found.state === "signed" ? await findDeposit(ctx, { proposalId: found.proposalId }) : null
  noteUse(args, ctx, "fetched")
  return {
    token,
    page: clientPage(found),
    deposit: deposit && { number: deposit.number, address: deposit.address },
    look: lookOf(organization),
    submission: newSubmissionId(),
  }
}

/** Both buttons of the page: the one reckons the total of the ticked options anew, the other signs what was shown. */
export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "proposal")
  noteUse(args, ctx, "acted")
  const asked = await parseForm(args.request.clone(), ChooseOptionsInput)
  if (!asked.ok) return invalid(asked.reply)
  if (asked.intent === "sign") return sign(args, ctx, token, asked.value.lines)
  return attempt(asked.reply, async () => {
    await chooseOptions(ctx, asked.value)
    return data({ reply: asked.reply })
  })
}

/**
 * Signs, and leads on to the payment page, or to the invoice where that cannot be opened. What is refused leaves the ticked
 * options kept, so that the page shows them with their total.
 */
async function sign(args: ActionFunctionArgs, ctx: ClientContext, token: string, lines: string[]) {
  if (ctx.hold.of === "link") {
    await hold(webPool(), limits.signDocument, ctx.hold.linkId, await args.request.clone().text())
  }
  const form = await parseForm(args.request, SignProposalInput)
  const outcome = form.ok ? await signed(ctx, token, form) : invalid(form.reply)
  if (outcome instanceof Response) return outcome
  await keepChoice(ctx, lines)
  const { state, successor } = await answer(() => getProposalForClient(ctx, {}))
  if (state !== "replaced" || !successor?.address) return outcome
  const text =
    "The version you were about to sign was replaced by this one. Nothing was signed: read it, then sign here."
  return doneToDocument(successor.address, { tone: "warn", text })
}

type SignForm = Extract<ParsedForm<z.output<typeof SignProposalInput>>, { ok: true }>

function signed(ctx: ClientContext, token: string, { value, submissionId, reply }: SignForm) {
  return attempt(reply, async () => {
    const { proposalId } = await signProposal(ctx, value, { submission: submissionId })
    const payment = await depositPaymentAddress(ctx, proposalId)
    return redirect(payment ?? href("/p/:token", { token }), 303)
  })
}

/** Keeps what was ticked beside a refused signature; where nothing can be chosen any more, the page says so itself. */
async function keepChoice(ctx: ClientContext, lines: string[]) {
  try {
    await chooseOptions(ctx, { lines })
  } catch (error) {
    if (!isDomainError(error)) throw error
  }
}

export default function ClientProposal() {
  const { token, page, deposit, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return <ClientProposalPage token={token} page={page} deposit={deposit} submission={submission} reply={reply} />
}

export { ClientErrorBoundary as ErrorBoundary }
