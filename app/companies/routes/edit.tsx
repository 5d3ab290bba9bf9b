import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getCompany } from "~/companies/company-queries.server"
import { CompanyForm } from "~/companies/components/company-form"
import { editCompany } from "~/companies/edit-company.server"
import { currencyChoices, ownerChoices } from "~/companies/form-choices.server"
import { EditCompanyInput } from "~/companies/inputs.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Edit company · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const company = await answer(() => getCompany(ctx, { companyId: asId(args.params.companyId, "company") }))
  return { company, owners: await ownerChoices(ctx), currencies: currencyChoices(), submission: newSubmissionId() }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  const form = await parseForm(args.request, EditCompanyInput.omit({ companyId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editCompany(ctx, { companyId, ...form.value }, { submission: form.submissionId })
    return done(href("/companies/:companyId", { companyId }), { tone: "ok", text: "Company saved" })
  })
}

export default function EditCompany() {
  const { company, ...choices } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/companies/:companyId", { companyId: company.id })
  return (
    <>
      <TitleBar title={`Edit ${company.name}`} back={{ href: back, label: company.name }} />
      <PageBody width="form">
        <CompanyForm
          {...choices}
          reply={reply}
          defaults={company}
          version={company.version}
          submitLabel="Save company"
          cancelHref={back}
        />
      </PageBody>
    </>
  )
}
