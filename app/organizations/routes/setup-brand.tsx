import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, attempt, doneToDocument, invalid, together } from "~/platform/http/respond.server"
import { listSteps } from "~/today/step-queries.server"
import { SubmitButton } from "~/ui/button"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { readBrandForm } from "../brand-form.server"
import { BrandFields } from "../components/brand-fields"
import { SetupPage } from "../components/setup-page"
import { editBrand } from "../edit-brand.server"
import { logoHref } from "../look"
import { getOrganization } from "../organization-queries.server"
import { stepAfter } from "../setup-steps"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Set up: logo and colour · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = () => together([listSteps(ctx, {}), getOrganization(ctx, {})])
  const [steps, { colour, logoFile }] = await answer(asked)
  return { steps, colour: colour ?? "", logoUrl: logoHref(logoFile), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const { form, logo } = await readBrandForm(args.request, ctx.personId)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editBrand(ctx, { ...form.value, logo })
    return doneToDocument(stepAfter("brand"), { tone: "ok", text: "Logo and colour saved" })
  })
}

type Values = { logo: string; removesLogo: string; colour: string }

export default function SetUpBrand() {
  const { steps, colour, logoUrl, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<Values>({ id: "brand", reply, defaultValue: { colour } })
  const summary = [
    { label: "Logo", field: fields.logo },
    { label: "Colour", field: fields.colour },
  ]
  return (
    <SetupPage step="brand" steps={steps}>
      <ReplyForm {...{ form, reply, submission, summary }} encType="multipart/form-data">
        <BrandFields logo={fields.logo} removesLogo={fields.removesLogo} colour={fields.colour} logoUrl={logoUrl} />
        <SubmitButton block>Save and go on</SubmitButton>
      </ReplyForm>
    </SetupPage>
  )
}
