import { describe, expect, it } from "vitest"
import { permissions } from "~/permissions"
import { eventOf, fileOf, functionNameOf, partsOf, permissionOf, pluralOf } from "~/platform/language/glossary"
import { commands, queries } from "~/registry.server"
import { pages } from "~/routes"
import { sentences } from "~/timeline/sentences"
import { type Import, importsOf, sources } from "../support/sources"
import { otherAddresses, otherEvents } from "./exceptions"

/** A command or query as it stands in its file. */
type Written = {
  kind: "command" | "query"
  name: string
  function: string
  file: string
  isForMembers: boolean
  docstring: string
}

const definition =
  /(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export const (\w+) = (command|outsideCommand|query)\(\{\s*name: "([^"]+)"[\s\S]*?actors: (\[[^\]]*\]|\w+)/g

/** Every command and query as written in a file. */
function writtenIn(files: Map<string, string>): Written[] {
  return [...files].flatMap(([file, text]) =>
    [...text.matchAll(definition)].map(([, docstring = "", name, kind, own, actors]) => ({
      kind: kind === "query" ? ("query" as const) : ("command" as const),
      ...{ name: own!, function: name!, file, docstring },
      isForMembers: /"staff"/.test(
        actors!.startsWith("[") ? actors! : (text.match(new RegExp(`const ${actors} = (\\[[^\\]]*\\])`))?.[1] ?? ""),
      ),
    })),
  )
}

/** Sentences about a command whose names do not follow from one another. */
function commandComplaints(command: Written): string[] {
  const { name, file, isForMembers } = command
  if (!isInGlossary(name)) return [`${name} begins with no verb of the glossary.`]
  const wrong: [boolean, string][] = [
    [!file.endsWith(`/${fileOf(name)}`), `${name} stands in ${file}, not in ${fileOf(name)}.`],
    [
      command.function !== functionNameOf(name),
      `${name} is the function ${command.function}, not ${functionNameOf(name)}.`,
    ],
    [isForMembers && !(permissionName(name) in permissions), `${name} has no permission ${permissionName(name)}.`],
    [!(name in otherEvents) && !(eventOf(name) in sentences), `${name} has no event ${eventOf(name)}.`],
    [!command.docstring, `${name} has no sentence that says what it is.`],
  ]
  return wrong.flatMap(([isWrong, sentence]) => (isWrong ? [sentence] : []))
}

const safely = <Result>(work: () => Result): Result | null => {
  try {
    return work()
  } catch {
    return null
  }
}
const isInGlossary = (name: string) => safely(() => partsOf(name)) !== null
const permissionName = (name: string) => safely(() => permissionOf(name)) ?? `for the noun of ${name}`

/** Sentences about a query whose names do not follow from one another. */
function queryComplaints({ name, docstring, ...query }: Written): string[] {
  const called = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  return [
    ...(query.function === called ? [] : [`${name} is the function ${query.function}, not ${called}.`]),
    ...(docstring ? [] : [`${name} has no sentence that says what it is.`]),
    ...(isInGlossary(name) ? [`${name} is a query, but named like a command.`] : []),
  ]
}

/** What stands in an address for a verb that makes something. */
const making = ["create", "open", "capture", "draft"]

/** Sentences about members' commands that are not found at the address their name says. */
function addressComplaints(
  members: readonly Written[],
  addressesOf: (command: Written) => readonly string[],
  exceptions = otherAddresses,
): string[] {
  return members.flatMap((command) => {
    const { verb, noun } = partsOf(command.name)
    const expected = exceptions[command.name]?.at
    const fits = (path: string) => {
      const words = path.split("/").filter((word) => !word.startsWith(":"))
      if (expected) return path === expected
      const ends = words.at(-1)
      return (
        words.includes(pluralOf(noun)) &&
        (ends === verb || (making.includes(verb) && [pluralOf(noun), "new"].includes(ends!)))
      )
    }
    return addressesOf(command).some(fits)
      ? []
      : [`${command.name} is pressed at ${addressesOf(command).join(", ") || "no address"}.`]
  })
}

describe("names", () => {
  const files = sources()
  const written = writtenIn(files)
  const ofKind = (kind: Written["kind"]) => written.filter((each) => each.kind === kind)
  const imports = new Map<string, Import[]>()
  for (const each of importsOf(files)) imports.set(each.from, [...(imports.get(each.from) ?? []), each])
  const addressesOf = (command: Written) =>
    Object.entries(pages)
      .filter(([, page]) =>
        imports
          .get(`app/${page.file}`)
          ?.some(({ to, names }) => to === command.file && new RegExp(`\\b${command.function}\\b`).test(names)),
      )
      .map(([path]) => path)

  it("of a command follow from one another: file, function, permission, event", () => {
    expect(ofKind("command").flatMap(commandComplaints)).toEqual([])
  })

  it("of a query are its function's", () => {
    expect(ofKind("query").flatMap(queryComplaints)).toEqual([])
  })

  it("of members' commands are their addresses", () => {
    expect(
      addressComplaints(
        ofKind("command").filter((each) => each.isForMembers),
        addressesOf,
      ),
    ).toEqual([])
  })

  it("are those of the registry, each once", () => {
    expect(
      ofKind("command")
        .map((each) => each.name)
        .sort(),
    ).toEqual(commands.map((each) => each.definition.name).sort())
    expect(
      ofKind("query")
        .map((each) => each.name)
        .sort(),
    ).toEqual(queries.map((each) => each.definition.name).sort())
    expect(new Set(written.map((each) => each.name)).size).toBe(written.length)
  })

  it("have no exception that is not needed", () => {
    const needless = Object.entries(otherEvents).filter(
      ([name, { records }]) => safely(() => eventOf(name)) === records,
    )
    const unknown = [...Object.keys(otherEvents), ...Object.keys(otherAddresses)].filter(
      (name) => !written.some((each) => each.name === name),
    )
    const excepted = ofKind("command").filter(({ name }) => name in otherAddresses)
    expect([needless, unknown]).toEqual([[], []])
    expect(addressComplaints(excepted, addressesOf, {})).toHaveLength(excepted.length)
  })

  it("would be told apart where they do not follow", () => {
    const text = (name: string, called: string) =>
      `export const ${called} = command({\n  name: "${name}",\n  actors: ["staff"],\n`
    const wrong = writtenIn(
      new Map([
        ["app/deals/win.server.ts", text("win-deal", "dealWon")],
        ["app/deals/smash-deal.server.ts", text("smash-deal", "smashDeal")],
        ["app/deals/undo-pipeline.server.ts", text("undo-pipeline", "undoPipeline")],
      ]),
    )
    expect(wrong.flatMap(commandComplaints)).toEqual([
      "win-deal stands in app/deals/win.server.ts, not in win-deal.server.ts.",
      "win-deal is the function dealWon, not winDeal.",
      "win-deal has no sentence that says what it is.",
      "smash-deal begins with no verb of the glossary.",
      "undo-pipeline has no permission pipelines.undo.",
      "undo-pipeline has no event pipeline.undone.",
      "undo-pipeline has no sentence that says what it is.",
    ])
    expect(addressComplaints(wrong.slice(0, 1), () => ["/deals/:dealId/victory"])).toEqual([
      "win-deal is pressed at /deals/:dealId/victory.",
    ])
    expect(
      writtenIn(
        new Map([["app/deals/deal-queries.server.ts", text("get-deal", "deal").replace("command", "query")]]),
      ).flatMap(queryComplaints),
    ).toHaveLength(2)
  })
})
