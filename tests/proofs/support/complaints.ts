import { token } from "~/platform/security/crypto.server"
import { type Answered, type Asked, ask, fromOurPage, inParallel } from "./asking"
import { saidBy } from "./probing"
import { canaries, idsOfA, nowhere, program } from "./two-sides"

/** `own` when it may well succeed with records of one's own, so that its answer is like no other. */
export type Probe = Asked & { who: string; own?: true }

/** As from another machine: what answers this machine alone is asked by others here. */
export const remote = { "X-Forwarded-For": "203.0.113.9" }
const unsafe = (method: string) => method !== "GET" && method !== "HEAD"

/** How many probes were sent. */
export const sentProbes = { count: 0 }

const said = ({ who, method = "GET", path, body }: Probe) =>
  `${who}, ${method} ${path}${body ? ` with ${body.slice(0, 300)}` : ""}`

/** Asks as a probe says, each form with a submission of its own. */
export async function sent(probe: Asked): Promise<Answered> {
  sentProbes.count++
  const headers = { ...remote, ...(unsafe(probe.method ?? "GET") ? fromOurPage(program.url) : {}), ...probe.headers }
  const body = probe.body?.replace(/submission=[^&]*/g, () => `submission=${token().slice(0, 22)}`)
  return ask(program.url, { ...probe, body, headers })
}

/** What an answer tells of A's beyond what was asked. */
function leaks({ headers, body }: Answered, asked: string): string[] {
  const text = `${JSON.stringify(headers)}\n${body}`
  const ids = [...(text.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [])].filter((id) => idsOfA.has(id))
  return [...new Set([...ids, ...canaries.in(text)])].filter((each) => !asked.includes(each))
}

/** What is wrong with the answer to a probe, as sentences. */
async function complaintsAbout(probe: Probe, found: string[]): Promise<void> {
  const twin = { ...probe, path: nowhere.of(probe.path), body: probe.body && nowhere.of(probe.body) }
  const isNamed = !probe.own && (twin.path !== probe.path || twin.body !== probe.body)
  const before = isNamed ? await sent(twin) : null
  const answer = await sent(probe)
  const told = leaks(answer, `${probe.path} ${probe.body ?? ""}`)
  if (told.length > 0) found.push(`${said(probe)} (${answer.status}): tells ${told.slice(0, 3).join(", ")}`)
  if (answer.status >= 500) found.push(`${said(probe)}: ${answer.status}`)
  if (before === null) return
  const [theirs, nobodys] = [answer, before].map((each) => nowhere.alike(saidBy(each)))
  if (theirs === nobodys) return
  const after = nowhere.alike(saidBy(await sent(twin)))
  if (theirs !== after)
    found.push(`${said(probe)}: ${answer.status}, and where nothing is ${before.status}: ${difference(theirs!, after)}`)
}

/** Where two answers part. */
export function difference(one: string, other: string): string {
  const at = [...one].findIndex((sign, place) => sign !== other[place])
  return `…${one.slice(Math.max(0, at - 60), at + 60)}… and …${other.slice(Math.max(0, at - 60), at + 60)}…`
}

/** What is wrong with the answers to probes, as sentences. */
export async function complaints(all: readonly Probe[]): Promise<string[]> {
  const found: string[] = []
  await inParallel(all, 8, (probe) => complaintsAbout(probe, found))
  return found
}
