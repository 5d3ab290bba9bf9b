import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { editTeam } from "~/members/edit-team.server"
import { EditTeamInput } from "~/members/inputs.server"
import { getTeam, listTeams } from "~/members/team-queries.server"
import { subtreeOf } from "~/members/team-tree"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { TeamForm } from "../components/team-form"

export const meta: MetaFunction = () => [{ title: "Edit team · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const teamId = await answer(() => asId<"teams">(args.params.teamId, "team"))
  const [team, { teams }] = await answer(() => Promise.all([getTeam(ctx, { teamId }), listTeams(ctx, {})]))
  if (!may(ctx, "teams.edit")) throw redirect(href("/settings/teams"))
  const own = subtreeOf(teams, teamId)
  const parents = teams.filter(({ id }) => !own.has(id)).map(({ id, path }) => ({ value: id as string, label: path }))
  const { name, parentId, version } = team
  return { name, parentId: parentId as string | null, version, parents, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const teamId = await answer(() => asId<"teams">(args.params.teamId, "team"))
  const form = await parseForm(args.request, EditTeamInput.omit({ teamId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editTeam(ctx, { teamId, ...form.value }, { submission: form.submissionId })
    return done(href("/settings/teams"), { tone: "ok", text: "Team saved" })
  })
}

export default function EditTeam() {
  const { name, parentId, ...rest } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title={`Edit ${name}`} back={{ href: href("/settings/teams"), label: "Teams" }} />
      <PageBody width="form">
        <TeamForm
          {...rest}
          reply={reply}
          defaults={{ name, parentId }}
          submitLabel="Save team"
          cancelHref={href("/settings/teams")}
        />
      </PageBody>
    </>
  )
}
