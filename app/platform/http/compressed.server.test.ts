import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import express from "express"
import { afterAll, beforeAll, expect, test } from "vitest"
import { compressed } from "./compressed.server"

let server: Server
const page = `<p>${"What was agreed – für alle. ".repeat(200)}</p>`

beforeAll(async () => {
  const app = express().use((req, res) => {
    res.setHeader("Content-Type", String(req.query.type ?? "text/html; charset=utf-8"))
    res.end(compressed(req, res, Buffer.from(req.query.short ? "short" : page)))
  })
  server = createServer(app).listen(0, "127.0.0.1")
  await once(server, "listening")
})

afterAll(() => void server.close())

async function asked(accepts: string, query = "") {
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${port}/?${query}`, { headers: { "Accept-Encoding": accepts } })
  return {
    encoding: answer.headers.get("content-encoding"),
    vary: answer.headers.get("vary"),
    text: await answer.text(),
  }
}

test.each([
  ["br, gzip", "br"],
  ["gzip, deflate", "gzip"],
  ["gzip;q=0.5, br;q=0", "gzip"],
  ["identity", null],
])("whoever takes %s is sent %s, and reads the same", async (accepts, encoding) => {
  expect(await asked(accepts)).toEqual({ encoding, vary: "Accept-Encoding", text: page })
})

test("what is short, or compressed in itself, is sent as it is", async () => {
  expect(await asked("br", "short=1")).toMatchObject({ encoding: null, vary: null })
  expect(await asked("br", "type=application/pdf")).toMatchObject({ encoding: null, vary: null })
})
