import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { beforeAll, describe, expect, it } from "vitest"
import { editFactorPolicy } from "~/organizations/edit-factor-policy.server"
import { webPool } from "~/platform/data/database.server"
import { pages } from "~/routes"
import { aFullWorld, type World } from "../support/a-full-world"
import { answerOf, knock, sessionOf } from "../support/knock"
import { addressesIn } from "../support/served-pages"

/*
 * A member whose role must show a second factor, and who has shown none, can do nothing but set one up: every loader and every
 * action is asked by itself, as a document's, a script's and a button's requests do.
 */

type Path = keyof typeof pages
type Module = { loader?: (args: LoaderFunctionArgs) => unknown; action?: (args: ActionFunctionArgs) => unknown }

const modules = import.meta.glob<Module>("../../app/**/routes/*.{ts,tsx}")
const all = [...(Object.keys(pages) as Path[]), "shell" as const]

/** What stays open, and why: the setting up itself, and what is open to whoever comes by. */
const stays = (path: string) =>
  /^\/settings\/security\/factors(\/|$)/.test(path) ||
  /^\/(setup|login|step-up|logout|reset|email|invitation|link|f|p|i|logos|colours|\*)(\/|$)/.test(path) ||
  ["/settings/theme", "/*"].includes(path)

const renewing = "/settings/security/factors/recovery-codes/renew"

describe("a member who owes a second factor", () => {
  let world: World
  let addresses: Record<Path, string>
  let cookie: string
  beforeAll(async () => {
    world = await aFullWorld()
    addresses = await addressesIn(world)
    cookie = await sessionOf(world, world.people.owner.personId)
    await editFactorPolicy(world.owner, { roles: ["owner"] })
  }, 120_000)

  const moduleOf = (path: Path | "shell") =>
    modules[`../../app/${path === "shell" ? "organizations/routes/shell.tsx" : pages[path].file}`]!()

  const asked = (path: Path | "shell", sent: { form?: Record<string, string>; suffix?: string }) => {
    const address = path === "shell" ? "/" : addresses[path]
    const [pathname = "/", search = ""] = address.split("?")
    const names = path === "shell" ? [] : path.split("/")
    const given = pathname.split("/")
    const params = Object.fromEntries(
      names.flatMap((part, at) => (part.startsWith(":") ? [[part.slice(1), given[at] ?? ""]] : [])),
    )
    const where = `${pathname}${sent.suffix ?? ""}${search && `?${search}`}`
    return knock({ path: where, params, cookie, form: sent.form })
  }

  const closed = all.filter((path) => !stays(path) && !path.startsWith("/sandbox"))

  /* The address of a button only leads to its record when it is opened; the button itself is asked like any other. */
  it.each(closed)("is led from %s to setting one up, whichever way it is asked for", async (path) => {
    const { loader, action } = await moduleOf(path)
    const ways = [
      loader && (() => loader(asked(path, {}))),
      loader && (() => loader(asked(path, { suffix: ".data" }))),
      action && (() => action(asked(path, { form: {} }))),
    ]
    for (const way of ways) {
      if (!way) continue
      const { status, headers } = await answerOf(way)
      const isButton = way !== ways[2] && path !== "shell" && pages[path].file.endsWith(".ts") && action !== undefined
      if (isButton) expect([302, 303]).toContain(status)
      else expect([path, headers.get("Location")]).toEqual([path, "/settings/security/factors"])
    }
  })

  it("does not make recovery codes either, which stand in for a factor", async () => {
    const { action } = await moduleOf(renewing)
    const { headers } = await answerOf(() => action!(asked(renewing, { form: {} })))
    expect(headers.get("Location")).toBe("/settings/security/factors")
  })

  it("sees how to set one up, and may", async () => {
    const path = "/settings/security/factors"
    const { loader } = await moduleOf(path)
    expect((await answerOf(() => loader!(asked(path, {})))).body).toMatchObject({ owes: true })
  })

  it("is let in once a factor was shown", async () => {
    await webPool().query("update sessions set factor_at = now() where person_id = $1", [world.people.owner.personId])
    const { loader } = await moduleOf("/leads")
    expect((await answerOf(() => loader!(asked("/leads", {})))).status).toBe(200)
  })
})
