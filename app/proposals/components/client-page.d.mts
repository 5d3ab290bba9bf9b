/** An offer as the page carries it: the net of its fixed lines by tax, each tax's rate, and the deposit in percent. */
export type LiveOffer = {
  once: Record<string, string>
  monthly: Record<string, string>
  rates: Record<string, string>
  deposit: string
}
/** A ticked option: its net in minor units, its tax, and how often it is paid. */
export type Ticked = { net: string; tax: string; every: "once" | "monthly" }
type Reckoned = { nets: Map<string, bigint>; taxes: Map<string, bigint>; net: bigint; total: bigint }
export function reckon(offer: LiveOffer, ticked: Ticked[]): { once: Reckoned; monthly: Reckoned; deposit: bigint }
