type AmountProps = { value: string; negative?: boolean; strong?: boolean; size?: "md" | "lg" }

/** A finished amount in aligned figures, never broken over two lines. */
export function Amount({ value, negative, strong, size = "md" }: AmountProps) {
  return (
    <span
      className="amount"
      data-negative={negative || undefined}
      data-strong={strong || undefined}
      data-size={size === "md" ? undefined : size}
    >
      {value}
    </span>
  )
}
