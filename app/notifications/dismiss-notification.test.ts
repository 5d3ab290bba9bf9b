import { beforeAll, describe, expect, it } from "vitest"
import { NotFound } from "~/platform/language/errors"
import { askAboutProposal } from "~/proposals/ask-about-proposal.server"
import { getShell } from "~/today/shell-queries.server"
import { aFullWorld, type World } from "../../tests/support/a-full-world"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { dismissNotification } from "./dismiss-notification.server"
import { listNotifications } from "./notification-queries.server"
import * as page from "./routes/list"

let world: World

beforeAll(async () => {
  world = await aFullWorld()
})

const unread = async (as = world.owner) => (await getShell(as, {})).unread

describe("a notification", () => {
  it("stands in its reader's list and count until it is read, and stays in the list", async () => {
    const { notificationId } = await world.notification()
    const before = await unread()
    expect((await listNotifications(world.owner, {})).rows.map(({ id }) => id)).toContain(notificationId)
    expect(await dismissNotification(world.owner, { notificationId })).toEqual({ count: 1 })
    expect(await unread()).toBe(before - 1)
    expect(await dismissNotification(world.owner, { notificationId })).toEqual({ count: 0 })
    const { rows } = await listNotifications(world.owner, {})
    expect(rows.find(({ id }) => id === notificationId)?.readAt).not.toBeNull()
    const waiting = await listNotifications(world.owner, { view: "unread" })
    expect(waiting.rows.map(({ id }) => id)).not.toContain(notificationId)
  })

  it("is nobody else's, not even within the organization", async () => {
    const { notificationId } = await world.notification()
    expect((await listNotifications(world.member, {})).rows.map(({ id }) => id)).not.toContain(notificationId)
    await expect(dismissNotification(world.member, { notificationId })).rejects.toBeInstanceOf(NotFound)
    const other = await aFullWorld("Harbor")
    await expect(dismissNotification(other.owner, { notificationId })).rejects.toBeInstanceOf(NotFound)
  })

  it("that came after one looked is not marked as read with the rest", async () => {
    const { member } = world.people
    const { holder } = await world.sentProposal(member.personId)
    await askAboutProposal(holder, { question: "First?" })
    const { newestId } = await listNotifications(world.member, {})
    await askAboutProposal(holder, { question: "Second?" })
    await dismissNotification(world.member, { upToId: newestId })
    const { rows, unread } = await listNotifications(world.member, { view: "unread" })
    expect(rows.map(({ kind }) => kind)).toEqual(["proposal.asked"])
    expect(unread).toBe(1)
    await dismissNotification(world.member, {})
    expect((await listNotifications(world.member, {})).unread).toBe(0)
  })
})

describe("/notifications", () => {
  it("lists in pages, keeps its view in the address, and takes nonsense for none", async () => {
    const { holder } = await world.sentProposal()
    for (let n = 0; n < 52; n++) await askAboutProposal(holder, { question: `Question ${n}?` })
    const cookie = await cookieFor(world.people.owner.email)
    const open = async (path: string) =>
      (await answerOf(() => page.loader(knock({ path, cookie })))).body as Awaited<ReturnType<typeof page.loader>>
    const first = await open("/notifications?view=unread")
    expect(first.items).toHaveLength(50)
    const second = await open(first.older ?? "")
    expect(second.view).toBe("unread")
    expect(second.items.length).toBeGreaterThan(1)
    expect(second.items.map(({ id }) => id)).not.toContain(first.items.at(-1)?.id)
    const back = await open(second.newer ?? "")
    expect(back.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id))
    expect((await open("/notifications?view=x&after=y&before=z")).view).toBe("all")
  })

  it("marks as read and comes back; a followed link wants no answer", async () => {
    const cookie = await cookieFor(world.people.owner.email)
    const send = (form: Record<string, string>) =>
      answerOf(() => page.action(knock({ path: "/notifications", form, cookie })))
    const { notificationId } = await world.notification()
    expect(await send({ notificationId, followed: "on" })).toMatchObject({ status: 200, body: null })
    const all = await send({ returnTo: "/notifications?view=unread" })
    expect([all.status, all.headers.get("Location")]).toEqual([303, "/notifications?view=unread"])
    expect(await unread()).toBe(0)
    expect((await send({ returnTo: "//evil.example" })).headers.get("Location")).toBe("/")
    const stranger = await cookieFor((await aFullWorld("Elsewhere")).people.owner.email)
    const form = { notificationId }
    expect((await answerOf(() => page.action(knock({ path: "/notifications", form, cookie: stranger })))).status).toBe(
      404,
    )
  })
})
