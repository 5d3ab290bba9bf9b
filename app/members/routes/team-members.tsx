import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { assignMember } from "~/members/assign-member.server"
import { AssignMemberInput } from "~/members/inputs.server"
import { getTeam, listTeams } from "~/members/team-queries.server"
import { listMembers } from "~/organizations/organization-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { TeamMembersForm } from "../components/team-members-form"

export const meta: MetaFunction = () => [{ title: "Members of a team · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const teamId = await answer(() => asId<"teams">(args.params.teamId, "team"))
  const [team, { teams }, members] = await answer(() =>
    Promise.all([getTeam(ctx, { teamId }), listTeams(ctx, {}), listMembers(ctx, {})]),
  )
  if (!may(ctx, "members.assign")) throw redirect(href("/settings/teams"))
  const pathOf = new Map(teams.map(({ id, path }) => [id, path]))
  const people = members.map((member) => {
    const elsewhere = member.teamId && member.teamId !== teamId ? pathOf.get(member.teamId) : undefined
    return { value: member.personId as string, label: member.name, hint: elsewhere && `Now in ${elsewhere}` }
  })
  const wereIn = members.filter((member) => member.teamId === teamId).map(({ personId }) => personId as string)
  return { name: team.name, people, wereIn, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const teamId = await answer(() => asId<"teams">(args.params.teamId, "team"))
  const form = await parseForm(args.request, AssignMemberInput.omit({ teamId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { put, taken } = await assignMember(ctx, { teamId, ...form.value }, { submission: form.submissionId })
    const changes = [put > 0 && `${put} put in`, taken > 0 && `${taken} taken out`].filter(Boolean).join(", ")
    return done(href("/settings/teams"), { tone: "ok", text: `Members saved${changes && `: ${changes}`}` })
  })
}

export default function TeamMembers() {
  const { name, ...rest } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const teams = href("/settings/teams")
  return (
    <>
      <TitleBar title={`Members of ${name}`} back={{ href: teams, label: "Teams" }} />
      <PageBody width="form">
        <TeamMembersForm {...rest} reply={reply} cancelHref={teams} />
      </PageBody>
    </>
  )
}
