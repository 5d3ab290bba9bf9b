import type { LoaderFunctionArgs } from "@remix-run/node"
import { eq } from "drizzle-orm"
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { members } from "#db/schema/organizations"
import { createRole } from "~/organizations/create-role.server"
import { type Hideable, hideables, type Scope } from "~/organizations/role"
import { may, type Permission, permissions, scopesFor } from "~/permissions"
import { mint, type StaffContext } from "~/platform/data/contexts.server"
import { transact } from "~/platform/data/database.server"
import { hiddenMinor } from "~/platform/language/money"
import { commands, queries } from "~/registry.server"
import { pages } from "~/routes"
import { aFullWorld, type World } from "../support/a-full-world"
import { type Act, answerOf } from "../support/answers"
import { exampleOf } from "../support/examples"
import { knock, answerOf as pageAnswerOf, sessionOf } from "../support/knock"
import { addressesIn } from "../support/served-pages"

type Path = keyof typeof pages
type Module = { loader?: (args: LoaderFunctionArgs) => unknown }
const modules = import.meta.glob<Module>("../../app/**/routes/*.{ts,tsx}")

/** What was planted: the prices and totals of every deal and document of the world, and its clients' addresses and numbers. */
const planted: Record<Hideable, RegExp> = {
  money: /\b8[,.]?000(\.00)?\b|\b9[,.]?520(\.00)?\b|\b(80|95|150)[,.]?\d{1,2}000\b|€\s?\d|\b1[,.]?500(\.00)?\b/,
  "contact-data": /@(client|lead\d*|enquirer|harbor\w*)\.example|\+33 ?4|\+33400/,
}

/** Everything in an answer as a text in which what was planted is found; ids, days and hidden amounts are left out. */
function textOf(answer: unknown): string {
  const text = JSON.stringify(answer ?? null, (_, part) => {
    if (typeof part === "bigint") return part === hiddenMinor ? "hidden" : String(part)
    if (part instanceof Uint8Array) return "bytes"
    return part
  })
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "id").replace(/\d{4}-\d\d-\d\d(T[\d:.]+Z)?/g, "day")
}

const leakIn = (answer: unknown, hidden: Hideable) => planted[hidden].exec(textOf(answer))?.[0] ?? null

/** Every permission that can be given, as far as it can be. */
const everything = () =>
  (Object.keys(permissions) as Permission[]).reduce<Record<string, Record<string, Scope>>>((given, permission) => {
    const [noun, verb] = permission.split(".") as [string, string]
    const widest = scopesFor(permission).at(-1)
    if (widest) given[noun] = { ...given[noun], [verb]: widest }
    return given
  }, {})

let world: World
const reader = {} as Record<Hideable | "nothing", { ctx: StaffContext; cookie: string }>
beforeAll(async () => {
  world = await aFullWorld()
  for (const hidden of ["nothing", ...hideables] as const) {
    const hides = hidden === "nothing" ? [] : [hidden]
    const name = `Without ${hidden}`
    const { roleId } = await createRole(world.owner, { base: "manager", name, hides, granted: everything() })
    const person =
      hidden === "money" ? world.people.guest : hidden === "nothing" ? world.people.finance : world.people.member
    await transact({ organizationId: world.organizationId, now: new Date() }, (db) =>
      db.update(members).set({ role: "manager", roleId }).where(eq(members.personId, person.personId)),
    )
    const granted = Object.fromEntries(
      Object.entries(everything()).flatMap(([noun, acts]) =>
        Object.entries(acts).map(([verb, scope]) => [`${noun}.${verb}`, scope]),
      ),
    )
    const ctx = mint({ ...world.owner, ...person, role: "manager" as const, roleId, granted, hides })
    reader[hidden] = { ctx, cookie: await sessionOf(world, person.personId) }
  }
}, 120_000)
afterEach(() => world.revive())

const acts = ([...commands, ...queries] as readonly Act[]).filter(({ definition }) =>
  definition.actors.includes("staff"),
)

/** What an act's answer shows of what its reader may not see. */
async function leaksOf(act: Act, hidden: Hideable) {
  const { input } = await exampleOf(act.definition.name)(world, world.me)
  const { answer, result } = await answerOf(act, reader[hidden].ctx, input)
  const leak = answer === "allowed" ? leakIn(result, hidden) : null
  return leak ? [`${act.definition.name} shows ${leak} to who may not see ${hidden}`] : []
}

describe("what is hidden from a role", () => {
  it("is on no page, and every page stands without it", async () => {
    const addresses = await addressesIn(world)
    const found: string[] = []
    let seen = 0
    for (const path of Object.keys(pages) as Path[]) {
      if (pages[path].in !== "staff") continue
      const { loader } = await modules[`../../app/${pages[path].file}`]!()
      if (!loader) continue
      for (const hidden of hideables) {
        const asked = knock({
          path: addresses[path],
          params: paramsOf(path, addresses[path]),
          cookie: reader[hidden].cookie,
        })
        const { status, body } = await pageAnswerOf(() => loader(asked))
        if (status === 200) seen++
        const leak = status === 200 ? leakIn(body, hidden) : null
        if (leak) found.push(`${path} shows ${leak} to who may not see ${hidden}`)
      }
    }
    expect(found).toEqual([])
    expect(seen).toBeGreaterThan(30)
  })

  it.each(acts.map((act) => [act.definition.name, act] as const))("is in no answer of %s", async (_, act) => {
    const found = []
    for (const hidden of hideables) found.push(...(await leaksOf(act, hidden)))
    expect(found).toEqual([])
  })

  it("takes documents, their files and the audit log away altogether", () => {
    const money = { ...reader.money.ctx }
    for (const permission of [
      "proposals.read",
      "invoices.read",
      "payments.read",
      "credits.read",
      "deals.price",
    ] as const)
      expect([permission, may(money, permission)]).toEqual([permission, false])
    for (const hidden of hideables)
      for (const permission of ["audits.read", "audits.export"] as const)
        expect([hidden, permission, may(reader[hidden].ctx, permission)]).toEqual([hidden, permission, false])
    expect(may(reader.nothing.ctx, "audits.read")).toBe(true)
    expect(may(money, "deals.read")).toBe(true)
    expect(may(reader["contact-data"].ctx, "contacts.read")).toBe(true)
    expect(may(reader["contact-data"].ctx, "contacts.edit")).toBe(false)
  })

  it("would be found: who sees everything is shown what was planted", async () => {
    const { dealId } = await world.deal()
    const contactId = await world.contact()
    const of = async (name: string, input: object) => {
      const act = acts.find(({ definition }) => definition.name === name)!
      return (await answerOf(act, reader.nothing.ctx, input)).result
    }
    expect(leakIn(await of("get-deal", { dealId }), "money")).not.toBeNull()
    expect(leakIn(await of("list-deals", {}), "money")).not.toBeNull()
    expect(leakIn(await of("get-contact", { contactId }), "contact-data")).not.toBeNull()
  })
})

/** What a path's parameters are in an address. */
function paramsOf(path: string, address: string): Record<string, string> {
  const given = new URL(address, "http://localhost").pathname.split("/")
  return Object.fromEntries(
    path
      .split("/")
      .flatMap((part, at) => (part.startsWith(":") ? [[part.slice(1), decodeURIComponent(given[at]!)]] : [])),
  )
}
