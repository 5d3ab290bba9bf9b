import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { listTeams } from "~/members/team-queries.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { TeamTree } from "../components/team-tree"

export const meta: MetaFunction = () => [{ title: "Teams · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { teams, without } = await answer(() => listTeams(ctx, {}))
  return {
    teams: teams.map(({ id, name, depth, members }) => ({ id: id as string, name, depth, members })),
    without,
    may: {
      ...{ create: may(ctx, "teams.create"), edit: may(ctx, "teams.edit"), delete: may(ctx, "teams.delete") },
      assign: may(ctx, "members.assign"),
    },
  }
}

export default function Teams() {
  const { teams, without, may: allowed } = useLoaderData<typeof loader>()
  const create = allowed.create && (
    <ButtonLink href={href("/settings/teams/new")} tone="primary" icon="plus">
      New team
    </ButtonLink>
  )
  return (
    <>
      <TitleBar
        title="Teams"
        subtitle="A manager sees what their team owns, and the teams within it"
        actions={create}
      />
      <PageBody>
        {teams.length === 0 ? (
          <Empty title="No teams yet" text="Without teams, managers see only their own records." action={create} />
        ) : (
          <TeamTree teams={teams} mayEdit={allowed.edit} mayAssign={allowed.assign} mayDelete={allowed.delete} />
        )}
        {without.length > 0 && <p className="hint">In no team: {without.join(", ")}</p>}
      </PageBody>
    </>
  )
}
