import { describe, expect, it } from "vitest"
import { contrastOf, inkOn, shadesOf, stylesheetOf } from "./colour"

const colours = Array.from(
  { length: 6 ** 3 },
  (_, at) =>
    `#${[at % 6, Math.floor(at / 6) % 6, Math.floor(at / 36)].map((part) => (part * 51).toString(16).padStart(2, "0")).join("")}`,
)

describe("an organization's colour", () => {
  it("leaves text readable on it and in it, whatever it is, in both themes", () => {
    for (const colour of colours) {
      const { light, dark } = shadesOf(colour)
      for (const [shades, surface] of [
        [light, "#ffffff"],
        [dark, "#121d1c"],
      ] as const) {
        expect(contrastOf(shades.ink, shades.primary), colour).toBeGreaterThanOrEqual(4.5)
        expect(contrastOf(shades.ink, shades.hover), colour).toBeGreaterThanOrEqual(4.5)
        expect(contrastOf(shades.text, surface), colour).toBeGreaterThanOrEqual(4.5)
        expect(contrastOf(shades.text, shades.soft), colour).toBeGreaterThanOrEqual(4.5)
        expect(contrastOf(shades.primary, surface), colour).toBeGreaterThanOrEqual(3)
      }
    }
  })

  it("takes white letters where they can be read, else dark ones", () => {
    expect([inkOn("#1f4fd8"), inkOn("#ffd400")]).toEqual(["#ffffff", "#000000"])
  })

  it("is kept as it is where it can be", () => {
    expect(stylesheetOf("#1f4fd8")).toContain("--primary:#1f4fd8")
  })
})
