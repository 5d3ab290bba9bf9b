import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import type { z } from "zod"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { TextField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { PlaceLegalHoldInput } from "../inputs.server"
import { placeLegalHold } from "../place-legal-hold.server"

export const meta: MetaFunction = () => [{ title: "Place a legal hold · Signoff" }]

const back = href("/settings/retention")

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(() => {
    if (!may(ctx, "legal-holds.place")) throw new Forbidden("legal-holds.place")
    return { submission: newSubmissionId() }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, PlaceLegalHoldInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await placeLegalHold(ctx, form.value, { submission: form.submissionId })
    return done(back, { tone: "ok", text: "The hold stands. Nothing is purged until it is lifted." })
  })
}

export default function PlaceLegalHold() {
  const { submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<z.input<typeof PlaceLegalHoldInput>>({ id: "place-legal-hold", reply })
  const reason = { label: "What for", field: fields.reason }
  return (
    <>
      <TitleBar
        title="Place a legal hold"
        subtitle="From now on nothing of this organization is purged, whatever its periods say"
        back={{ href: back, label: "Retention" }}
      />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission, summary: [reason] }}>
          <TextField
            {...reason}
            required
            maxLength={300}
            hint="Such as a dispute, an audit or an order of a court, with its number. The record keeps it."
          />
          <FormActions cancelHref={back}>
            <SubmitButton>Place the hold</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
