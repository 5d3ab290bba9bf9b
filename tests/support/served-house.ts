import { once as happens } from "node:events"
import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import type { ServerBuild } from "@remix-run/node"
import type { RouteConfigEntry } from "@remix-run/route-config"
import express from "express"
import { apiRouter } from "~/api.server"
import * as entry from "~/entry.server"
import { env } from "~/platform/env.server"
import { closeFeeds, feedHandler } from "~/platform/http/feed.server"
import { loadContext } from "~/platform/http/load-context.server"
import { pages as pagesOf } from "~/platform/http/pages.server"
import { lastResort, prelude } from "~/platform/http/prelude.server"
import { withRefusalPages } from "~/platform/http/refusal-page.server"
import { type ListedRoute, pageMethods, routePatterns } from "~/platform/http/route-pattern.server"
import { withStepUp } from "~/platform/http/step-up.server"
import * as root from "~/root"
import config from "~/routes"
import options from "../../remix.config.js"
import { type Answered, type Asked, ask, fromOurPage } from "../proofs/support/asking"
import { ourDatabase } from "./world"

/*
 * The house as it is served, within the process of a test: prelude, pages, API and event stream, made of the table of pages. So a
 * route can be planted that the table does not have, to see whether a contract notices it.
 */

type Module = NonNullable<ServerBuild["routes"][string]>["module"]
type Route = { id: string; parentId?: string; path?: string; index?: boolean; module: Module }

const modules = import.meta.glob<Module>("../../app/**/routes/*.{ts,tsx}")

/** A route that is none of ours, at an address within the shell of members. */
export type Planted = { path: string; id: string; module: Partial<Module> }

/** The name by which `_routes` asks for the shell alone. */
export const shellId = "organizations/routes/shell"

/** A stream of what happens, as one browser hears it: what was heard so far, the moment a word is heard, and its end. */
export type Stream = {
  status: number
  heard(): string
  told(word: string): Promise<void>
  ended: Promise<void>
  leave(): void
}

/** What a served house is asked, over a socket of its own. */
export type ServedHouse = {
  ask(asked: Asked): Promise<Answered>
  listen(cookie?: string): Promise<Stream>
  close(): Promise<void>
}

/** What a page's file gives the router. */
export const moduleOf = (file: string) => modules[`../../app/${file}`]!()

async function listed(entries: readonly RouteConfigEntry[], parentId = "root"): Promise<Route[]> {
  const all: Route[] = []
  for (const { id: given, file, path, index, children = [] } of entries) {
    const id = given ?? file.replace(/\.tsx?$/, "")
    all.push({ id, parentId, path, index, module: await moduleOf(file) }, ...(await listed(children, id)))
  }
  return all
}

/** The server build that the table of pages says, without the files of a browser. */
async function buildOf(planted: readonly Planted[]): Promise<ServerBuild> {
  const others = planted.map(({ path, id, module }) => ({ id, path, parentId: shellId, module: module as Module }))
  const own = await listed(config)
  const all: Route[] = [{ id: "root", path: "", module: root as Module }, ...own, ...others]
  const routes: ServerBuild["routes"] = Object.fromEntries(all.map((route) => [route.id, route]))
  const files = all.map(({ id, parentId, path, index, module }) => {
    const has = { hasAction: !!module.action, hasLoader: !!module.loader, hasErrorBoundary: !!module.ErrorBoundary }
    const none = { hasClientAction: false, hasClientLoader: false, imports: [] }
    return [id, { id, parentId, path, index, module: "/assets/route.js", ...has, ...none }]
  })
  const assets = { routes: Object.fromEntries(files), url: "/assets/manifest.js", version: "test" }
  return {
    entry: { module: entry },
    routes,
    assets: { ...assets, entry: { module: "/assets/entry.js", imports: [] } },
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    basename: "/",
    mode: "production",
    isSpaMode: false,
    future: options.future as ServerBuild["future"],
  }
}

/** Serves the house on a port of its own, with routes planted beside those of the table. */
export async function servedHouse(planted: readonly Planted[] = []): Promise<ServedHouse> {
  await ourDatabase()
  const build = await buildOf(planted)
  const routes = build.routes as Record<string, ListedRoute>
  const app = express().disable("x-powered-by").disable("etag").set("query parser", "simple")
  app.use(prelude({ env, routePattern: routePatterns(routes), methods: pageMethods(routes) }))
  app.use(apiRouter(), feedHandler(), pagesOf(withRefusalPages(withStepUp(build)), loadContext), lastResort)
  const server = createServer(app)
  await happens(server.listen(0, "127.0.0.1"), "listening")
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const Host = new URL(env.publicUrl).host
  return {
    listen: (cookie) => listen(url, { Host, ...(cookie ? { Cookie: cookie } : {}) }),
    ask(asked) {
      const isRead = (asked.method ?? "GET") === "GET"
      return ask(url, { ...asked, headers: { Host, ...(isRead ? {} : fromOurPage(env.publicUrl)), ...asked.headers } })
    },
    async close() {
      await closeFeeds()
      server.close()
      server.closeAllConnections()
    },
  }
}

function listen(url: string, headers: Record<string, string>): Promise<Stream> {
  return new Promise((begun, failed) => {
    const asking = request(`${url}/events`, { headers, agent: false }, (response) => {
      let text = ""
      const waiting = new Set<() => void>()
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part
        for (const look of waiting) look()
      })
      const told = (word: string) =>
        new Promise<void>((heard) => {
          const look = () => text.includes(word) && heard()
          waiting.add(look)
          look()
        })
      const ended = new Promise<void>((end) => response.once("close", () => end()))
      const { statusCode: status = 0 } = response
      begun({ status, heard: () => text, told, ended, leave: () => asking.destroy() })
    })
    asking.on("error", failed).end()
  })
}
