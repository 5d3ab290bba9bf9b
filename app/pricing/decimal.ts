/** An exact decimal number: `unscaled` / 10^`scale`. */
export type Decimal = { readonly unscaled: bigint; readonly scale: number }

const form = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/

/** Whether a text is a decimal number as Postgres writes numeric: "1234.500000", "-0.5". No exponent, no NaN. */
export function isDecimal(text: string): boolean {
  return form.test(text)
}

/** Reads decimal text. Throws RangeError when it is none. */
export function decimal(text: string): Decimal {
  const match = form.exec(text)
  if (!match) throw new RangeError(`${JSON.stringify(text)} is no decimal number.`)
  const fraction = (match[3] ?? "").replace(/0+$/, "")
  const unscaled = BigInt(match[2]! + fraction)
  return { unscaled: match[1] ? -unscaled : unscaled, scale: fraction.length }
}

/** The number as text without zeros at the end: "19", "-0.5". */
export function formatDecimal({ unscaled, scale }: Decimal): string {
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0")
  const whole = digits.slice(0, digits.length - scale)
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "")
  return `${unscaled < 0n ? "-" : ""}${whole}${fraction && `.${fraction}`}`
}

/** The exact product. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale }
}

/** The number to so many decimals, half away from zero. */
export function roundTo(value: Decimal, scale: number): Decimal {
  if (value.scale <= scale) return { unscaled: scaledTo(value, scale), scale }
  return { unscaled: divideRounded(value.unscaled, 10n ** BigInt(value.scale - scale)), scale }
}

/** A quotient to the whole number, half away from zero. The divisor is above zero. */
export function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor : divisor
  return (dividend * 2n + half) / (divisor * 2n)
}

/** The whole number of 10^-scale units; `scale` is at least the value's own. */
export function scaledTo(value: Decimal, scale: number): bigint {
  return value.unscaled * 10n ** BigInt(scale - value.scale)
}
