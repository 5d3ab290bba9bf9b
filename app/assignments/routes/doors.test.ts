import { beforeAll, describe, expect, it } from "vitest"
import { href } from "~/platform/language/paths"
import { aFullWorld, type World } from "../../../tests/support/a-full-world"
import { answerOf, cookieFor, knock } from "../../../tests/support/knock"
import { rows } from "../../../tests/support/world"
import * as change from "./new"
import * as undo from "./undo"

let world: World
let owner: string
let guest: string
beforeAll(async () => {
  world = await aFullWorld()
  owner = await cookieFor(world.people.owner.email)
  guest = await cookieFor((await world.colleague("guest")).email)
})

const page = (query: string) => `${href("/assignments/new")}?${query}`
const ask = (path: string, cookie = owner) => answerOf(() => change.loader(knock({ path, cookie }) as never))
const post = (path: string, form: object, cookie = owner) =>
  answerOf(() => change.action(knock({ path, form, cookie } as never) as never))

const ownerOf = async (dealId: string) =>
  (await rows<{ owner_id: string }>(world, "select owner_id from deals where id = $1", [dealId]))[0]!.owner_id

describe("the page /assignments/new", () => {
  it("says how many of what was ticked change hands, and asks for ticks where there are none", async () => {
    const { dealId } = await world.deal()
    const { status, body } = await ask(page(`of=deals&id=${dealId}&id=${dealId}&filter=status%3Dopen`))
    expect([status, body]).toMatchObject([200, { may: 1, not: 0, back: "/deals/list?status=open" }])
    const none = await ask(page("of=deals&filter=q%3Dweb"))
    expect([none.status, none.headers.get("Location")]).toEqual([303, "/deals/list?q=web"])
  })

  it("is for nobody who only reads, and refuses what is no choice", async () => {
    const { dealId } = await world.deal()
    expect((await ask(page(`of=deals&id=${dealId}`), guest)).status).toBe(403)
    expect((await ask(page("of=deals&id=nothing"))).status).toBe(422)
    expect((await ask(page("of=people&all=on"))).status).toBe(422)
    expect((await ask(page(`of=leads&id=${dealId}`))).status).toBe(404)
    const wild = await ask(
      page(`of=deals&all=on&filter=${encodeURIComponent("q=//evil.example&next=https://evil.example")}`),
    )
    expect(JSON.stringify(wild.body)).toContain("/deals/list?q=%2F%2Fevil.example")
  })

  it("asks for the new owner at the field, then tells what was done with a way to take it back", async () => {
    const { dealId } = await world.deal()
    const member = world.people.member.personId
    const path = page(`of=deals&id=${dealId}`)
    const unchosen = await post(path, {})
    expect([unchosen.status, unchosen.body]).toMatchObject([
      422,
      { reply: { error: { ownerId: [expect.any(String)] } } },
    ])
    for (const hostile of ["Nobody", "null", "nobody ", member.toUpperCase(), "' or 1=1"])
      expect((await post(path, { ownerId: hostile })).status, hostile).toBe(422)
    expect(await ownerOf(dealId)).toBe(world.me)
    const given = await post(path, { ownerId: member })
    expect([given.status, await ownerOf(dealId)]).toEqual([303, member])
    const notice = Buffer.from(given.headers.get("Set-Cookie")!.split("=")[1]!.split(".")[0]!, "base64url").toString()
    const { action, fields } = (JSON.parse(notice) as { undo: { action: string; fields: { back: string } } }).undo
    const assignmentId = action.split("/")[2]!
    expect(action).toBe(`/assignments/${assignmentId}/undo`)
    const taken = await answerOf(() =>
      undo.action(knock({ path: action, params: { assignmentId }, form: fields, cookie: owner }) as never),
    )
    expect([taken.status, taken.headers.get("Location")]).toEqual([303, "/deals/list"])
    expect(await ownerOf(dealId)).toBe(world.me)
    expect((await ask(path)).body).toMatchObject({
      owners: expect.arrayContaining([{ value: "nobody", label: "Nobody" }]),
    })
    expect([(await post(path, { ownerId: "nobody" })).status, await ownerOf(dealId)]).toEqual([303, null])
    expect((await answerOf(undo.loader)).headers.get("Location")).toBe("/")
  })
})
