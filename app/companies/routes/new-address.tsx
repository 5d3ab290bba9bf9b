import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getCompany } from "~/companies/company-queries.server"
import { AddressForm } from "~/companies/components/address-form"
import { createAddress } from "~/companies/create-address.server"
import { NewAddressForm } from "~/companies/inputs.server"
import { countryOptions } from "~/organizations/country"
import { getOrganization } from "~/organizations/organization-queries.server"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Add address · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const company = await answer(() => getCompany(ctx, { companyId: asId(args.params.companyId, "company") }))
  const { country } = await getOrganization(ctx, {})
  return {
    company: { id: company.id, name: company.name },
    country,
    countries: countryOptions(),
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  const form = await parseForm(args.request, NewAddressForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await createAddress(ctx, { companyId, ...form.value }, { submission: form.submissionId })
    return done(href("/companies/:companyId", { companyId }), { tone: "ok", text: "Address added" })
  })
}

export default function NewAddress() {
  const { company, country, countries, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/companies/:companyId", { companyId: company.id })
  return (
    <>
      <TitleBar title="Add address" back={{ href: back, label: company.name }} />
      <PageBody width="form">
        <AddressForm
          defaults={{ kind: "billing", country }}
          {...{ reply, submission, countries }}
          submitLabel="Add address"
          cancelHref={back}
        />
      </PageBody>
    </>
  )
}
