import { getCompany } from "~/companies/company-queries.server"
import { getDeal } from "~/deals/deal-queries.server"
import { priceDeal } from "~/deals/price-deal.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { newLineTax } from "~/organizations/tax-settings"
import type { Work } from "~/platform/data/work.server"
import { Invalid } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { decimalOf, isZero, parseMoney } from "~/platform/language/money"

/** Gives a new deal a first value as one line, to be replaced when it is priced; taxed as its company usually is. */
export async function estimateDeal(ctx: Work, dealId: Id<"deals">, typed: string) {
  const { title, currency, version, companyId, pricesIncludeTax } = await getDeal(ctx, { dealId })
  const organization = await getOrganization(ctx, {})
  const read = parseMoney(typed, currency, organization.locale)
  if (!read.ok) throw new Invalid("dealValue", read.reason)
  if (read.money.minor < 0n) throw new Invalid("dealValue", "Enter an amount of 0 or more")
  if (isZero(read.money)) return
  const treatment = companyId ? (await getCompany(ctx, { companyId })).taxTreatment : "standard"
  const line = { name: title, unitPrice: decimalOf(read.money), ...newLineTax(organization, treatment) }
  await priceDeal.step(ctx, { dealId, version, pricesIncludeTax, lines: [line] })
}
