import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirectDocument } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { LeaveOrganizationInput } from "~/members/inputs.server"
import { leaveOrganization } from "~/members/leave-organization.server"
import { getDeparture } from "~/members/people-queries.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { staff, visitor } from "~/platform/http/context.server"
import { noticeCookie } from "~/platform/http/flash.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { endedSessionCookie, readSessionSecret, sessionCookie } from "~/platform/security/sessions.server"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { DepartureForm } from "../components/departure-form"

export const meta: MetaFunction = () => [{ title: "Leave the organization · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const [{ successors }, { name }] = await answer(() => Promise.all([getDeparture(ctx, {}), getOrganization(ctx, {})]))
  return { name, successors, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, LeaveOrganizationInput.omit({ secret: true }))
  if (!form.ok) return invalid(form.reply)
  const { name } = await answer(() => getOrganization(ctx, {}))
  return attempt(form.reply, async () => {
    const given = (await readSessionSecret(args.request)) ?? ""
    const { secret } = await leaveOrganization(visitor(args), { secret: given, ...form.value })
    const headers = new Headers()
    headers.append("Set-Cookie", noticeCookie({ tone: "ok", text: `You have left ${name}.` }))
    headers.append("Set-Cookie", await (secret ? sessionCookie(secret) : endedSessionCookie()))
    return redirectDocument(secret ? href("/") : href("/login"), { status: 303, headers })
  })
}

export default function Leave() {
  const { name, successors, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title="Leave the organization" />
      <PageBody width="form">
        <DepartureForm
          {...{ successors, submission, reply }}
          title={`Leave ${name}?`}
          confirm="Leave"
          cancelHref={href("/")}
        >
          You are signed out of it at once; keys you made and invitations you sent stop working. What you did keeps your
          name. An owner can bring you back.
        </DepartureForm>
      </PageBody>
    </>
  )
}
