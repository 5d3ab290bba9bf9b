import { beforeAll, describe, expect, it } from "vitest"
import { renderInvoice } from "~/invoices/render-invoice.server"
import { afterAnswers } from "~/platform/http/after-answer.server"
import type { EventName } from "~/platform/language/events"
import { eventOf } from "~/platform/language/glossary"
import { newId } from "~/platform/language/ids"
import { commands } from "~/registry.server"
import { pages } from "~/routes"
import { aFullWorld, type World } from "../support/a-full-world"
import { answerOf, cookieFor, knock } from "../support/knock"
import { addressesIn } from "../support/served-pages"
import { importsOf, sources } from "../support/sources"
import { linkHolder, rows } from "../support/world"
import { filesGiven, opened, secretsTaken } from "./sensitive-reads"

type Door = { loader?(args: never): unknown; action?(args: never): unknown }
const modules = import.meta.glob<Door>("../../app/**/routes/*.{ts,tsx}")

const texts = sources()
const fileOf = (path: string) => `app/${pages[path as keyof typeof pages].file}`

/** Addresses whose route, or what it imports itself, answers with a file. */
function givingFiles(files: Map<string, string>): string[] {
  const gives = (file: string) => /Content-Disposition|text\/csv/.test(files.get(file) ?? "")
  const imports = importsOf(files).filter(({ isType }) => !isType)
  return Object.keys(pages).filter(
    (path) => gives(fileOf(path)) || imports.some(({ from, to }) => from === fileOf(path) && gives(to)),
  )
}

/** What opens a seal or hands over a new key, by the name it is imported under or declared. */
const takers = /\b(takeForAnswer|tokenOf|openToken|openSecret|openChange|makeRecoveryCodes)\b/
const opens = /import \{[^}]*\bopen\b[^}]*\} from "(~\/platform\/security|\.)\/crypto\.server"/

/** Files that take a secret out; the one that only keeps new keys for their answer does not. */
const takingSecrets = (files: Map<string, string>): string[] =>
  [...files]
    .filter(([path, text]) => path.startsWith("app/") && (opens.test(text) || importsTaker(text)))
    .map(([path]) => path)

const importsTaker = (text: string) =>
  [...text.matchAll(/import \{([^}]*)\} from "[^"]*(security|identity|members|openid|\.)\/[\w-]+\.server"/g)].some(
    ([, names = ""]) => takers.test(names),
  )

/** Files that show a secret although neither they nor who shows their answer begins a command that records it. */
function unrecorded(listed: typeof secretsTaken): string[] {
  const imports = importsOf(texts).filter(({ isType }) => !isType)
  const namesIn = (file: string) => imports.filter(({ from }) => from === file).map(({ names }) => names)
  return Object.entries(listed)
    .filter(([file, { records }]) => {
      if (records === null) return false
      const begins = commands.filter(({ definition }) => eventOf(definition.name) === records)
      const name = begins[0]?.definition.name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
      const places = [file, ...imports.filter(({ to }) => to === file).map(({ from }) => from)]
      const routes = places.flatMap((place) => [place, ...besides(place)])
      return !name || !routes.some((place) => namesIn(place).some((names) => new RegExp(`\\b${name}\\b`).test(names)))
    })
    .map(([file]) => `${file} shows a secret, and no event tells of it.`)
}

/** The other routes of the same domain: a secret may be made by one and shown by the next. */
const besides = (file: string) => {
  const folder = `${file.split("/").slice(0, 2).join("/")}/routes/`
  return [...texts.keys()].filter((each) => each.startsWith(folder))
}

let world: World
let addresses: Record<string, string>
let owner: string
beforeAll(async () => {
  world = await aFullWorld()
  addresses = await addressesIn(world)
  owner = await cookieFor(world.people.owner.email)
  const { hold } = await linkHolder(addresses["/i/:token"]!.split("/").at(-1)!)
  if (hold.of === "link") await renderInvoice(world.system(), { invoiceId: hold.objectId })
}, 60_000)

/** Asks for an address as whoever may, and answers which events the organization's record has of it. */
async function recordedBy(path: string): Promise<string[]> {
  const before = newId()
  const door = await modules[`../../${fileOf(path)}`]!()
  const given = new URL(addresses[path]!, "http://localhost").pathname.split("/")
  const params = Object.fromEntries(
    path.split("/").flatMap((part, at) => (part.startsWith(":") ? [[part.slice(1), given[at]!]] : [])),
  )
  const isPost = path.endsWith("/export")
  const asked = knock({ path: addresses[path]!, params, cookie: owner, ...(isPost ? { form: {} } : {}) })
  const { status } = await answerOf(() => (isPost ? door.action : door.loader)!(asked as never))
  expect([path, status]).toEqual([path, 200])
  await afterAnswers()
  const found = await rows<{ name: string }>(world, "select name from events where id > $1", [before])
  return found.map(({ name }) => name)
}

describe("sensitive reads", () => {
  it("are listed where a file is given away", () => {
    expect(givingFiles(texts).sort()).toEqual(Object.keys(filesGiven).sort())
  })

  it("are listed where a secret is taken out", () => {
    expect(takingSecrets(texts).sort()).toEqual(Object.keys(secretsTaken).sort())
  })

  const told = [
    ...Object.entries(filesGiven).map(([path, { records }]) => [path, records] as const),
    ...Object.entries(opened),
  ]
  it.each(told.filter((each): each is [string, EventName] => each[1] !== null))(
    "%s records %s",
    async (path, event) => {
      expect(await recordedBy(path)).toContain(event)
    },
  )

  it("are told by the command that makes the secret", () => {
    expect(unrecorded(secretsTaken)).toEqual([])
  })

  it("would show a new export, a page that opens a seal, and a secret that no event tells of", () => {
    const planted = new Map(texts)
    planted.set(fileOf("/deals/list"), `${texts.get(fileOf("/deals/list"))}\nconst type = "text/csv"`)
    planted.set("app/keys/routes/list.tsx", 'import { takeForAnswer } from "~/platform/security/api-keys.server"')
    expect(givingFiles(planted).filter((path) => !(path in filesGiven))).toEqual(["/deals/list"])
    expect(takingSecrets(planted).filter((path) => !(path in secretsTaken))).toEqual(["app/keys/routes/list.tsx"])
    const shown = { "app/keys/routes/new.tsx": { records: "deal.won" as const, because: "planted" } }
    expect(unrecorded(shown)).toEqual(["app/keys/routes/new.tsx shows a secret, and no event tells of it."])
  })
})
