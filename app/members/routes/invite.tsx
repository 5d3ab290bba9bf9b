import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { readInvitations } from "~/members/invitations-form.server"
import { inviteMember } from "~/members/invite-member.server"
import { listTeamChoices } from "~/members/people-queries.server"
import { rolesBeyond } from "~/organizations/grants"
import { roleChoices } from "~/organizations/role-choices.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, attempt, done } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { InviteForm } from "../components/invite-form"

export const meta: MetaFunction = () => [{ title: "Invite people · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const [teams, roles] = await answer(() => Promise.all([listTeamChoices(ctx, {}), roleChoices(ctx)]))
  if (!may(ctx, "members.invite")) throw redirect(href("/settings/people"))
  return { teams, roles, beyond: rolesBeyond(ctx), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const read = await readInvitations(ctx, args.request)
  if (!read.ok) return read.reply
  const { form, notice } = read
  return attempt(form.reply, async () => {
    await inviteMember(ctx, form.value, { submission: form.submissionId })
    return done(href("/settings/people"), notice)
  })
}

export default function Invite() {
  const choices = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar
        title="Invite people"
        subtitle="They get a mail with a link that is good for seven days, once"
        back={{ href: href("/settings/people"), label: "People" }}
      />
      <PageBody width="form">
        <InviteForm {...choices} reply={reply}>
          <FormActions cancelHref={href("/settings/people")}>
            <SubmitButton>Send invitations</SubmitButton>
          </FormActions>
        </InviteForm>
      </PageBody>
    </>
  )
}
