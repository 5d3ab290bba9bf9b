import { beforeAll, expect } from "vitest"
import { cookieFor } from "../../support/knock"
import type { Program } from "../../support/program"
import { type Agency, anAgency, rows } from "../../support/world"
import { programBeside } from "./beside"
import { type Answered, type Ask, askTogether } from "./posts"
import { size, tell } from "./proof"

/*
 * One effect each (SECURITY R7, PRODUCT §6.11): thirty identical posts whose last bytes arrive together, against the running
 * program, and pairs of acts that exclude each other.
 */

const twins = 30
const rounds = size(1, 20)
const races = size(2, 20)
const crowd = size(4, 30)

export let agency: Agency
export let program: Program
let cookie: string

/** An agency, its program, which runs on the ports of this test so that what commands do here reaches its sandbox, and its owner at the door. */
export function withProgram() {
  beforeAll(async () => {
    agency = await anAgency()
    const port = Number(process.env.PORT)
    program = await programBeside({ PORT: String(port), SANDBOX_PORT: String(port + 1) })
    cookie = await cookieFor(agency.people.owner.email)
  })
}

/** Numbers that a statement counts, under the names of its columns. */
export async function counted(text: string, values: unknown[]): Promise<Record<string, number>> {
  const [row] = await rows<Record<string, number>>(agency, text, values)
  return row!
}

let submissions = 0

/** The id of one form as it was shown once. */
export const submission = () => `round-${++submissions}-of-the-proof`

/** What the owner posts, or somebody without a session. */
export const posted = (path: string, fields: Record<string, string>, by: string | undefined = cookie): Ask => ({
  path,
  fields: { ...fields, submission: submission() },
  cookie: by,
})

/** What is posted in one round, what it brings about in the database when it happens once, and what is found there. */
export type Round = { post: Ask; once: Record<string, number>; found(): Promise<Record<string, number>> }

const isFine = ({ status }: Answered) => (status >= 200 && status < 400) || status === 409

/** Every answer is one of success, of the way to it, or says that somebody was faster. */
const expectFine = (answers: Answered[]) =>
  expect(answers.filter((each) => !isFine(each)).map(({ status, body }) => [status, body.slice(0, 300)])).toEqual([])

/** Posts each round's form thirty times at once and looks for one effect. */
export async function oneEffect(name: string, make: () => Promise<Round>) {
  const statuses: Record<string, number> = {}
  for (let round = 0; round < rounds; round++) {
    const { post, once, found } = await make()
    const answers = await askTogether([program.url], Array<Ask>(twins).fill(post))
    for (const { status } of answers) statuses[status] = (statuses[status] ?? 0) + 1
    expectFine(answers)
    expect(await found()).toEqual(once)
    expect(new Set(answers.filter(({ status }) => status === 303).map(({ location }) => location)).size).toBe(1)
  }
  tell(`One effect: ${name}`, { rounds, posts: rounds * twins, ...answered(statuses) })
}

/** By how many milliseconds the first of two acts is ahead of the second, so that now the one wins and now the other. */
const headStarts = [60, 0, 20, 120, 40, 80, 10]

/** Two acts that exclude each other: what is posted for each, what happens elsewhere meanwhile, and how the database says that it ended. */
export type Race = { posts: readonly [Ask, ...Ask[]]; meanwhile?(): Promise<unknown>; won(): Promise<string> }

/** Lets two acts meet in a crowd, now the one ahead and now the other, and looks for one of the ends that may be. */
export async function oneOfTwo(name: string, make: () => Promise<Race>, either: readonly string[]) {
  const outcomes: Record<string, number> = {}
  for (let round = 0; round < races; round++) {
    const { posts, meanwhile, won } = await make()
    const everybody = Array.from({ length: crowd }, (_, at) => posts[at % posts.length]!)
    const head = headStarts[round % headStarts.length]!
    const isLate = (at: number) => posts.length > 1 && at % 2 === 1
    const [answers] = await Promise.all([
      askTogether([program.url], everybody, (at) => (isLate(at) ? head : 0)),
      meanwhile?.(),
    ])
    expectFine(answers)
    const outcome = await won()
    expect(either).toContain(outcome)
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
  }
  tell(`One of two: ${name}`, { rounds: races, ...outcomes })
}

const answered = (statuses: Record<string, number>) =>
  Object.fromEntries(Object.entries(statuses).map(([status, count]) => [`answers ${status}`, count]))
