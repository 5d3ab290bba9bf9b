import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href, withQuery } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { RoleForm } from "../components/role-form"
import { editRole } from "../edit-role.server"
import { byNoun, nounsOfTable } from "../own-role"
import { roleNames } from "../role"
import { EditRoleInput } from "../role-inputs.server"
import { getRole } from "../role-queries.server"

export const meta: MetaFunction = () => [{ title: "Edit role · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const role = await answer(() => getRole(ctx, { roleId: asId(args.params.roleId, "role") }))
  if (!may(ctx, "roles.edit")) throw redirect(href("/settings/roles"))
  const { id, name, description, base, hides, version, granted, holders } = role
  return {
    ...{ roleId: id as string, version, defaults: { name, description, hides }, granted: byNoun(granted) },
    about: `Built on ${roleNames[base]}. ${holders === 1 ? "One member has" : `${holders || "No"} members have`} it.`,
    ...{ nouns: nounsOfTable(), submission: newSubmissionId() },
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const roleId = await answer(() => asId<"own_roles">(args.params.roleId, "role"))
  const form = await parseForm(args.request, EditRoleInput.omit({ roleId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editRole(ctx, { roleId, ...form.value }, { submission: form.submissionId })
    return done(href("/settings/roles"), { tone: "ok", text: "Role saved; it holds from everybody's next step on" })
  })
}

export default function EditRole() {
  const { roleId, about, defaults, ...page } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/settings/roles")
  return (
    <>
      <TitleBar
        title={`Edit ${defaults.name}`}
        subtitle={about}
        back={{ href: back, label: "Roles" }}
        actions={
          <>
            <ButtonLink tone="quiet" href={withQuery(href("/settings/roles/new"), { from: roleId })}>
              Copy
            </ButtonLink>
            <ButtonLink tone="quiet" href={href("/settings/roles/:roleId/delete", { roleId })}>
              Delete
            </ButtonLink>
          </>
        }
      />
      <PageBody width="form">
        <RoleForm {...{ ...page, defaults, reply }} submitLabel="Save role" cancelHref={back} />
      </PageBody>
    </>
  )
}
