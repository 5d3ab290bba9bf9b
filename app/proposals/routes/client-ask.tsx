import { useForm } from "@conform-to/react"
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { webPool } from "~/platform/data/database.server"
import { client } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { attempt, doneToDocument, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { hold, limits } from "~/platform/security/limits.server"
import { HiddenFields } from "~/ui/action-form"
import { FormActions, SubmitButton } from "~/ui/button"
import { DocumentHeader, DocumentSheet } from "~/ui/document"
import { ErrorSummary, errorsOf } from "~/ui/error-summary"
import { TextArea } from "~/ui/fields"
import { askAboutProposal } from "../ask-about-proposal.server"
import { clientFormPage } from "../client-form-page.server"
import { ClientFrame } from "../components/client-frame"
import { ClientErrorBoundary } from "../components/lost-link"
import { AskAboutProposalInput } from "../inputs.server"
import { noteUse } from "../note-use.server"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `Ask about ${loaded.page.document.title}` : "This link does not work" },
]

export const loader = (args: LoaderFunctionArgs) => clientFormPage(args)

export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "proposal")
  noteUse(args, ctx, "acted")
  const form = await parseForm(args.request, AskAboutProposalInput)
  if (!form.ok) return invalid(form.reply)
  if (ctx.hold.of === "link") await hold(webPool(), limits.ask, ctx.hold.linkId)
  return attempt(form.reply, async () => {
    await askAboutProposal(ctx, form.value, { submission: form.submissionId })
    const text = "Your question was sent. The answer comes to you by mail."
    return doneToDocument(href("/p/:token", { token }), { tone: "ok", text })
  })
}

export default function AskAboutProposal() {
  const { token, page, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<{ question: string }>({ id: "ask-about-proposal", lastResult: reply })
  return (
    <ClientFrame page={page}>
      <DocumentSheet>
        <DocumentHeader from={page.agency.name} title="Ask a question" lead={`About “${page.document.title}”`} />
        <form method="post" action={href("/p/:token/ask", { token })} className="mt-6">
          <ErrorSummary
            errors={errorsOf([{ label: "Your question", field: fields.question }])}
            formErrors={form.errors}
          />
          <HiddenFields fields={{ submission }} />
          <TextArea label="Your question" field={fields.question} rows={7} maxLength={4000} required />
          <FormActions sticky={false} cancelHref={href("/p/:token", { token })} cancelLabel="Back to the proposal">
            <SubmitButton>Send the question</SubmitButton>
          </FormActions>
        </form>
      </DocumentSheet>
    </ClientFrame>
  )
}

export { ClientErrorBoundary as ErrorBoundary }
