import { describe, expect, it } from "vitest"
import { isIban, tidyIban } from "./iban"

describe("an IBAN", () => {
  it("is taken with spaces and small letters", () => {
    expect(isIban("de89 3704 0044 0532 0130 00")).toBe(true)
    expect(isIban("GB29NWBK60161331926819")).toBe(true)
    expect(tidyIban("de89 3704 0044 0532 0130 00")).toBe("DE89370400440532013000")
  })

  it("with a wrong digit, two digits the wrong way round, or too short is none", () => {
    for (const wrong of ["DE89370400440532013001", "DE89370400440532010300", "DE8937", "none"])
      expect(isIban(wrong)).toBe(false)
  })
})
