import { describe, expect, it } from "vitest"
import { type Import, importsOf, sources } from "../support/sources"

/** Domains from left to right: each may import itself and what stands to its left; consumers stand to the right of all. */
const order = [
  ...[
    "identity",
    "organizations",
    "members",
    "openid",
    "keys",
    "companies",
    "contacts",
    "products",
    "activities",
    "deals",
    "leads",
  ],
  ...["proposals", "projects", "invoices", "payments", "assignments"],
]
const consumers = ["timeline", "notifications", "search", "reports", "audit", "today", "demo"]

/** The floors, from the language at the bottom to the doors at the top: imports go down only. */
const floors = ["language", "screens", "database", "platform", "domain", "doors"] as const
type Floor = (typeof floors)[number]

/** Files at the top of `app/` that compose; nothing imports them but each other and the program's start. */
const doorFiles =
  /^app\/(adapters\/pdf\/worker|routes|root|entry\.\w+|boot|errands|api|schedule|reactions|webhooks|registry|consumers)(\.server|\.client)?\.tsx?$/

/** Where a file stands. */
function floorOf(path: string): Floor {
  if (doorFiles.test(path) || path.includes("/routes/")) return "doors"
  if (path.startsWith("db/")) return "database"
  if (path.startsWith("app/platform/language/") || path.endsWith("/inputs.server.ts")) return "language"
  if (path.startsWith("app/pricing/") && !path.includes("/components/")) return "language"
  if (/^app\/(platform|adapters|sandbox)\//.test(path) && isOfServer(path)) return "platform"
  if (/^app\/ui\/|\/components\/|\/emails\//.test(path)) return "screens"
  return isOfServer(path) ? "domain" : "language"
}

const isOfServer = (path: string) => path.endsWith(".server.ts") || path.endsWith(".server.tsx")
const domainOf = (path: string) => /^app\/(\w+)\//.exec(path)?.[1] ?? ""
const placeOf = (domain: string) => (consumers.includes(domain) ? order.length : order.indexOf(domain))

/** Sentences of the plan that imports break. */
function brokenBy(imports: readonly Import[]): string[] {
  return [...imports.flatMap(floorSentences), ...imports.flatMap(orderSentences), ...imports.flatMap(clientSentences)]
}

function floorSentences({ from, to, isType }: Import): string[] {
  if (isType) return []
  const [above, below] = [floorOf(from), floorOf(to)]
  if (below === "doors" && above !== "doors") return [`${from} imports ${to}: nothing imports the doors.`]
  if (floors.indexOf(below) > floors.indexOf(above))
    return [`${from} imports ${to}: ${above} stands below ${below}, and imports go down only.`]
  return []
}

function orderSentences({ from, to, isType }: Import): string[] {
  const [here, there] = [domainOf(from), domainOf(to)]
  if (isType || here === there || floorOf(from) === "doors" || placeOf(here) < 0 || placeOf(there) < 0) return []
  if (placeOf(there) < placeOf(here) || consumers.includes(here)) return []
  return [`${from} imports ${to}: ${here} stands left of ${there}; what follows there is a reaction.`]
}

/** Files that may open the database's client. */
const clientUsers = /^(db\/|app\/platform\/|app\/identity\/|app\/boot\.server\.ts)/

function clientSentences({ from, to }: Import): string[] {
  if (to !== "db/client.ts" || clientUsers.test(from)) return []
  return [`${from} imports ${to}: only the platform and identity open the database.`]
}

/** Circles of imports at run time, each told once. */
function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to, isType } of imports) if (!isType) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const found: string[] = []
  const visit = (file: string, path: string[]) => {
    if (path.includes(file))
      found.push(`${[...path.slice(path.indexOf(file)), file].join(" → ")}: there are no cycles.`)
    if (path.includes(file) || done.has(file)) return
    for (const to of next.get(file) ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const file of next.keys()) visit(file, [])
  return found
}

const forbiddenNames = /\/(utils?|helpers?|services?|types|common|shared|lib|index)(\.server)?(\/|\.tsx?$)/

/** Folders and files whose name answers no question, and files that only pass on what others export. */
function barrels(files: Map<string, string>): string[] {
  return [...files].flatMap(([path, text]) => {
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "").trim()
    const passesOn =
      code !== "" &&
      code
        .split(/\n(?=\S)/)
        .every((part) => /^(import|export)\b[\s\S]*\bfrom\s+"[^"]+"$/.test(part.trim()) && /^export/.test(part.trim()))
    return [
      ...(forbiddenNames.test(path) ? [`${path}: its name answers no question.`] : []),
      ...(passesOn ? [`${path} only passes on what others export: an import names the file that answers.`] : []),
    ]
  })
}

/** The doors, which alone make contexts: pages, worker, webhooks, the program itself, the demo's storyteller. */
const minters = [
  /^app\/platform\/http\/context\.server\.ts$/,
  /^app\/platform\/data\/(contexts|worker|command|found)\.server\.ts$/,
  /^app\/(boot|errands|webhooks)\.server\.ts$/,
  /^app\/platform\/http\/api\.server\.ts$/,
  /^app\/payments\/act-on-event\.server\.ts$/,
  /^app\/demo\//,
]

