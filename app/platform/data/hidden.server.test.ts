import { describe, expect, it } from "vitest"
import { formatMoney, hiddenMinor } from "~/platform/language/money"
import { without } from "./hidden.server"

describe("an answer", () => {
  const answer = {
    title: "Shop",
    valueMinor: 120_000n,
    lines: [{ name: "Design", unitPrice: "1200", at: new Date(0) }],
    emails: [{ label: "work", email: "claire@client.example" }],
    lead: { phone: "+33 4", email: null },
  }

  it("without money has hidden amounts and empty prices, however deep, and everything else", () => {
    expect(without(answer, ["money"])).toEqual({
      ...answer,
      valueMinor: hiddenMinor,
      lines: [{ name: "Design", unitPrice: "", at: new Date(0) }],
    })
  })

  it("without ways to reach somebody has no addresses and no numbers", () => {
    expect(without(answer, ["contact-data"])).toEqual({ ...answer, emails: [], lead: { phone: "", email: null } })
  })

  it("stays the very same where nothing is hidden", () => {
    expect(without(answer, [])).toBe(answer)
  })

  it("hides what is worked out from a hidden amount as well", () => {
    const text = (minor: bigint) => formatMoney({ minor, currency: "EUR" }, "en-GB")
    expect([hiddenMinor, hiddenMinor + 5n, (hiddenMinor * 10n) / 100n, -hiddenMinor].map(text)).toEqual(
      Array.from({ length: 4 }, () => "Hidden"),
    )
    expect(text(500n)).toBe("€5.00")
  })
})
