import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { may } from "~/permissions"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid } from "~/platform/http/respond.server"
import { Forbidden } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { PageBody } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { OrganizationForm } from "../components/organization-form"
import { countryOptions } from "../country"
import { editOrganization } from "../edit-organization.server"
import { EditOrganizationInput } from "../inputs.server"
import { getOrganization } from "../organization-queries.server"
import { smallBusinessSentence } from "../tax-settings"

export const meta: MetaFunction = () => [{ title: "Organization · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const organization = await answer(() => {
    if (!may(ctx, "organizations.edit")) throw new Forbidden("organizations.edit")
    return getOrganization(ctx, {})
  })
  const { version, taxRate, secondTaxRate, smallBusinessNote, depositPercent, ...rest } = organization
  const plain = (text: string) => formatDecimal(decimal(text))
  const { proposalTemplate: _texts, ...details } = rest
  return {
    version,
    defaults: {
      ...details,
      taxRate: plain(taxRate),
      secondTaxRate: secondTaxRate && plain(secondTaxRate),
      smallBusinessNote: smallBusinessNote ?? smallBusinessSentence(details.country),
      depositPercent: plain(depositPercent),
    },
    countries: countryOptions(),
    submission: newSubmissionId(),
  }
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, EditOrganizationInput)
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await editOrganization(ctx, form.value, { submission: form.submissionId })
    return done(href("/settings/organization"), { tone: "ok", text: "Organization saved" })
  })
}

export default function EditOrganization() {
  const page = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const { timeZone, currency } = page.defaults
  return (
    <>
      <TitleBar title="Organization" subtitle={`Money in ${currency}, days by the clock of ${timeZone}`} />
      <PageBody width="form">
        <OrganizationForm {...page} reply={reply} cancelHref={href("/settings")} />
      </PageBody>
    </>
  )
}
