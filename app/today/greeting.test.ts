import { expect, it } from "vitest"
import { whyDealWaits } from "./deal-wait"
import { dayInWords, greetingOf } from "./greeting"

it("the greeting goes by the clock where the organization is, and by the first name", () => {
  const at = (time: string) => greetingOf("Ida von Owner", new Date(`2026-11-21T${time}:00Z`), "Europe/Berlin")
  expect(at("06:00")).toBe("Good morning, Ida")
  expect(at("11:30")).toBe("Good afternoon, Ida")
  expect(at("17:30")).toBe("Good evening, Ida")
  expect(at("23:30")).toBe("Good evening, Ida")
  expect(greetingOf("Kai", new Date("2026-11-21T23:30:00Z"), "Asia/Tokyo")).toBe("Good morning, Kai")
})

it("the day is the one there", () => {
  expect(dayInWords(new Date("2026-11-21T23:30:00Z"), "Asia/Tokyo", "en-GB")).toMatch(/^Sunday,? 22 November$/)
})

it("a deal waits when its day has passed, when it stands still, and when nobody said when", () => {
  const why = (expectedCloseOn: string | null, stageChangedAt = "2026-11-20T12:00:00Z") =>
    whyDealWaits({ stageName: "Talks", stageChangedAt: new Date(stageChangedAt), expectedCloseOn }, "2026-11-21")
  expect(why("2026-11-21")).toBeNull()
  expect(why("2026-11-20")).toBe("Expected to close yesterday")
  expect(why("2026-11-01")).toBe("Expected to close 20 days ago")
  expect(why(null)).toBe("No expected close")
  expect(why("2026-12-24", "2026-11-07T12:00:00Z")).toBe("In Talks for 14 days")
})
