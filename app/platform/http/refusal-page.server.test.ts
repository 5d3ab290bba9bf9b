import { data, type LoaderFunctionArgs, type ServerBuild } from "@remix-run/node"
import { describe, expect, it } from "vitest"
import { answerOf, knock } from "../../../tests/support/knock"
import { withRefusalPages } from "./refusal-page.server"

const refuse = () => {
  throw data(
    { kind: "too-many", message: "That was tried too often." },
    { status: 429, headers: { "Retry-After": "7" } },
  )
}
const fail = () => {
  throw new Error("a bug")
}

const Page = () => null
const build = {
  routes: { button: { module: { loader: refuse, action: fail } }, page: { module: { loader: refuse, default: Page } } },
}
const served = withRefusalPages(build as unknown as ServerBuild)

const ask = (id: "button" | "page", forScript: boolean, door: "loader" | "action" = "loader") => {
  const asked = knock({ path: "/invoices/1/pdf", headers: { Accept: "text/html" } })
  const args = { ...asked, context: { ...asked.context, forScript } }
  return (served.routes[id]!.module[door] as (args: LoaderFunctionArgs) => unknown)(args)
}

describe("what a button or a file refuses", () => {
  it("is said to a browser on a page, with when to try again", async () => {
    const { status, body, headers } = await answerOf(() => ask("button", false))
    expect([status, headers.get("Retry-After"), headers.get("Content-Type")]).toEqual([
      429,
      "7",
      "text/html; charset=utf-8",
    ])
    expect(body).toContain("<h1>Too often</h1><p>That was tried too often.</p>")
    expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'")
  })

  it("is left to our own script, and to the pages that have one, as it is", async () => {
    for (const asked of [() => ask("button", true), () => ask("page", false)]) {
      await expect((async () => asked())()).rejects.toMatchObject({ type: "DataWithResponseInit" })
    }
  })

  it("is no bug: that stays one", async () => {
    await expect(ask("button", false, "action")).rejects.toThrow("a bug")
  })
})
