import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { answer, done } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ConfirmPanel } from "~/ui/confirm-panel"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { liftLegalHold } from "../lift-legal-hold.server"
import { getLegalHold } from "../retention-queries.server"

export const meta: MetaFunction = () => [{ title: "Lift the legal hold · Signoff" }]

const back = href("/settings/retention")

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { reason, stands } = await answer(() => {
    if (!may(ctx, "legal-holds.lift")) throw new Forbidden("legal-holds.lift")
    return getLegalHold(ctx, { holdId: asId(args.params.holdId, "hold") })
  })
  if (!stands) throw redirect(back)
  return { reason }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const holdId = await answer(() => asId<"legal_holds">(args.params.holdId, "hold"))
  await answer(() => liftLegalHold(ctx, { holdId }))
  return done(back, { tone: "ok", text: "The hold is lifted. The next run purges what is due." })
}

export default function LiftLegalHold() {
  const { reason } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar title="Lift the legal hold" back={{ href: back, label: "Retention" }} />
      <PageBody width="form">
        <ConfirmPanel title={`Lift the hold “${reason}”?`} confirm="Lift the hold" cancelHref={back}>
          With the next run of the clock, everything that was kept beyond its period goes for good.
        </ConfirmPanel>
      </PageBody>
    </>
  )
}
