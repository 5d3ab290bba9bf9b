import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getAddress, getCompany } from "~/companies/company-queries.server"
import { AddressForm } from "~/companies/components/address-form"
import { editAddress } from "~/companies/edit-address.server"
import { EditAddressForm } from "~/companies/inputs.server"
import { countryOptions } from "~/organizations/country"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid, together } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction = () => [{ title: "Edit address · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const companyId = asId<"companies">(args.params.companyId, "company")
    const addressId = asId<"addresses">(args.params.addressId, "address")
    const [company, address] = await together([
      getCompany(ctx, { companyId }),
      getAddress(ctx, { companyId, addressId }),
    ])
    return {
      company: { id: company.id, name: company.name },
      address,
      countries: countryOptions(),
      submission: newSubmissionId(),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const companyId = await answer(() => asId<"companies">(args.params.companyId, "company"))
  const addressId = await answer(() => asId<"addresses">(args.params.addressId, "address"))
  const form = await parseForm(args.request, EditAddressForm)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editAddress(ctx, { companyId, addressId, ...form.value }, { submission: form.submissionId })
    return done(href("/companies/:companyId", { companyId }), { tone: "ok", text: "Address saved" })
  })
}

export default function EditAddress() {
  const { company, address, countries, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const back = href("/companies/:companyId", { companyId: company.id })
  const ids = { companyId: company.id, addressId: address.id }
  return (
    <>
      <TitleBar
        title="Edit address"
        back={{ href: back, label: company.name }}
        actions={
          <ActionForm
            action={href("/companies/:companyId/addresses/:addressId/delete", ids)}
            label="Delete address"
            tone="quiet"
          />
        }
      />
      <PageBody width="form">
        <AddressForm
          defaults={address}
          version={address.version}
          {...{ reply, submission, countries }}
          submitLabel="Save address"
          cancelHref={back}
        />
      </PageBody>
    </>
  )
}
