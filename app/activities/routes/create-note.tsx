import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { createNote } from "~/activities/create-note.server"
import { CreateNoteInput } from "~/activities/inputs.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { attempt, done, invalid } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { isId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { TextArea } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Note · Signoff" }]

const subjects = ["leadId", "companyId", "contactId", "dealId"] as const

/** The page a note is written on when the record's own place did not take it; the address names the record. */
export async function loader(args: LoaderFunctionArgs) {
  await staff(args)
  const query = new URL(args.request.url).searchParams
  const about = subjects.map((name) => ({ name, id: query.get(name) ?? "" })).find(({ id }) => isId(id))
  if (!about) throw redirect(href("/"))
  return { about, back: safePath(query.get("returnTo") ?? "/"), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const back = safePath(new URL(args.request.url).searchParams.get("returnTo") ?? "/")
  const form = await parseForm(args.request, CreateNoteInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await createNote(ctx, form.value, { submission: form.submissionId })
    return done(back, { tone: "ok", text: "Note saved" })
  })
}

export default function CreateNote() {
  const { about, back, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<{ body: string }>({ id: "note", reply })
  return (
    <>
      <TitleBar title="Note" back={{ href: back, label: "Back" }} />
      <PageBody width="form">
        <ReplyForm form={form} reply={reply} submission={submission} summary={[{ label: "Note", field: fields.body }]}>
          <input type="hidden" name={about.name} value={about.id} />
          <TextArea label="Note" field={fields.body} rows={8} required maxLength={10_000} />
          <FormActions cancelHref={back}>
            <SubmitButton>Save note</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
