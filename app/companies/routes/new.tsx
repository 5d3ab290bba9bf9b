import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { CompanyForm } from "~/companies/components/company-form"
import { createCompany } from "~/companies/create-company.server"
import { currencyChoices, ownerChoices } from "~/companies/form-choices.server"
import { CreateCompanyInput } from "~/companies/inputs.server"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { attempt, done, invalid } from "~/platform/http/respond.server"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "New company · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  if (!may(ctx, "companies.create")) throw redirect(href("/companies"))
  return {
    owners: await ownerChoices(ctx),
    currencies: currencyChoices(),
    ownerId: ctx.personId as string,
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, CreateCompanyInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    const { companyId } = await createCompany(ctx, form.value, { submission: form.submissionId })
    return done(href("/companies/:companyId", { companyId }), { tone: "ok", text: "Company created" })
  })
}

export default function NewCompany() {
  const { ownerId, ...choices } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <>
      <TitleBar title="New company" back={{ href: href("/companies"), label: "Companies" }} />
      <PageBody width="form">
        <CompanyForm
          {...choices}
          reply={reply}
          defaults={{ kind: "prospect", taxTreatment: "standard", isBuyer: true, ownerId }}
          submitLabel="Create company"
          cancelHref={href("/companies")}
        />
      </PageBody>
    </>
  )
}
