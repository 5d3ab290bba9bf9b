import { z } from "zod"
import {
  currency,
  id,
  optionalDate,
  optionalId,
  optionalText,
  optionalWholeNumber,
  text,
  version,
} from "~/platform/language/fields.server"
import { LinesInput } from "~/pricing/inputs.server"

const deal = {
  title: text("Name the deal"),
  companyId: optionalId("companies"),
  contactId: optionalId("contacts"),
  expectedCloseOn: optionalDate(),
  termMonths: optionalWholeNumber(1, 120),
  ownerId: optionalId("people"),
}

export const OpenDealInput = z.object({ ...deal, stageId: optionalId("stages"), currency: currency().optional() })
export const EditDealInput = z.object({ dealId: id("deals"), version: version(), ...deal })
export const PriceDealInput = z.object({ dealId: id("deals"), version: version(), lines: LinesInput })
export const DealIdInput = z.object({ dealId: id("deals") })
export const MoveDealInput = z.object({ dealId: id("deals"), stageId: id("stages", "Choose a stage") })
export const WinDealInput = z.object({
  dealId: id("deals"),
  bySignature: z.boolean().default(false),
  valueMinor: z.bigint().optional(),
})
export const LoseDealInput = z.object({
  dealId: id("deals"),
  reason: text("Say why it was lost", 200),
  competitor: optionalText(120),
})
