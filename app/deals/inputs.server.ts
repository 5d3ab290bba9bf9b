import { z } from "zod"
import {
  checkbox,
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

/** A currency, or none: then it is the company's. */
const optionalCurrency = z.preprocess((given) => (given === "" ? undefined : given), currency().optional()).optional()

export const OpenDealInput = z.object({ ...deal, stageId: optionalId("stages"), currency: optionalCurrency })
export const EditDealInput = z.object({ dealId: id("deals"), version: version(), ...deal })
export const PriceDealInput = z.object({
  dealId: id("deals"),
  version: version(),
  pricesIncludeTax: checkbox(),
  lines: LinesInput,
})
export const DealIdInput = z.object({ dealId: id("deals") })
export const MoveDealInput = z.object({
  dealId: id("deals"),
  stageId: id("stages", "Choose a stage"),
  /** Where it stood when somebody decided to move it; when it stands elsewhere by now, it is not moved. */
  fromStageId: optionalId("stages"),
})
/** Where to take it up again; the first stage when none is named. */
export const ReopenDealInput = z.object({ dealId: id("deals"), stageId: optionalId("stages") })
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
/** What a deal's buttons send besides: where the person was. */
export const DealButtonInput = z.object({ returnTo: optionalText(2000) })
