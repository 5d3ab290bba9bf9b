import { Form } from "@remix-run/react"
import { href, withQuery } from "~/platform/language/paths"
import { SubmitButton } from "~/ui/button"
import { TextArea } from "~/ui/fields"

/** The place on a record's page where a note is written; `about` names the record, such as `{ dealId }`. */
export function NoteForm({
  about,
  returnTo,
  submission,
}: {
  about: Record<string, string>
  returnTo: string
  submission: string
}) {
  return (
    <Form
      method="post"
      action={withQuery(href("/notes"), { ...about, returnTo })}
      className="mb-6 grid gap-2"
      key={submission}
    >
      <input type="hidden" name="submission" value={submission} />
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextArea label="Note" name="body" id="note-body" rows={2} required maxLength={10_000} />
      <div className="-mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        <SubmitButton tone="plain">Save note</SubmitButton>
        <p className="hint">Takes Markdown: **bold**, - lists, [links](https://…)</p>
      </div>
    </Form>
  )
}
