import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { NumberField } from "~/ui/fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { editRetentionPolicy } from "../edit-retention-policy.server"
import { EditRetentionPolicyInput } from "../inputs.server"
import { type PerClass, retentionClasses, retentionTable } from "../retention"
import { getRetention } from "../retention-queries.server"

export const meta: MetaFunction = () => [{ title: "Periods · Signoff" }]

const back = href("/settings/retention")

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { days } = await answer(() => {
    if (!may(ctx, "retention-policies.edit")) throw new Forbidden("retention-policies.edit")
    return getRetention(ctx, {})
  })
  return { days, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditRetentionPolicyInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editRetentionPolicy(ctx, form.value, { submission: form.submissionId })
    return done(back, { tone: "ok", text: "Periods saved; they hold from the next run on" })
  })
}

const hintOf = ({ line, from, to, days }: (typeof retentionTable)[keyof PerClass]) =>
  `${line}. From ${from} to ${to.toLocaleString("en")} days; usually ${days}.`

export default function EditRetention() {
  const { days, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<PerClass>({ id: "periods", reply, defaultValue: days })
  const named = retentionClasses.map((name) => ({ label: retentionTable[name].title, field: fields[name] }))
  return (
    <>
      <TitleBar
        title="Periods"
        subtitle="What is older goes for good with the next run of the clock"
        back={{ href: back, label: "Retention" }}
      />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission, summary: named }}>
          {retentionClasses.map((name, at) => (
            <NumberField
              key={name}
              {...named[at]!}
              required
              width="medium"
              suffix="days"
              hint={hintOf(retentionTable[name])}
            />
          ))}
          <FormActions cancelHref={back}>
            <SubmitButton>Save periods</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
