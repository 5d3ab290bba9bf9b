import { expect, it } from "vitest"
import { namesOf, type Say, sentences, timelineKinds } from "./sentences"

const say: Say = {
  money: (minor, currency) => `${currency} ${minor}`,
  day: (date) => date,
  member: (id) => (id ? "Ida" : "somebody"),
  personal: () => null,
}

it("every event that is told belongs to one view, and together they are everything", () => {
  const views = timelineKinds.flatMap((kind) => namesOf(kind))
  expect(views.toSorted()).toEqual(namesOf("all").toSorted())
  expect(new Set(views).size).toBe(views.length)
})

it("the program's own bookkeeping is no news", () => {
  for (const name of ["session.started", "link.used", "proposal.rendered", "webhook.received"] as const) {
    expect(sentences[name]).toBeNull()
    expect(namesOf("all")).not.toContain(name)
  }
})

it("what is left empty leaves no trace in a sentence", () => {
  const moved = { dealId: "d", companyId: null } as never as { dealId: never; companyId: null }
  const lost = sentences["deal.lost"]!.text
  expect(lost({ ...moved, reason: "Price", competitor: null }, say)).toBe("Deal lost: Price")
  expect(lost({ ...moved, reason: "Price", competitor: "Globex" }, say)).toBe("Deal lost: Price, to Globex")
  const priced = sentences["deal.priced"]!.text
  const value = { ...moved, valueMinor: 800000n, currency: "EUR" }
  expect(priced({ ...value, monthlyMinor: 0n }, say)).toBe("Deal priced at EUR 800000")
  expect(priced({ ...value, monthlyMinor: 100n }, say)).toBe("Deal priced at EUR 800000 and EUR 100 a month")
  const declined = sentences["proposal.declined"]!.text
  expect(declined({ title: "Site", reason: null } as never, say)).toBe("Proposal “Site” declined")
})
