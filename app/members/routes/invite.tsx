import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { admitInvitations } from "~/members/admit.server"
import { InviteMemberInput } from "~/members/inputs.server"
import { inviteMember } from "~/members/invite-member.server"
import { listTeamChoices } from "~/members/people-queries.server"
import { rolesBeyond } from "~/organizations/grants"
import { roleChoices } from "~/organizations/role-choices.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm, withErrors } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Invalid } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { waitWords } from "~/platform/security/limits.server"
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
  const form = await parseForm(args.request, InviteMemberInput)
  if (!form.ok) return invalid(form.reply)
  const { emails } = form.value
  const wait = may(ctx, "members.invite") ? await admitInvitations(ctx.organizationId, emails.length) : null
  if (wait !== null) {
    const error = new Invalid("emails", `People were invited too often. Try again in ${waitWords(wait)}.`)
    return data({ reply: withErrors(form.reply, error) }, { status: 429, headers: { "Retry-After": String(wait) } })
  }
  return attempt(form.reply, async () => {
    await inviteMember(ctx, form.value, { submission: form.submissionId })
    const text = emails.length === 1 ? `${emails[0]} is invited` : `${emails.length} people are invited`
    return done(href("/settings/people"), { tone: "ok", text })
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
        <InviteForm {...choices} reply={reply} cancelHref={href("/settings/people")} />
      </PageBody>
    </>
  )
}
