import { useForm } from "@conform-to/react"
import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { client } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { doneToDocument, invalid, refused } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { HiddenFields } from "~/ui/action-form"
import { FormActions, SubmitButton } from "~/ui/button"
import { DocumentHeader, DocumentSheet } from "~/ui/document"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextArea } from "~/ui/fields"
import { clientFormPage } from "../client-form-page.server"
import { ClientFrame } from "../components/client-frame"
import { ClientErrorBoundary } from "../components/lost-link"
import { declineProposal } from "../decline-proposal.server"
import { DeclineProposalInput } from "../inputs.server"
import { noteUse } from "../note-use.server"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `Decline ${loaded.page.document.title}` : "This link does not work" },
]

/** What cannot be declined any more leads to the proposal's page, which says why. */
export async function loader(args: LoaderFunctionArgs) {
  const found = await clientFormPage(args)
  if (found.page.state !== "open") throw redirect(href("/p/:token", { token: found.token }), 303)
  return found
}

export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "proposal")
  noteUse(args, ctx, "acted")
  const form = await parseForm(args.request, DeclineProposalInput)
  if (!form.ok) return invalid(form.reply)
  const proposal = href("/p/:token", { token })
  try {
    await declineProposal(ctx, form.value, { submission: form.submissionId })
  } catch (error) {
    return refused(proposal, error)
  }
  return doneToDocument(proposal)
}

export default function DeclineProposal() {
  const { token, page, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<{ reason: string }>({ id: "decline-proposal", lastResult: reply })
  return (
    <ClientFrame page={page}>
      <DocumentSheet>
        <DocumentHeader from={page.agency.name} title="Decline this proposal" lead={`“${page.document.title}”`} />
        <form method="post" action={href("/p/:token/decline", { token })} className="mt-6">
          <ErrorSummary errors={errorsOf([{ label: "Reason", field: fields.reason }])} formErrors={form.errors} />
          <HiddenFields fields={{ submission }} />
          <TextArea
            label="Reason"
            hint="A word on why helps us to make a better offer."
            field={fields.reason}
            maxLength={2000}
            optional
          />
          <FormActions sticky={false} cancelHref={href("/p/:token", { token })} cancelLabel="Back to the proposal">
            <SubmitButton tone="danger">Decline the proposal</SubmitButton>
          </FormActions>
        </form>
      </DocumentSheet>
    </ClientFrame>
  )
}

export { ClientErrorBoundary as ErrorBoundary }
