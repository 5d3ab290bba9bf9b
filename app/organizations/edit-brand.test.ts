import { beforeAll, describe, expect, it } from "vitest"
import { answerOf, cookieFor, knock } from "../../tests/support/knock"
import { printJpeg, tinyPng } from "../../tests/support/tiny-image"
import { type Agency, anAgency } from "../../tests/support/world"
import { editBrand } from "./edit-brand.server"
import { mostLogoBytes } from "./logo"
import { logoHref } from "./look"
import { getOrganization } from "./organization-queries.server"
import * as page from "./routes/brand"
import * as colour from "./routes/colour"
import * as served from "./routes/logo"

let agency: Agency
let cookie: string
beforeAll(async () => {
  agency = await anAgency()
  cookie = await cookieFor(agency.people.owner.email)
})

const present = async () => getOrganization(agency.owner, {})
const keyOf = async () =>
  logoHref((await present()).logoFile)
    ?.split("/")
    .at(-1)

/** Sends the form with a file, as browsers do. */
function send(file: { name: string; bytes: Uint8Array } | null, fields: Record<string, string> = {}) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  if (file) body.set("logo", new File([Buffer.from(file.bytes)], file.name))
  const asked = knock({ path: "/settings/brand", cookie })
  const request = new Request(asked.request.url, { method: "POST", body, headers: { Cookie: cookie } })
  return answerOf(() => page.action({ ...asked, request }))
}
const ask = (logo: string) => answerOf(() => served.loader(knock({ path: `/logos/${logo}`, params: { logo } })))

describe("logo and colour", () => {
  it("are kept, and shown to whoever has the address, for good", async () => {
    expect((await send({ name: "Logo.PNG", bytes: tinyPng }, { colour: "1F4FD8" })).status).toBe(303)
    expect(await present()).toMatchObject({ colour: "#1f4fd8", logoType: "image/png" })
    const { status, headers } = await ask((await keyOf())!)
    expect(status).toBe(200)
    expect(headers.get("Content-Type")).toBe("image/png")
    expect(headers.get("Cache-Control")).toContain("immutable")
    expect(headers.get("Content-Security-Policy")).toContain("sandbox")
  })

  it("refuse at the field what is no image, too large, or no colour; a program inside a picture's name is none", async () => {
    const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    const html = new TextEncoder().encode("<!doctype html><script>alert(1)</script>")
    const vast = new Uint8Array(tinyPng)
    vast.set([0, 0, 0xc3, 0x50], 16)
    const files = [
      { name: "logo.svg", bytes: svg },
      { name: "logo.png", bytes: svg },
      { name: "logo.png", bytes: html },
      { name: "logo.html", bytes: tinyPng },
      { name: "logo.jpg", bytes: tinyPng },
      { name: "logo.jpg", bytes: printJpeg },
      { name: "logo.png", bytes: vast },
      { name: "logo.png", bytes: new Uint8Array([...tinyPng, ...new Uint8Array(mostLogoBytes)]) },
    ]
    for (const file of files) {
      expect(await send(file), file.name).toMatchObject({
        status: 422,
        body: { reply: { error: { logo: expect.anything() } } },
      })
    }
    const colours = ["red", "#12", "#12345g", "#1f4fd8;background:url(//evil.example)"]
    for (const given of colours)
      expect(await send(null, { colour: given })).toMatchObject({
        status: 422,
        body: { reply: { error: { colour: expect.anything() }, initialValue: { colour: given } } },
      })
    expect((await present()).colour).toBe("#1f4fd8")
  })

  it("are an owner's alone, and nobody's address is guessed", async () => {
    await expect(editBrand(agency.manager, { colour: null })).rejects.toMatchObject({ kind: "forbidden" })
    for (const guess of ["", "../../secret-key", "%", "00000000-0000-4000-8000-000000000000"])
      expect((await ask(guess)).status).toBe(404)
  })

  it("can be taken away again, and the logo's address is then nothing", async () => {
    const before = await keyOf()
    await send(null, { removesLogo: "on" })
    expect(await present()).toMatchObject({ colour: null, logoFile: null, logoType: null })
    expect((await ask(before!)).status).toBe(404)
  })

  it("have a style sheet for every colour and for nothing else", async () => {
    const sheet = (given: string) =>
      answerOf(() => colour.loader(knock({ path: "/colours/:colour", params: { colour: given } })))
    expect((await sheet("1f4fd8")).headers.get("Content-Type")).toContain("text/css")
    for (const given of ["1F4FD8", "1f4fd", "1f4fd8}", "}*{color:red"]) expect((await sheet(given)).status).toBe(404)
  })
})
