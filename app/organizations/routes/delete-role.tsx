import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { Empty } from "~/ui/empty"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { deleteRole } from "../delete-role.server"
import { getRole } from "../role-queries.server"

export const meta: MetaFunction = () => [{ title: "Delete role · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { id, name, holders, invited } = await answer(() => getRole(ctx, { roleId: asId(args.params.roleId, "role") }))
  if (!may(ctx, "roles.delete")) throw redirect(href("/settings/roles"))
  return { id: id as string, name, isHeld: holders + invited > 0 }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const roleId = await answer(() => asId<"own_roles">(args.params.roleId, "role"))
  try {
    await deleteRole(ctx, { roleId })
    const undo = { action: href("/settings/roles/:roleId/restore", { roleId }), fields: {} }
    return done(href("/settings/roles"), { tone: "ok", text: "Role deleted", undo })
  } catch (error) {
    return refused(href("/settings/roles/:roleId/edit", { roleId }), error)
  }
}

export default function DeleteRole() {
  const { id: roleId, name, isHeld } = useLoaderData<typeof loader>()
  const back = href("/settings/roles/:roleId/edit", { roleId })
  return (
    <>
      <TitleBar title="Delete role" back={{ href: back, label: name }} />
      <PageBody width="form">
        {isHeld ? (
          <Empty
            title={`${name} cannot be deleted yet`}
            text="Somebody has this role or is invited to it. Give them another first."
            action={<ButtonLink href={href("/settings/roles")}>Back to the roles</ButtonLink>}
          />
        ) : (
          <ConfirmPanel title={`Delete ${name}?`} confirm="Delete role" cancelHref={back}>
            Nobody has it. It leaves the list of roles; you can bring it back for 30 days.
          </ConfirmPanel>
        )}
      </PageBody>
    </>
  )
}
