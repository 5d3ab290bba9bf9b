import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { createTeam } from "~/members/create-team.server"
import { CreateTeamInput } from "~/members/inputs.server"
import { listTeams } from "~/members/team-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { TeamForm } from "../components/team-form"

export const meta: MetaFunction = () => [{ title: "New team · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { teams } = await answer(() => listTeams(ctx, {}))
  if (!may(ctx, "teams.create")) throw redirect(href("/settings/teams"))
  return { parents: teams.map(({ id, path }) => ({ value: id as string, label: path })), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateTeamInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await createTeam(ctx, form.value, { submission: form.submissionId })
    return done(href("/settings/teams"), { tone: "ok", text: "Team created" })
  })
}

export default function NewTeam() {
  const { parents, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title="New team" back={{ href: href("/settings/teams"), label: "Teams" }} />
      <PageBody width="form">
        <TeamForm
          {...{ parents, submission, reply }}
          defaults={{ name: "", parentId: null }}
          submitLabel="Create team"
          cancelHref={href("/settings/teams")}
        />
      </PageBody>
    </>
  )
}
