import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { RemoveMemberInput } from "~/members/inputs.server"
import { getMember, listSuccessors } from "~/members/people-queries.server"
import { removeMember } from "~/members/remove-member.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { DepartureForm } from "../components/departure-form"

export const meta: MetaFunction = () => [{ title: "Remove member · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const memberId = await answer(() => asId<"people">(args.params.memberId, "member"))
  const [member, successors] = await answer(() =>
    Promise.all([getMember(ctx, { memberId }), listSuccessors(ctx, { memberId })]),
  )
  const isRemovable = may(ctx, "members.remove") && member.status === "active" && memberId !== ctx.personId
  if (!isRemovable) throw redirect(href("/settings/people"))
  const { name } = member
  return { memberId: memberId as string, name, successors, submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const memberId = await answer(() => asId<"people">(args.params.memberId, "member"))
  const form = await parseForm(args.request, RemoveMemberInput.omit({ memberId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { name } = await getMember(ctx, { memberId })
    await removeMember(ctx, { memberId, ...form.value }, { submission: form.submissionId })
    return done(href("/settings/people"), { tone: "ok", text: `${name} is removed` })
  })
}

export default function RemoveMember() {
  const { memberId, name, successors, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/settings/people/members/:memberId/edit", { memberId })
  return (
    <>
      <TitleBar title="Remove member" back={{ href: back, label: name }} />
      <PageBody width="form">
        <DepartureForm
          {...{ successors, submission, reply }}
          title={`Remove ${name}?`}
          confirm="Remove member"
          cancelHref={back}
        >
          They are signed out of this organization at once; keys they made and invitations they sent stop working. What
          they did keeps their name, and they can be brought back.
        </DepartureForm>
      </PageBody>
    </>
  )
}
