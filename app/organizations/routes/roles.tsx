import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { Link } from "~/ui/link"
import { PageBody, Section, Stack } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { RoleComparison } from "../components/role-comparison"
import { hideableNames, nounsOfTable } from "../own-role"
import { roleLines, roleNames, roles } from "../role"
import { listRoles } from "../role-queries.server"

export const meta: MetaFunction = () => [{ title: "Roles · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const own = await answer(() => listRoles(ctx, {}))
  return {
    own: own.map(({ id, name, description, base, hides, holders }) => ({
      ...{ id: id as string, name, description, holders },
      base: roleNames[base],
      hides: hides.map((hidden) => hideableNames[hidden].label).join(", "),
    })),
    mayMake: may(ctx, "roles.create"),
    mayEdit: may(ctx, "roles.edit"),
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>

export default function Roles() {
  const page = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar
        title="Roles"
        subtitle="What people may do, and with whose records"
        actions={page.mayMake && <ButtonLink href={href("/settings/roles/new")}>New role</ButtonLink>}
      />
      <PageBody>
        <Stack gap="lg">
          <OwnRoles {...page} />
          <BuiltIn mayMake={page.mayMake} />
        </Stack>
      </PageBody>
    </>
  )
}

function OwnRoles({ own, mayMake, mayEdit }: Page) {
  const empty = (
    <Empty
      title="No roles of your own yet"
      text="Where the built-in roles do not fit, copy one and change what it may do, how far it reaches and what it sees."
      action={
        mayMake && (
          <ButtonLink href={withQuery(href("/settings/roles/new"), { from: "member" })}>
            Copy a built-in role
          </ButtonLink>
        )
      }
    />
  )
  return (
    <Section title="Own roles" count={own.length || undefined}>
      <DataTable
        label="Roles of your own"
        rows={own}
        rowKey={({ id }) => id}
        rowHref={mayEdit ? ({ id }) => href("/settings/roles/:roleId/edit", { roleId: id }) : undefined}
        columns={[
          { key: "name", header: "Role", primary: true, wraps: true, cell: ({ name }) => name },
          { key: "base", header: "Built on", phone: "sub", cell: ({ base }) => base },
          { key: "hides", header: "Hidden", phone: "note", wraps: true, cell: ({ hides }) => hides || "Nothing" },
          { key: "holders", header: "Members", align: "end", cell: ({ holders }) => holders },
        ]}
        empty={empty}
      />
    </Section>
  )
}

function BuiltIn({ mayMake }: { mayMake: boolean }) {
  return (
    <Section title="Built-in roles" note="They stay as they are; a copy of one can be changed.">
      <ul className="link-list" aria-label="Built-in roles">
        {roles.map((role) => (
          <li key={role}>
            <strong>{roleNames[role]}</strong>
            {mayMake && role !== "owner" && (
              <Link to={withQuery(href("/settings/roles/new"), { from: role })}>
                Copy<span className="sr-only"> {roleNames[role]}</span>
              </Link>
            )}
            <span className="link-list-detail">{roleLines[role]}</span>
          </li>
        ))}
      </ul>
      <RoleComparison nouns={nounsOfTable()} />
    </Section>
  )
}
