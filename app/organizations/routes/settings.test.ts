import { beforeAll, describe, expect, it } from "vitest"
import { answerOf, knock, sessionOf } from "../../../tests/support/knock"
import { type Agency, anAgency } from "../../../tests/support/world"
import { loader } from "./settings"

let agency: Agency
beforeAll(async () => {
  agency = await anAgency()
})

const titlesFor = async (role: "owner" | "guest") => {
  const cookie = await sessionOf(agency, agency.people[role].personId)
  const { status, body } = await answerOf(() => loader(knock({ path: "/settings", cookie })))
  return { status, titles: (body as { links: { title: string }[] }).links.map(({ title }) => title) }
}

describe("the settings", () => {
  it("lead an owner to the organization's pages, and a guest to none of them", async () => {
    const [owner, guest] = [await titlesFor("owner"), await titlesFor("guest")]
    expect([owner.status, guest.status]).toEqual([200, 200])
    expect(owner.titles).toEqual(expect.arrayContaining(["Organization", "Payments"]))
    expect(guest.titles).not.toContain("Organization")
    expect(guest.titles).not.toContain("Payments")
  })

  it("ask whoever is not signed in to sign in", async () => {
    const { status, headers } = await answerOf(() => loader(knock({ path: "/settings" })))
    expect([status, headers.get("Location")]).toEqual([302, "/login?returnTo=%2Fsettings"])
  })
})
