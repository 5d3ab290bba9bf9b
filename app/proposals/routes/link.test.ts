import { beforeAll, expect, test } from "vitest"
import { aFullWorld, type World } from "../../../tests/support/a-full-world"
import { answerOf, cookieFor, knock } from "../../../tests/support/knock"
import { getLink } from "../link-queries.server"
import * as show from "./link"
import * as revoke from "./revoke-link"

let world: World
let owner: string
beforeAll(async () => {
  world = await aFullWorld()
  owner = await cookieFor(world.people.owner.email)
})

test("the page of a link shows its reader and uses, and revokes it", async () => {
  const { linkId, proposalId } = await world.copiedLink()
  const at = { params: { linkId }, cookie: owner }
  const page = await answerOf(() => show.loader(knock({ path: `/links/${linkId}`, ...at })))
  expect(page.body).toMatchObject({ reached: "Passed on by hand", revoked: null, isOver: false, about: { proposalId } })
  const answer = await answerOf(() => revoke.action(knock({ path: `/links/${linkId}/revoke`, form: {}, ...at })))
  expect(answer.headers.get("Location")).toBe(`/links/${linkId}`)
  expect((await getLink(world.owner, { linkId })).revokedAt).not.toBeNull()
})

test("a link that is not there has no page", async () => {
  const at = { path: "/links/nonsense", params: { linkId: "nonsense" }, cookie: owner }
  expect((await answerOf(() => show.loader(knock(at)))).status).toBe(404)
})
