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
import { EmailField, TextField } from "~/ui/fields"
import { clientFormPage } from "../client-form-page.server"
import { ClientFrame } from "../components/client-frame"
import { ClientErrorBoundary } from "../components/lost-link"
import { forwardProposal } from "../forward-proposal.server"
import { ForwardProposalInput } from "../inputs.server"
import { noteUse } from "../note-use.server"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `Forward ${loaded.page.document.title}` : "This link does not work" },
]

export const loader = (args: LoaderFunctionArgs) => clientFormPage(args)

export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? ""
  const ctx = await client(args, token, "proposal")
  noteUse(args, ctx, "acted")
  const form = await parseForm(args.request, ForwardProposalInput)
  if (!form.ok) return invalid(form.reply)
  if (ctx.hold.of === "link") await hold(webPool(), limits.forward, ctx.hold.linkId)
  return attempt(form.reply, async () => {
    await forwardProposal(ctx, form.value, { submission: form.submissionId })
    const text = `A link of their own is on its way to ${form.value.email}. Yours stays as it is.`
    return doneToDocument(href("/p/:token", { token }), { tone: "ok", text })
  })
}

export default function ForwardProposal() {
  const { token, page, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useForm<{ name: string; email: string }>({ id: "forward-proposal", lastResult: reply })
  return (
    <ClientFrame page={page}>
      <DocumentSheet>
        <DocumentHeader
          from={page.agency.name}
          title="Forward to the right person"
          lead={`They get “${page.document.title}” by mail, with a link of their own, and can sign it.`}
        />
        <form method="post" action={href("/p/:token/forward", { token })} className="mt-6">
          <ErrorSummary
            errors={errorsOf([
              { label: "Their name", field: fields.name },
              { label: "Their e-mail", field: fields.email },
            ])}
            formErrors={form.errors}
          />
          <HiddenFields fields={{ submission }} />
          <TextField label="Their name" field={fields.name} maxLength={80} required />
          <EmailField label="Their e-mail" field={fields.email} maxLength={254} required />
          <FormActions sticky={false} cancelHref={href("/p/:token", { token })} cancelLabel="Back to the proposal">
            <SubmitButton>Forward the proposal</SubmitButton>
          </FormActions>
        </form>
      </DocumentSheet>
    </ClientFrame>
  )
}

export { ClientErrorBoundary as ErrorBoundary }
