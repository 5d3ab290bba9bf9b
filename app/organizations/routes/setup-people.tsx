import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { InviteForm } from "~/members/components/invite-form"
import { readInvitations } from "~/members/invitations-form.server"
import { inviteMember } from "~/members/invite-member.server"
import { listTeamChoices } from "~/members/people-queries.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, attempt, doneToDocument } from "~/platform/http/respond.server"
import { listSteps } from "~/today/step-queries.server"
import { SubmitButton } from "~/ui/button"
import { SetupPage } from "../components/setup-page"
import { rolesBeyond } from "../grants"
import { roleChoices } from "../role-choices.server"
import { stepAfter } from "../setup-steps"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Set up: colleagues · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = () => Promise.all([listSteps(ctx, {}), listTeamChoices(ctx, {}), roleChoices(ctx)])
  const [steps, teams, roles] = await answer(asked)
  return { steps, teams, roles, beyond: rolesBeyond(ctx), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const read = await readInvitations(ctx, args.request)
  if (!read.ok) return read.reply
  const { form, notice } = read
  return attempt(form.reply, async () => {
    await inviteMember(ctx, form.value, { submission: form.submissionId })
    return doneToDocument(stepAfter("people"), notice)
  })
}

export default function SetUpPeople() {
  const { steps, ...choices } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <SetupPage step="people" steps={steps}>
      <p className="mb-5">
        Each gets a mail with a link, and a role: managers see their team's work, members their own, finance the books,
        and guests only read. Nobody needs to come today.
      </p>
      <InviteForm {...choices} reply={reply}>
        <SubmitButton block>Send invitations and go on</SubmitButton>
      </InviteForm>
    </SetupPage>
  )
}
