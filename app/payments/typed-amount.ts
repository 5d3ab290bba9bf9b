import { decimalOf, exponentOf, type Money } from "~/platform/language/money"

/** An amount as a person of that locale would type it. */
export function typedAmount(money: Money, locale: string): string {
  const digits = exponentOf(money.currency)
  const format = { useGrouping: false, minimumFractionDigits: digits, maximumFractionDigits: digits }
  return new Intl.NumberFormat(locale, format).format(decimalOf(money) as Intl.StringNumericLiteral)
}
