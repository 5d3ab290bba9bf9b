import { describe, expect, it } from "vitest"
import { afterFact, type CheckoutFact, checkoutFacts, factOf, mismatchOf } from "./checkout"
import type { CheckoutStatus } from "./payment"

const permutations = <T>(items: T[]): T[][] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]))

const fold = (facts: CheckoutFact[]) =>
  facts.reduce<CheckoutStatus>((status, fact) => afterFact(status, fact) ?? status, "open")

describe("the facts about a payment page", () => {
  it("say paid only when the payment status does", () => {
    expect(factOf("checkout.session.completed", "paid")).toBe("paid")
    expect(factOf("checkout.session.completed", "unpaid")).toBe("pending")
    expect(factOf("checkout.session.async_payment_succeeded", "paid")).toBe("paid")
    expect(factOf("checkout.session.async_payment_failed", "unpaid")).toBe("failed")
    expect(factOf("payment_intent.succeeded", undefined)).toBeNull()
  })

  it("end alike in every order, doubled or not", () => {
    for (const facts of [
      ["pending", "paid"],
      ["pending", "failed"],
      ["expired", "paid"],
      [...checkoutFacts],
    ] as CheckoutFact[][]) {
      const ends = permutations([...facts, ...facts].slice(0, 6)).map(fold)
      expect(new Set(ends).size).toBe(1)
    }
    expect(fold(["paid", "pending"])).toBe("paid")
    expect(fold(["failed", "pending"])).toBe("failed")
  })

  it("never lead back from paid", () => {
    for (const fact of checkoutFacts) expect(afterFact("paid", fact)).toBeNull()
  })
})

describe("a reported payment", () => {
  const attempt = { id: "attempt-1", organizationId: "ours", amountMinor: 339_150n, currency: "EUR" }
  const metadata = { organization: "ours", attempt: "attempt-1" }
  const reported = { account: "installation", amount: 339_150, currency: "eur", paymentIntentId: "pi_1", metadata }

  it("is believed when amount, currency and attempt fit", () => {
    expect(mismatchOf(attempt, "paid", reported)).toBeNull()
  })

  it("is not believed with another amount, currency, attempt, organization or account", () => {
    expect(mismatchOf(attempt, "paid", { ...reported, amount: 339_149 })).toMatch(/amount/)
    expect(mismatchOf(attempt, "paid", { ...reported, currency: "usd" })).toMatch(/USD/)
    expect(mismatchOf(attempt, "paid", { ...reported, metadata: { ...metadata, attempt: "attempt-2" } })).toMatch(
      /another attempt/,
    )
    expect(mismatchOf(attempt, "paid", { ...reported, metadata: { ...metadata, organization: "theirs" } })).toMatch(
      /another attempt/,
    )
    expect(mismatchOf(attempt, "paid", { ...reported, account: "theirs" })).toMatch(/another organization/)
    expect(mismatchOf(attempt, "paid", { ...reported, paymentIntentId: null })).toMatch(/no payment/)
  })

  it("is about the attempt whatever it says, but has an amount only when it is paid", () => {
    expect(
      mismatchOf(attempt, "expired", { ...reported, amount: null, currency: null, paymentIntentId: null }),
    ).toBeNull()
    expect(mismatchOf(attempt, "expired", { ...reported, account: "theirs" })).toMatch(/another organization/)
  })
})
