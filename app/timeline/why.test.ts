import { beforeAll, describe, expect, it } from "vitest"
import { NotFound } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { answerOf, knock, sessionOf } from "../../tests/support/knock"
import { explainAccess } from "./access-queries.server"
import { loader } from "./routes/why"
import { type Asker, type LookedAfter, whyOf } from "./why"

const asker = (role: "manager" | "member", hides: Asker["hides"] = []): Asker => ({
  ...{ role, roleName: null, granted: null, hides, personId: "me", teamIds: ["mine", "below"] },
})
const moved = (who: Asker, owner: LookedAfter) => whyOf(who, "deals", owner).find(({ act }) => act === "Move")!
const of = (personId: string, teamId: string | null = null) => ({ personId, name: "Sol", teamId })

describe("the rule that decides", () => {
  it("is the owner, where a role reaches own records", () => {
    expect(moved(asker("member"), of("me"))).toMatchObject({
      isAllowed: true,
      because: expect.stringContaining("You look after"),
    })
    expect(moved(asker("member"), null)).toMatchObject({ isAllowed: true, because: expect.stringContaining("Nobody") })
    expect(moved(asker("member"), of("other", "mine"))).toMatchObject({
      isAllowed: false,
      because: "Your role, Member, includes this for records that you look after. Sol looks after this one.",
    })
  })

  it("is the team, where a role reaches the team and those below", () => {
    expect(moved(asker("manager"), of("other", "below")).isAllowed).toBe(true)
    expect(moved(asker("manager"), of("other", "beside"))).toMatchObject({
      isAllowed: false,
      because:
        "Your role, Manager, includes this for records of your team and the teams below it. Sol, who is in none of them, looks after this one.",
    })
  })

  it("is the role, where it does not include the act or hides what it needs", () => {
    const priced = whyOf(asker("manager", ["money"]), "deals", null).find(({ act }) => act === "Price")
    expect(priced).toMatchObject({ isAllowed: false, because: expect.stringContaining("does not see amounts") })
  })
})

describe("why can or can’t I", () => {
  let world: World
  beforeAll(async () => {
    world = await aFullWorld()
  })

  it("is answered for a record one sees, and for no other", async () => {
    const { dealId } = await world.deal(world.stranger.personId)
    expect(
      (await explainAccess(world.guest, { recordId: dealId })).acts.filter(({ isAllowed }) => isAllowed),
    ).toMatchObject([{ permission: "deals.read", because: "Your role, Guest, includes this for every record." }])
    await expect(explainAccess(world.member, { recordId: dealId })).rejects.toBeInstanceOf(NotFound)
  })

  it("has a page that leads back to the record", async () => {
    const leadId = await world.lead(world.people.member.personId)
    const cookie = await sessionOf(world, world.people.member.personId)
    const path = href("/why/:recordId", { recordId: leadId })
    const page = await answerOf(() => loader(knock({ path, params: { recordId: leadId }, cookie })))
    expect(page.body).toMatchObject({ owner: "you", role: "Member", back: href("/leads/:leadId", { leadId }) })
  })
})
