import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { listPeople } from "~/members/people-queries.server"
import { written } from "~/members/when"
import { getOrganization } from "~/organizations/organization-queries.server"
import { roleNames } from "~/organizations/role"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { PageBody, Section } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { FormerTable, InvitationTable, MemberTable } from "../components/people-tables"

export const meta: MetaFunction = () => [{ title: "People · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const [people, clock] = await answer(() => Promise.all([listPeople(ctx, {}), getOrganization(ctx, {})]))
  return {
    me: ctx.personId as string,
    active: people.active.map(({ personId, name, email, role, ownRole, teamName, lastSeenAt }) => ({
      ...{ id: personId as string, name, email, role: ownRole ?? roleNames[role], team: teamName },
      seen: written(lastSeenAt, clock),
    })),
    invited: people.invited.map(({ id, email, role, ownRole, teamName, invitedBy, expiresAt, mailedAt }) => ({
      ...{ id: id as string, email, role: ownRole ?? roleNames[role], team: teamName, invitedBy },
      until: written(expiresAt, clock),
      isOver: expiresAt <= ctx.now,
      isMailed: mailedAt !== null,
    })),
    former: people.former.map(({ personId, name, email, role, ownRole, removedAt }) => ({
      ...{ id: personId as string, name, email, role: ownRole ?? roleNames[role], since: written(removedAt, clock) },
    })),
    may: {
      invite: may(ctx, "members.invite"),
      edit: may(ctx, "members.edit"),
      restore: may(ctx, "members.restore"),
    },
  }
}

export default function People() {
  const { me, active, invited, former, may: allowed } = useLoaderData<typeof loader>()
  const invite = (
    <ButtonLink href={href("/settings/people/invite")} tone="primary" icon="user-plus">
      Invite people
    </ButtonLink>
  )
  return (
    <>
      <TitleBar
        title="People"
        subtitle="Who belongs to the organization, and as what"
        actions={allowed.invite && invite}
      />
      <PageBody>
        <Section title="Members" count={active.length}>
          <MemberTable rows={active} me={me} mayEdit={allowed.edit} />
        </Section>
        <Section title="Invitations" count={invited.length || undefined}>
          <InvitationTable rows={invited} mayChange={allowed.invite} />
        </Section>
        {former.length > 0 && (
          <Section title="Former members" count={former.length} note="What they did keeps their name.">
            <FormerTable rows={former} mayRestore={allowed.restore} />
          </Section>
        )}
        <p>
          <a href={href("/organizations/leave")}>Leave this organization</a>
        </p>
      </PageBody>
    </>
  )
}
