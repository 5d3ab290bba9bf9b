import { expect, test } from "vitest"
import { exchanged } from "./exchange"

test.each([
  [19_000n, "USD", "0.9234", "EUR", 17_545n],
  [108n, "JPY", "0.0061234567", "EUR", 66n],
  [-15n, "EUR", "0.5", "GBP", -8n],
  [1_999n, "EUR", "162.37", "JPY", 3_246n],
  [1_250n, "KWD", "3.0123", "EUR", 377n],
])("%d of %s at %s are in %s %d", (minor, from, rate, currency, expected) => {
  expect(exchanged({ minor, currency: from }, { currency, rate })).toEqual({ minor: expected, currency })
})
