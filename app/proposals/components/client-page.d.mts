/** A line of an offer as the page carries it: what it is priced at in minor units, its taxes, and its id where it may be ticked. */
export type LiveLine = { option: string | null; amount: string; every: "once" | "monthly"; taxes: string[] }
/** An offer as the page carries it; `inside` is that its prices contain the tax. Rates and deposit are in percent. */
export type LiveOffer = {
  lines: LiveLine[]
  rates: Record<string, string>
  inside: boolean
  deposit: string
  currency: string
  locale: string
  exponent: number
}
type Reckoned = { taxes: Map<string, bigint>; net: bigint; total: bigint }
export function reckon(
  offer: LiveOffer,
  ticked: readonly string[],
): { once: Reckoned; monthly: Reckoned; deposit: bigint }
