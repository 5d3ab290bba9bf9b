import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import type { StaffContext } from "~/platform/data/contexts.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { isId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { RoleForm } from "../components/role-form"
import { createRole } from "../create-role.server"
import { byNoun, copyOf, nounsOfTable } from "../own-role"
import { roleNames, roles } from "../role"
import { CreateRoleInput } from "../role-inputs.server"
import { getRole } from "../role-queries.server"

export const meta: MetaFunction = () => [{ title: "New role · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  if (!may(ctx, "roles.read")) await answer(() => Promise.reject(new Forbidden("roles.read")))
  if (!may(ctx, "roles.create")) throw redirect(href("/settings/roles"))
  const from = new URL(args.request.url).searchParams.get("from") ?? "member"
  const { granted, ...copied } = await answer(() => copiedFrom(ctx, from))
  return { ...copied, granted: byNoun(granted), nouns: nounsOfTable(), submission: newSubmissionId() }
}

/** What a new role begins with: a copy of a built-in role or of an own one. */
async function copiedFrom(ctx: StaffContext, from: string) {
  if (isId(from)) {
    const { name, base, hides, granted } = await getRole(ctx, { roleId: from as never })
    return { from: name, base, hides, granted }
  }
  const base = roles.find((role) => role === from && role !== "owner") ?? "member"
  return { from: roleNames[base], base, hides: [], granted: copyOf(base) }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateRoleInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await createRole(ctx, form.value, { submission: form.submissionId })
    return done(href("/settings/roles"), { tone: "ok", text: "Role created" })
  })
}

export default function NewRole() {
  const { from, base, hides, granted, nouns, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/settings/roles")
  return (
    <>
      <TitleBar title="New role" subtitle={`A copy of ${from}, to be changed`} back={{ href: back, label: "Roles" }} />
      <PageBody width="form">
        <RoleForm
          {...{ granted, nouns, reply, submission, base }}
          defaults={{ name: "", description: null, hides }}
          submitLabel="Create role"
          cancelHref={back}
        />
      </PageBody>
    </>
  )
}
