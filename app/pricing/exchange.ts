import { decimalOf, exponentOf, type Money } from "~/platform/language/money"
import { decimal, multiply, roundTo } from "./decimal"

/** An amount in another currency, half away from zero; `rate` is what one unit of its own currency is there, in decimal text. */
export function exchanged(money: Money, { currency, rate }: { currency: string; rate: string }): Money {
  const exact = multiply(decimal(decimalOf(money)), decimal(rate))
  return { minor: roundTo(exact, exponentOf(currency)).unscaled, currency }
}
