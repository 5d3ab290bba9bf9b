import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { editMember } from "~/members/edit-member.server"
import { EditMemberInput } from "~/members/inputs.server"
import { getMember, listTeamChoices } from "~/members/people-queries.server"
import { rolesBeyond } from "~/organizations/grants"
import { roleChoices } from "~/organizations/role-choices.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { MemberForm } from "../components/member-form"

export const meta: MetaFunction = () => [{ title: "Edit member · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const memberId = await answer(() => asId<"people">(args.params.memberId, "member"))
  const [member, teams, given] = await answer(() =>
    Promise.all([getMember(ctx, { memberId }), listTeamChoices(ctx, {}), roleChoices(ctx)]),
  )
  if (!may(ctx, "members.edit") || member.status !== "active") throw redirect(href("/settings/people"))
  const { name, email, choice, roleName, teamId } = member
  const isGiven = given.some(({ value }) => value === choice)
  const roles = isGiven ? given : [{ value: choice, label: roleName }, ...given]
  return {
    ...{ memberId: memberId as string, name, email, isMe: memberId === ctx.personId },
    ...{ choice, teamId: teamId as string | null, roles, teams },
    beyond: rolesBeyond(ctx),
    mayRemove: may(ctx, "members.remove"),
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const memberId = await answer(() => asId<"people">(args.params.memberId, "member"))
  const form = await parseForm(args.request, EditMemberInput.omit({ memberId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editMember(ctx, { memberId, ...form.value }, { submission: form.submissionId })
    return done(href("/settings/people"), { tone: "ok", text: "Member saved" })
  })
}

export default function EditMember() {
  const { memberId, name, email, isMe, choice, teamId, roles, beyond, teams, mayRemove, submission } =
    useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const remove = isMe ? (
    <ButtonLink href={href("/organizations/leave")}>Leave the organization</ButtonLink>
  ) : (
    <ButtonLink href={href("/settings/people/members/:memberId/remove", { memberId })}>Remove</ButtonLink>
  )
  return (
    <>
      <TitleBar
        title={name}
        subtitle={email}
        back={{ href: href("/settings/people"), label: "People" }}
        actions={mayRemove && remove}
      />
      <PageBody width="form">
        <MemberForm
          {...{ roles, beyond, teams, submission, reply }}
          defaults={{ role: choice, teamId }}
          cancelHref={href("/settings/people")}
        />
      </PageBody>
    </>
  )
}
