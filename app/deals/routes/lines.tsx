import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { getCompany } from "~/companies/company-queries.server"
import { getDeal, getDealLines } from "~/deals/deal-queries.server"
import { PriceDealInput } from "~/deals/inputs.server"
import { priceDeal } from "~/deals/price-deal.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { newLineValues } from "~/organizations/tax-settings"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId, parseForm } from "~/platform/http/form.server"
import { answer, attempt, done, invalid, together } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { LineFields, type LineValues, lineSummary } from "~/pricing/components/line-fields"
import { PricesBox, pricesBoxSummary } from "~/pricing/components/prices-box"
import { decimal, formatDecimal } from "~/pricing/decimal"
import { FormActions, SubmitButton } from "~/ui/button"
import { PageBody } from "~/ui/page"
import { ReplyForm, useReplyForm } from "~/ui/reply-form"
import { TitleBar } from "~/ui/title-bar"

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Lines of ${data?.deal.title ?? "deal"} · Signoff` },
]

const plain = (text: string) => formatDecimal(decimal(text))

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const dealId = asId<"deals">(args.params.dealId, "deal")
    const [deal, lines, organization] = await together([
      getDeal(ctx, { dealId }),
      getDealLines(ctx, { dealId }),
      getOrganization(ctx, {}),
    ])
    const { id, title, version, currency, pricesIncludeTax, status, companyId } = deal
    const company = companyId ? await getCompany(ctx, { companyId }) : null
    return {
      deal: { id, title, version, currency, status },
      pricesIncludeTax,
      lines: lines.map(({ name, description, unit, taxCategory, taxReason, recurrence, isOptional, ...line }) => ({
        ...{ name, description, unit, taxCategory, taxReason, recurrence, isOptional },
        quantity: plain(line.quantity),
        unitPrice: plain(line.unitPrice),
        discountPercent: plain(line.discountPercent),
        taxRate: plain(line.taxRate),
        secondTaxRate: line.secondTaxRate && plain(line.secondTaxRate),
      })),
      newLine: newLineValues(organization, company?.taxTreatment),
      locale: organization.locale,
      submission: newSubmissionId(),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const dealId = await answer(() => asId<"deals">(args.params.dealId, "deal"))
  const form = await parseForm(args.request, PriceDealInput.omit({ dealId: true }))
  if (!form.ok) return invalid(form.reply)
  return attempt(form.reply, async () => {
    await priceDeal(ctx, { dealId, ...form.value }, { submission: form.submissionId })
    return done(href("/deals/:dealId", { dealId }), { tone: "ok", text: "Lines saved" })
  })
}

type DealPrices = { pricesIncludeTax: boolean; lines: LineValues[] }

export default function DealLines() {
  const { deal, pricesIncludeTax, lines, newLine, locale, submission } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const [form, fields] = useReplyForm<DealPrices>({ id: "lines", reply, defaultValue: { pricesIncludeTax, lines } })
  const back = href("/deals/:dealId", { dealId: deal.id })
  return (
    <>
      <TitleBar title={`Lines of ${deal.title}`} back={{ href: back, label: deal.title }} />
      <PageBody>
        <ReplyForm
          {...{ form, reply, submission }}
          version={deal.version}
          summary={[
            pricesBoxSummary(fields.pricesIncludeTax),
            { label: "Lines", field: fields.lines },
            ...lineSummary(fields.lines),
          ]}
        >
          <PricesBox field={fields.pricesIncludeTax} />
          <LineFields
            {...{ form, newLine, locale }}
            terms={{ pricesIncludeTax: fields.pricesIncludeTax.value }}
            lines={fields.lines}
            currency={deal.currency}
            optional
            recurrences
          />
          <FormActions cancelHref={back}>
            <SubmitButton>Save lines</SubmitButton>
          </FormActions>
        </ReplyForm>
      </PageBody>
    </>
  )
}