const ofDomain = (path: string) => floorOf(path) === "domain" && order.includes(domainOf(path))

/** What a file's text does that its floor must not. */
function forbiddenWords(files: Map<string, string>): string[] {
  const rules: [RegExp, (path: string) => boolean, string][] = [
    [/\bmint\(/, (path) => !minters.some((door) => door.test(path)), "contexts are minted at doors only."],
    [/\bprocess\.env\b/, (path) => ofDomain(path), "the environment is read once, by the platform."],
    [/\bfetch\(/, (path) => ofDomain(path), "outside services are called by adapters."],
    [
      /^(?![\s\S]*\bexport default\b)[\s\S]*\breturn (data|invalid)\(/,
      (path) => path.includes("/routes/"),
      "a route without a page answers with a Response, since Remix leaves status and headers of data behind.",
    ],
    [/\bnew Date\(\)|\bDate\.now\(\)/, (path) => ofDomain(path), "the clock is ctx.now."],
  ]
  return [...files].flatMap(([path, text]) =>
    rules.filter(([word, holds]) => word.test(text) && holds(path)).map(([, , sentence]) => `${path}: ${sentence}`),
  )
}

const planted = (from: string, to: string): Import => ({ from, to, isType: false, names: "{ x }" })

describe("the architecture", () => {
  const files = sources()
  const imports = importsOf(files)

  it("lets imports go down only, leftwards, and to the database's client from the platform", () => {
    expect(brokenBy(imports)).toEqual([])
  })

  it("has no circles", () => {
    expect(circles(imports)).toEqual([])
  })

  it("has no barrels and no drawers", () => {
    expect(barrels(files)).toEqual([])
  })

  it("keeps clock, environment, network and contexts where they belong", () => {
    expect(forbiddenWords(files)).toEqual([])
  })

  it("reads every import there is", () => {
    expect(imports.length).toBeGreaterThan(500)
    const read = importsOf(
      new Map([
        ["app/a.ts", 'import { b } from "./b"\nexport * from "~/c.server"'],
        ["app/b.ts", 'const c = await import("./c.server")'],
        ["app/c.server.ts", 'import type { A } from "./a"'],
      ]),
    )
    expect(read.map(({ from, to, isType }) => `${from} ${to} ${isType}`)).toEqual([
      "app/a.ts app/b.ts false",
      "app/a.ts app/c.server.ts false",
      "app/b.ts app/c.server.ts false",
      "app/c.server.ts app/a.ts true",
    ])
  })

  it("would show an import that goes up, to the right, or past the platform", () => {
    const wrong = [
      planted("app/platform/data/work.server.ts", "app/deals/win-deal.server.ts"),
      planted("app/deals/win-deal.server.ts", "app/invoices/issue-invoice.server.ts"),
      planted("app/deals/win-deal.server.ts", "app/deals/routes/win.ts"),
      planted("app/invoices/invoice.ts", "app/invoices/components/invoice-form.tsx"),
      planted("app/deals/win-deal.server.ts", "db/client.ts"),
    ]
    expect(wrong.map((each) => brokenBy([each]))).toEqual([
      [
        "app/platform/data/work.server.ts imports app/deals/win-deal.server.ts: platform stands below domain, and imports go down only.",
      ],
      [
        "app/deals/win-deal.server.ts imports app/invoices/issue-invoice.server.ts: deals stands left of invoices; what follows there is a reaction.",
      ],
      ["app/deals/win-deal.server.ts imports app/deals/routes/win.ts: nothing imports the doors."],
      [
        "app/invoices/invoice.ts imports app/invoices/components/invoice-form.tsx: language stands below screens, and imports go down only.",
      ],
      ["app/deals/win-deal.server.ts imports db/client.ts: only the platform and identity open the database."],
    ])
  })

  it("would show a circle, a barrel, a drawer, a clock and headers that are left behind", () => {
    expect(circles([planted("a", "b"), planted("b", "c"), planted("c", "a")])).toEqual([
      "a → b → c → a: there are no cycles.",
    ])
    const wrong = new Map([
      ["app/deals/utils/money.ts", "export const one = 1"],
      ["app/deals/all.ts", 'export * from "./deal"\nexport { two } from "./two"'],
      ["app/deals/win-deal.server.ts", "export const win = () => new Date()"],
      ["app/deals/routes/win.ts", "export const action = () => {\n  return data({}, { headers })\n}"],
      [
        "app/deals/routes/deal.tsx",
        "export const action = () => {\n  return data({})\n}\nexport default function Deal() {}",
      ],
    ])
    expect([...barrels(wrong), ...forbiddenWords(wrong)]).toEqual([
      "app/deals/utils/money.ts: its name answers no question.",
      "app/deals/all.ts only passes on what others export: an import names the file that answers.",
      "app/deals/win-deal.server.ts: the clock is ctx.now.",
      "app/deals/routes/win.ts: a route without a page answers with a Response, since Remix leaves status and headers of data behind.",
    ])
  })
})
