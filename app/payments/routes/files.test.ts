import { beforeAll, describe, expect, test } from "vitest"
import { Forbidden } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { aFullWorld, type World } from "../../../tests/support/a-full-world"
import { answerOf, cookieFor, knock } from "../../../tests/support/knock"
import { rows } from "../../../tests/support/world"
import { createPaymentFile } from "../create-payment-file.server"
import * as download from "./file"
import * as list from "./files"

let world: World
let owner: string
let paymentId: Id<"payments">
beforeAll(async () => {
  world = await aFullWorld()
  owner = await cookieFor(world.people.owner.email)
  paymentId = (await world.payment()).paymentId
})

/** Sends a file as a browser does. */
function send(name: string, content: string | Uint8Array<ArrayBuffer>, cookie = owner) {
  const form = new FormData()
  form.append("file", new File([content], name))
  const path = `/payments/${paymentId}/files`
  const args = knock({ path, params: { paymentId }, cookie })
  const { headers } = args.request
  headers.delete("content-type")
  const request = new Request(args.request.url, { method: "POST", body: form, headers })
  return answerOf(() => list.action({ ...args, request }))
}
const kept = () =>
  rows<{ id: string; name: string; key: string; media_type: string }>(
    world,
    "select * from payment_files where payment_id = $1 order by id",
    [paymentId],
  )
const open = (fileId: string, cookie = owner) => {
  const at = { path: `/payments/${paymentId}/files/${fileId}`, params: { paymentId, fileId }, cookie }
  return answerOf(() => download.loader(knock(at)))
}

describe("the files of a payment", () => {
  test("are kept under a key of ours, and given back to be saved, never shown", async () => {
    const content = "%PDF-1.7 <script>alert(1)</script>"
    expect((await send("../../Kontoauszug März.pdf", content)).headers.get("Location")).toBe(
      `/payments/${paymentId}/files`,
    )
    const [file] = await kept()
    expect(file).toMatchObject({ name: "Kontoauszug März.pdf", media_type: "application/pdf" })
    expect(file!.key).toMatch(/^org\/[0-9a-f-]{36}\/[0-9a-f-]{36}$/)
    const { status, headers, body } = await open(file!.id)
    expect([status, body]).toEqual([200, content])
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/pdf",
      "content-disposition": expect.stringMatching(/^attachment; .*filename\*=UTF-8''Kontoauszug%20M%C3%A4rz\.pdf$/),
      "content-security-policy": expect.stringContaining("sandbox"),
    })
    const page = await answerOf(() =>
      list.loader(knock({ path: `/payments/${paymentId}/files`, params: { paymentId }, cookie: owner })),
    )
    expect(page.body).toMatchObject({ files: [{ title: "Kontoauszug März.pdf" }], mayAdd: true })
  })

  test("are kept once each", async () => {
    const before = (await kept()).length
    await send("twice.pdf", "%PDF-1.7 twice")
    await send("again.pdf", "%PDF-1.7 twice")
    expect(await kept()).toHaveLength(before + 1)
  })

  test("are refused with a sentence when they are of another kind, empty, missing or too large", async () => {
    const before = (await kept()).length
    const large = new Uint8Array(10 * 1024 * 1024 + 1)
    large.set(Buffer.from("%PDF-1.7"))
    for (const [name, content] of [
      ["x.html", "<html>"],
      ["x.pdf", "<svg>"],
      ["x.pdf", ""],
      ["x.pdf", large],
    ] as const)
      expect((await send(name, content)).status).toBe(422)
    expect(
      (
        await answerOf(() =>
          list.action(knock({ path: "/x", params: { paymentId }, form: { file: "text" }, cookie: owner })),
        )
      ).status,
    ).toBe(422)
    expect(await kept()).toHaveLength(before)
  })

  test("are not for those who may not record payments to add to, nor for another organization to see", async () => {
    const slip = { paymentId, name: "slip.pdf", bytes: world.aPdf() }
    for (const by of [world.guest, world.member, world.manager])
      await expect(createPaymentFile(by, slip)).rejects.toBeInstanceOf(Forbidden)
    const other = await aFullWorld()
    const [file] = await kept()
    const stranger = await cookieFor(other.people.owner.email)
    expect((await open(file!.id, stranger)).status).toBe(404)
    expect((await open(file!.id, "")).status).toBe(302)
  })
})
