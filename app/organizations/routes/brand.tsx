import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { FormActions, SubmitButton } from "~/ui/button"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"
import { readBrandForm } from "../brand-form.server"
import { BrandFields } from "../components/brand-fields"
import { editBrand } from "../edit-brand.server"
import { logoHref } from "../look"
import { getOrganization } from "../organization-queries.server"

export const meta: MetaFunction = () => [{ title: "Logo and colour · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { colour, logoFile } = await answer(() => {
    if (!may(ctx, "brands.edit")) throw new Forbidden("brands.edit")
    return getOrganization(ctx, {})
  })
  return { colour: colour ?? "", logoUrl: logoHref(logoFile), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const { form, logo } = await readBrandForm(args.request, ctx.personId)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editBrand(ctx, { ...form.value, logo })
    return done(href("/settings/brand"), { tone: "ok", text: "Logo and colour saved" })
  })
}

type Values = { logo: string; removesLogo: string; colour: string }

export default function EditBrand() {
  const { colour, logoUrl, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<Values>({ id: "brand", reply, defaultValue: { colour } })
  const summary = [
    { label: "Logo", field: fields.logo },
    { label: "Colour", field: fields.colour },
  ]
  return (
    <>
      <TitleBar title="Logo and colour" subtitle="Clients see both on every proposal and invoice" />
      <PageBody width="form">
        <ReplyForm {...{ form, reply, submission, summary }} encType="multipart/form-data">
          <BrandFields logo={fields.logo} removesLogo={fields.removesLogo} colour={fields.colour} logoUrl={logoUrl} />
          <FormActions cancelHref={href("/settings")}>
            <SubmitButton>Save logo and colour</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
