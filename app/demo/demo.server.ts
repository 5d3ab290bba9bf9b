import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { env } from "~/platform/env.server"
import { hasOrganizations } from "~/platform/security/resolve.server"
import { type Act, inOrder } from "./act"
import { type AgencyPlan, harbor, northlight } from "./agencies"
import { gatherCast } from "./cast.server"
import { storyClock } from "./days"
import { harborLeads, harborRoads } from "./harbor-story"
import { northlightLeads } from "./northlight-leads"
import { northlightRoads } from "./northlight-roads"
import type { Road } from "./road"
import { type LeadStory, leadActs } from "./tell-leads.server"
import { readingActs } from "./tell-reading.server"
import { roadActs } from "./tell-road.server"

/** What the data folder remembers of the demo: from which moment its days are counted, and whether it is told to the end. */
type Progress = { anchor: string; isTold: boolean }

const place = () => join(env.DATA_DIR, "demo.json")

/**
 * Makes the demo agencies in a new embedded database: by commands, oldest first, under the clock of each act. Broken off, it
 * goes on at the next start where it stopped; a database that somebody else began in gets none.
 */
export async function makeDemo(tell: (sentence: string) => void): Promise<void> {
  const progress = read()
  if (progress ? progress.isTold : await hasOrganizations()) return
  const anchor = progress?.anchor ?? new Date().toISOString()
  write({ anchor, isTold: false })
  tell("Making the demo agency …")
  await tellStory(harbor, harborLeads, harborRoads, new Date(anchor), () => {})
  await tellStory(northlight, northlightLeads, northlightRoads, new Date(anchor), (share) =>
    tell(`Making the demo agency … ${Math.round(share * 100)} %`),
  )
  write({ anchor, isTold: true })
}

/** How long before today an agency of the demo began, in days. */
const began = 120

async function tellStory(
  plan: AgencyPlan,
  leads: readonly LeadStory[],
  roads: readonly Road[],
  anchor: Date,
  progress: (share: number) => void,
) {
  const clock = storyClock(anchor, plan.organization.timeZone)
  const cast = await gatherCast(plan, clock.at(began, "09:00"))
  const acts: Act[] = inOrder([
    ...leads.flatMap((lead) => leadActs(cast, clock, lead)),
    ...roads.flatMap((road) => roadActs(cast, clock, road)),
    ...readingActs(cast, clock, ["owner", ...plan.members.map(({ role }) => role)]),
  ])
  const quarter = Math.ceil(acts.length / 4)
  for (const [done, act] of acts.entries()) {
    await act.tell(act.at)
    if ((done + 1) % quarter === 0 || done + 1 === acts.length) progress((done + 1) / acts.length)
  }
}

function read(): Progress | null {
  try {
    return JSON.parse(readFileSync(place(), "utf8")) as Progress
  } catch {
    return null
  }
}

function write(progress: Progress) {
  mkdirSync(env.DATA_DIR, { recursive: true })
  writeFileSync(place(), JSON.stringify(progress))
}
