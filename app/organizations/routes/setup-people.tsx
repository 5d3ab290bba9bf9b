import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { listSteps } from "~/today/step-queries.server"
import { ButtonLink } from "~/ui/button"
import { SetupPage } from "../components/setup-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Set up: colleagues · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return { steps: await answer(() => listSteps(ctx, {})) }
}

export default function SetUpPeople() {
  const { steps } = useLoaderData<typeof loader>()
  return (
    <SetupPage step="people" steps={steps}>
      <p className="mb-5">
        Ask colleagues in by mail. Each gets a role: managers see their team's work, members their own, finance the
        books, and guests only read. Nobody needs to come today.
      </p>
      <ButtonLink href={href("/settings/people/invite")} tone="primary" icon="user-plus" reload block>
        Invite a colleague
      </ButtonLink>
    </SetupPage>
  )
}
