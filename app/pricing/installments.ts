import { allocate, type Money } from "~/platform/language/money"

/** Splits an amount into so many equal instalments, to the last minor unit; the first ones carry the odd units. */
export function installments(total: Money, count: number): Money[] {
  if (!Number.isInteger(count) || count < 1) throw new RangeError("There is at least one instalment.")
  return allocate(
    total,
    Array.from({ length: count }, () => 1n),
  )
}
