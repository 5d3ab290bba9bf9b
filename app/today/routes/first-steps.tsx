import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { StepList } from "~/organizations/components/step-list"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { listSteps } from "../step-queries.server"

export const meta: MetaFunction = () => [{ title: "First steps · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return { steps: await answer(() => listSteps(ctx, {})) }
}

export default function FirstStepsPage() {
  const { steps } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar title="First steps" subtitle="Each can be done at any time, skipped or not" />
      <PageBody width="form">
        <StepList steps={steps} from="list" />
      </PageBody>
    </>
  )
}
