import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { listFormerPeople, listInvitations, listPeople } from "~/members/people-queries.server"
import { written } from "~/members/when"
import { getOrganization } from "~/organizations/organization-queries.server"
import { roleNames } from "~/organizations/role"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, together } from "~/platform/http/respond.server"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { FilterBar, SearchField } from "~/ui/filter-bar"
import { PageBody, Section } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { TitleBar } from "~/ui/title-bar"
import { FormerTable, InvitationTable, MemberTable } from "../components/people-tables"

export const meta: MetaFunction = () => [{ title: "People · Signoff" }]

const here = href("/settings/people")

type Cursors = { newer: string | null; older: string | null }

/** The lists of the page: what each is called in the address, so that one is turned over without the others. */
const lists = { active: "members", invited: "invitations", former: "former" } as const

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const { q } = asked
  const at = (list: keyof typeof lists) => ({
    ...{ q, after: asked[`${lists[list]}-after`], before: asked[`${lists[list]}-before`] },
  })
  const [active, invited, former, clock] = await answer(() =>
    together([
      listPeople(ctx, at("active")),
      listInvitations(ctx, at("invited")),
      listFormerPeople(ctx, at("former")),
      getOrganization(ctx, {}),
    ]),
  )
  const pages = (list: keyof typeof lists, { count, newer, older }: { count: number } & Cursors) => {
    const turned = (way: string, cursor: string | null) =>
      cursor && `${withQuery(here, { q, [`${lists[list]}-${way}`]: cursor })}#${lists[list]}`
    return { count, newer: turned("before", newer), older: turned("after", older) }
  }
  return {
    q: q ?? "",
    me: ctx.personId as string,
    active: active.rows.map(({ id, name, email, role, ownRole, teamName, lastSeenAt }) => ({
      ...{ id, name, email, role: ownRole ?? roleNames[role], team: teamName },
      seen: written(lastSeenAt, clock),
    })),
    invited: invited.rows.map(({ id, email, role, ownRole, teamName, invitedBy, expiresAt, mailedAt }) => ({
      ...{ id: id as string, email, role: ownRole ?? roleNames[role], team: teamName, invitedBy },
      until: written(expiresAt, clock),
      isOver: expiresAt <= ctx.now,
      isMailed: mailedAt !== null,
    })),
    former: former.rows.map(({ id, name, email, role, ownRole, removedAt }) => ({
      ...{ id, name, email, role: ownRole ?? roleNames[role], since: written(removedAt, clock) },
    })),
    pages: {
      active: pages("active", active),
      invited: pages("invited", invited),
      former: pages("former", former),
    },
    may: {
      invite: may(ctx, "members.invite"),
      edit: may(ctx, "members.edit"),
      restore: may(ctx, "members.restore"),
    },
  }
}

export default function People() {
  const { q, me, active, invited, former, pages, may: allowed } = useLoaderData<typeof loader>()
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
      <FilterBar action={here} label="Find people" submit="Search">
        <SearchField label="Search people" placeholder="Name or e-mail" defaultValue={q} />
      </FilterBar>
      <PageBody>
        <Section title="Members" count={pages.active.count} id={lists.active}>
          <MemberTable rows={active} me={me} mayEdit={allowed.edit} empty={<Nobody />} />
          <Pager label="Pages of members" newer={pages.active.newer} older={pages.active.older} />
        </Section>
        <Section title="Invitations" count={pages.invited.count || undefined} id={lists.invited}>
          <InvitationTable rows={invited} mayChange={allowed.invite} isNarrowed={q !== ""} />
          <Pager label="Pages of invitations" newer={pages.invited.newer} older={pages.invited.older} />
        </Section>
        {former.length > 0 && (
          <Section
            title="Former members"
            count={pages.former.count}
            note="What they did keeps their name."
            id={lists.former}
          >
            <FormerTable rows={former} mayRestore={allowed.restore} />
            <Pager label="Pages of former members" newer={pages.former.newer} older={pages.former.older} />
          </Section>
        )}
        <p>
          <a href={href("/organizations/leave")}>Leave this organization</a>
        </p>
      </PageBody>
    </>
  )
}

function Nobody() {
  return (
    <Empty
      title="No member fits"
      text="Nobody has this name or e-mail address."
      action={<ButtonLink href={here}>Show everybody</ButtonLink>}
    />
  )
}
