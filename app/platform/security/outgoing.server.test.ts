import { once } from "node:events"
import { createServer, type RequestListener } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, it } from "vitest"
import { atEndOfFile } from "../../../tests/support/end-of-file"
import { askOutside, isPublicAddress, outgoingBounds, outgoingPolicy, urlTrouble } from "./outgoing.server"

const here = { allowsPrivate: false, allowsLoopback: true }
const nowhere = { allowsPrivate: false, allowsLoopback: false }
const usual = outgoingBounds.milliseconds

/** A server of this machine, for one test. */
async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  atEndOfFile(async () => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

afterEach(() => {
  outgoingBounds.milliseconds = usual
})

describe("an address that somebody typed in", () => {
  it.each([
    ...["0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.0.0.1", "192.168.1.1"],
    ...["198.18.0.1", "203.0.113.9", "224.0.0.1", "255.255.255.255", "::", "::1", "fc00::1", "fe80::1", "ff02::1"],
    ...["64:ff9b::a00:1", "::ffff:10.0.0.1", "2002:a00:1::", "2001:db8::1", "fec0::1", "2001::1"],
  ])("%s is not public", (ip) => {
    expect(isPublicAddress(ip)).toBe(false)
  })

  it.each(["1.1.1.1", "93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450::1", "::ffff:1.1.1.1"])(
    "%s is public",
    (ip) => {
      expect(isPublicAddress(ip)).toBe(true)
    },
  )

  it.each([
    ["http://login.example.com/", "insecure"],
    ["http://127.0.0.1/", "insecure"],
    ["https://127.0.0.1/", "private"],
    ["https://[::1]/", "private"],
    ["https://[::ffff:7f00:1]/", "private"],
    ["https://2130706433/", "private"],
    ["https://0x7f.1/", "private"],
    ["https://login.example.com:8443/", "port"],
    ["https://me:secret@login.example.com/", "address"],
    ["ftp://login.example.com/", "address"],
    ["file:///etc/passwd", "address"],
  ])("%s is refused before it is looked up: %s", (address, trouble) => {
    expect(urlTrouble(new URL(address), nowhere)).toBe(trouble)
  })

  it("is refused when its name leads to this machine or to a private network", async () => {
    const { port } = new URL(await serving((_, response) => response.end("secret")))
    await expect(askOutside("https://localhost/", {}, nowhere)).rejects.toMatchObject({ trouble: "private" })
    const asked = askOutside(`https://localhost:${port}/`, {}, { allowsPrivate: true, allowsLoopback: false })
    await expect(asked).rejects.toMatchObject({ trouble: "certificate" })
  })

  it("is asked at private places only where the operator allows it, and by plain http at none", () => {
    const allowed = { allowsPrivate: true, allowsLoopback: false }
    expect(urlTrouble(new URL("https://10.0.0.1:8443/"), allowed)).toBeNull()
    expect(urlTrouble(new URL("http://10.0.0.1/"), allowed)).toBe("insecure")
    const production = { development: false, sandboxOn: false, OIDC_ALLOW_PRIVATE: false }
    expect(outgoingPolicy(production)).toEqual(nowhere)
    expect(outgoingPolicy({ ...production, sandboxOn: true })).toEqual(here)
  })

  it("is not followed to where it leads on", async () => {
    const asked: string[] = []
    const address = await serving((request, response) => {
      asked.push(request.url ?? "")
      response.writeHead(302, { Location: "/elsewhere" }).end()
    })
    expect((await askOutside(address, {}, here)).status).toBe(302)
    expect(asked).toEqual(["/"])
  })

  it("is given up after its time, whether it says nothing or never ends", async () => {
    outgoingBounds.milliseconds = 150
    const silent = await serving(() => {})
    await expect(askOutside(silent, {}, here)).rejects.toMatchObject({ trouble: "slow" })
    const endless = await serving((_, response) => void response.writeHead(200).write("{"))
    await expect(askOutside(endless, {}, here)).rejects.toMatchObject({ trouble: "slow" })
  })

  it("is read up to its bound and no further", async () => {
    const long = await serving((_, response) => void response.end("x".repeat(outgoingBounds.bytes + 1)))
    await expect(askOutside(long, {}, here)).rejects.toMatchObject({ trouble: "too-long" })
    const just = await serving((_, response) => void response.end("x".repeat(outgoingBounds.bytes)))
    expect((await (await askOutside(just, {}, here)).text()).length).toBe(outgoingBounds.bytes)
  })

  it("gets what is sent as a form", async () => {
    const address = await serving((request, response) => {
      request.setEncoding("utf8").on("data", (text) => response.end(`${request.headers["content-type"]} ${text}`))
    })
    const answer = await askOutside(address, { method: "POST", body: new URLSearchParams({ code: "a b" }) }, here)
    expect(await answer.text()).toBe("application/x-www-form-urlencoded code=a+b")
  })
})
