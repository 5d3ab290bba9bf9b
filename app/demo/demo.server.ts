import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { removeForGood } from "~/adapters/removal.server"
import { getOrganization, listMembers } from "~/organizations/organization-queries.server"
import { mint, type SystemContext } from "~/platform/data/contexts.server"
import { env } from "~/platform/env.server"
import { token } from "~/platform/security/crypto.server"
import {
  deletedOrganizations,
  everyOrganization,
  hasOrganizations,
  resolveForm,
} from "~/platform/security/resolve.server"
import { type Act, inOrder } from "./act"
import { type AgencyPlan, harbor, northlight } from "./agencies"
import { gatherCast } from "./cast.server"
import { storyClock } from "./days"
import { harborLeads, harborRoads } from "./harbor-story"
import { northlightLeads } from "./northlight-leads"
import { northlightRoads } from "./northlight-roads"
import type { Road } from "./road"
import { demoPassword, demoSignIns } from "./sign-ins"
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
  await makeAgencies(progress?.anchor ?? new Date().toISOString(), demoPassword, tell)
}

async function makeAgencies(anchor: string, password: string, tell: (sentence: string) => void): Promise<void> {
  write({ anchor, isTold: false })
  tell("Making the demo agency …")
  await tellStory(harbor, harborLeads, harborRoads, { anchor: new Date(anchor), password }, () => {})
  const setting = { anchor: new Date(anchor), password }
  await tellStory(northlight, northlightLeads, northlightRoads, setting, (share) =>
    tell(`Making the demo agency … ${Math.round(share * 100)} %`),
  )
  write({ anchor, isTold: true })
}

/**
 * Adds the demo agencies to any installation that has none. On one's own database their password is made up and said this once: the
 * embedded one's stands in the README. Broken off, it is removed and told anew.
 */
export async function addDemo(say: (sentence: string) => void): Promise<void> {
  const present = await demoOrganizations()
  if (present.length > 0 && read()?.isTold) return say("The demo is here already. npm run demo:remove takes it away.")
  for (const { organizationId } of present) await removeForGood(organizationId)
  for (const { organization } of [northlight, harbor]) {
    if (await resolveForm(organization.formKey))
      return say(`The demo cannot be added: another organization has the form ${organization.formKey}.`)
  }
  const password = env.embedded ? demoPassword : token()
  await makeAgencies(new Date().toISOString(), password, say)
  say(`Sign in with the password ${password} as`)
  for (const { email, who } of demoSignIns) say(`    ${email.padEnd(28)} ${who}`)
}

/** Removes the demo agencies as a whole, people and files included; everything else stays as it is. */
export async function removeDemo(say: (sentence: string) => void): Promise<void> {
  const { present, shared } = await demosHere()
  for (const name of shared)
    say(`${name} was made as the demo, but others work in it now: it is left alone. ${byItsOwner}`)
  if (present.length === 0) return say("There is no demo here.")
  for (const { organizationId, name } of present) {
    const { rows, people } = await removeForGood(organizationId)
    say(`Removed ${name}: ${rows} rows and ${people} people.`)
  }
  write({ anchor: read()?.anchor ?? new Date().toISOString(), isTold: true })
  if (!(await hasOrganizations())) say("No organization is left: the first page is the set-up again.")
}

const byItsOwner = "Its owner can delete it under Settings, Organization."

const demoOrganizations = async () => (await demosHere()).present

/**
 * The organizations that say of themselves that they are a demo, or were made by the story before they said so. Those of the
 * latter that somebody joined are named apart: work of theirs stands in them.
 */
async function demosHere() {
  const all = [
    ...(await everyOrganization()),
    ...(await deletedOrganizations()).map(({ organizationId }) => organizationId),
  ]
  const present = []
  const shared: string[] = []
  for (const organizationId of all) {
    const system = mint({ kind: "system", organizationId, cause: "the demo", ...atOnce() })
    const organization = await getOrganization(system, {})
    const { name } = organization
    const plan = organization.isDemo ? null : await planBehind(organization)
    if (plan && !(await isCastAlone(system, plan))) shared.push(name)
    else if (organization.isDemo || plan) present.push({ organizationId, name })
  }
  return { present, shared }
}

type Organization = Awaited<ReturnType<typeof getOrganization>>

/** The plan that an organization was made by, told by everything that the story alone writes; null for any other. */
async function planBehind(organization: Organization): Promise<AgencyPlan | null> {
  const plan = [northlight, harbor].find(({ organization: told }) =>
    (["legalName", "vatId", "iban", "bic", "website", "email"] as const).every(
      (fact) => told[fact] === organization[fact],
    ),
  )
  const form = plan && (await resolveForm(plan.organization.formKey))
  return form?.organizationId === organization.id ? plan! : null
}

/** Whether nobody but the people of the story belongs to an organization. */
async function isCastAlone(system: SystemContext, { organization, members }: AgencyPlan): Promise<boolean> {
  const told = new Set([organization.ownerEmail, ...members.map(({ email }) => email)])
  return (await listMembers(system, {})).every(({ email }) => told.has(email))
}

const atOnce = () => ({ now: new Date(), mails: "keep", requestId: null, ip: null, userAgent: null }) as const

/** How long before today an agency of the demo began, in days. */
const began = 120

async function tellStory(
  plan: AgencyPlan,
  leads: readonly LeadStory[],
  roads: readonly Road[],
  { anchor, password }: { anchor: Date; password: string },
  progress: (share: number) => void,
) {
  const clock = storyClock(anchor, plan.organization.timeZone)
  const cast = await gatherCast(plan, clock.at(began, "09:00"), password)
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
