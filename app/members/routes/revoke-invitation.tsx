import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { getInvitation } from "~/members/people-queries.server"
import { revokeInvitation } from "~/members/revoke-invitation.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Take back an invitation · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const invitationId = await answer(() => asId<"invitations">(args.params.invitationId, "invitation"))
  const { email } = await answer(() => getInvitation(ctx, { invitationId }))
  if (!may(ctx, "invitations.revoke")) throw redirect(href("/settings/people"))
  return { email }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const invitationId = await answer(() => asId<"invitations">(args.params.invitationId, "invitation"))
  try {
    const { email } = await revokeInvitation(ctx, { invitationId })
    return done(href("/settings/people"), { tone: "ok", text: `The invitation of ${email} is taken back` })
  } catch (error) {
    return refused(href("/settings/people"), error)
  }
}

export default function RevokeInvitation() {
  const { email } = useLoaderData<typeof loader>()
  const back = href("/settings/people")
  return (
    <>
      <TitleBar title="Take back an invitation" back={{ href: back, label: "People" }} />
      <PageBody width="form">
        <ConfirmPanel title={`Take back the invitation of ${email}?`} confirm="Take back" cancelHref={back}>
          The link in the mail opens nothing any more. You can invite the same address again.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
