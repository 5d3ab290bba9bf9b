import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { CheckboxGroup } from "~/ui/choice-fields"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { editFactorPolicy } from "../edit-factor-policy.server"
import { getFactorPolicy } from "../factor-policy-queries.server"
import { EditFactorPolicyInput } from "../inputs.server"

export const meta: MetaFunction = () => [{ title: "Security · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return { roles: await answer(() => getFactorPolicy(ctx, {})), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditFactorPolicyInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editFactorPolicy(ctx, form.value, { submission: form.submissionId })
    return done(href("/settings/security"), { tone: "ok", text: "Saved. It holds from everybody's next request on." })
  })
}

const readiness = ({ members, ready }: { members: number; ready: number }) =>
  members === 0 ? "Nobody has this role" : `${ready} of ${members} ${members === 1 ? "has" : "have"} a second factor`

export default function Security() {
  const { roles, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const asked = roles.filter(({ isAsked }) => isAsked).map(({ id }) => id)
  const [form, fields] = useReplyForm<{ roles: string[] }>({ id: "policy", reply, defaultValue: { roles: asked } })
  return (
    <>
      <TitleBar title="Security" subtitle="Who must show more than a password" />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission, summary: [{ label: "Roles", field: fields.roles }] }}>
          <CheckboxGroup
            label="Roles that must show a second factor"
            field={fields.roles}
            hint="Whoever has such a role and no second factor sets one up at their next request, and can do nothing else until then. A role of your own follows the role it was made from as well."
            options={roles.map(({ id, name, ...count }) => ({ value: id, label: name, hint: readiness(count) }))}
          />
          <FormActions cancelHref={href("/settings")}>
            <SubmitButton>Save</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
