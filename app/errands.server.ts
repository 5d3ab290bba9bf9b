import { bootDatabase } from "#db/boot"
import { CannotStart } from "#db/cannot-start"
import { claimInstance } from "#db/instance"
import { chainVerdict } from "~/audit/chain-verdict.server"
import { sayBreak } from "~/audit/verdict"
import { consumers } from "~/consumers.server"
import { addDemo, removeDemo } from "~/demo/demo.server"
import { assignSuperAdmin } from "~/identity/assign-super-admin.server"
import { getOrganization } from "~/organizations/organization-queries.server"
import { restoreOrganization } from "~/organizations/restore-organization.server"
import { mint, type SystemContext } from "~/platform/data/contexts.server"
import { connect, disconnect } from "~/platform/data/database.server"
import { installHouse } from "~/platform/data/house.server"
import { env } from "~/platform/env.server"
import { isDomainError } from "~/platform/language/errors"
import type { Id } from "~/platform/language/ids"
import { log } from "~/platform/log.server"
import { deletedOrganizations, everyOrganization } from "~/platform/security/resolve.server"
import { rotateKeys, underFormerKeys } from "~/platform/security/rotate-keys.server"
import { reactions } from "~/reactions.server"
import { commands, queries } from "~/registry.server"

/** Something that whoever runs the program has it do once, beside serving: it says what came of it, a line each. */
export type Errand = (words: readonly string[], say: (line: string) => void) => Promise<void>

/** ERRANDS: word after `node build/server.js` → what is done. */
export const errands: Readonly<Record<string, Errand>> = {
  demo: (_, say) => addDemo(say),
  "demo:remove": (_, say) => removeDemo(say),
  "organization:restore": restore,
  "audit:verify": verifyRecords,
  "keys:rotate": rotateSecrets,
  "super-admin": appoint,
}

/** Makes the person of that address a super-admin; with `--remove` they are one no longer. */
async function appoint(words: readonly string[], say: (line: string) => void) {
  const isSuperAdmin = !words.includes("--remove")
  const email = words.find((word) => word.includes("@"))
  if (!email)
    throw new CannotStart(
      "Give the e-mail address of somebody who has an account: npm run super-admin -- name@example.com",
    )
  const program = mint({ kind: "anonymous", by: "program", ...atOnce() })
  const { name } = await assignSuperAdmin(program, { email, isSuperAdmin }).catch((error: unknown) => {
    if (!isDomainError(error)) throw error
    throw new CannotStart(error.kind === "not-found" ? `Nobody here signs in as ${email}.` : error.message)
  })
  say(isSuperAdmin ? `${name} looks after this installation now.` : `${name} no longer looks after this installation.`)
}

/** Brings back the deleted organization of that name or id; without one says which there are. */
async function restore(words: readonly string[], say: (line: string) => void) {
  const wanted = words.join(" ").trim().toLowerCase()
  const all = await deletedOrganizations()
  const found = all.filter(({ organizationId, name }) => [organizationId, name.trim().toLowerCase()].includes(wanted))
  if (found.length !== 1) {
    for (const { organizationId, name, deletedAt } of all)
      say(`${organizationId}  ${name}, deleted ${deletedAt.toISOString().slice(0, 10)}`)
    if (all.length === 0) say("No organization is deleted.")
    if (!wanted) return
    throw new CannotStart(
      found.length === 0 ? "No deleted organization is called so." : "Several are called so: give the id.",
    )
  }
  const [{ organizationId, name }] = found as [(typeof found)[number]]
  await restoreOrganization(programIn(organizationId), {})
  say(`${name} is back.`)
}

/** The program itself, acting in one organization for whoever runs it. */
function programIn(organizationId: Id<"organizations">): SystemContext {
  return mint({ kind: "system", organizationId, cause: "the command line", ...atOnce() })
}

/** Verifies the audit chain of every organization, or of the one whose id is given; fails when one was tampered with. */
async function verifyRecords([wanted]: readonly string[], say: (line: string) => void) {
  const all = await everyOrganization()
  const asked = wanted ? all.filter((id) => id === wanted) : all
  if (asked.length === 0)
    throw new CannotStart(wanted ? `No organization has the id ${wanted}.` : "There is no organization.")
  const broken = []
  for (const organizationId of asked) {
    const { isSound, line } = await verdictOn(organizationId)
    say(line)
    if (!isSound) broken.push(organizationId)
  }
  if (broken.length > 0) throw new CannotStart(`The record of ${broken.length} of ${asked.length} was tampered with.`)
}

async function verdictOn(organizationId: Id<"organizations">) {
  const { name } = await getOrganization(programIn(organizationId), {})
  let verdict = await chainVerdict(programIn(organizationId), {})
  while (verdict.next) verdict = await chainVerdict(programIn(organizationId), { from: verdict.next })
  const { broken, links, unsealed, heads, standing } = verdict
  const said = broken
    ? `BROKEN. ${sayBreak(broken)}`
    : `whole: ${links} links, ${standing.erased} erased, ${heads.checked} heads, ${unsealed} not sealed yet.`
  return { isSound: broken === null, line: `${organizationId}  ${name}: ${said}` }
}

/** Seals every secret at rest anew under the newest SECRET_KEY, and says whether an older one may be dropped. */
async function rotateSecrets(_: readonly string[], say: (line: string) => void) {
  const now = new Date()
  for await (const { place, sealed, lost } of rotateKeys(now)) {
    const missing = lost > 0 ? `, ${lost} cannot be opened by any key listed` : ""
    say(`${place}: ${sealed} under the newest key now${missing}`)
  }
  const left = await underFormerKeys(now)
  for (const { place, count } of left) say(`${place}: ${count} still under a former key`)
  if (left.length > 0)
    throw new CannotStart(
      "Not everything is under the newest key: run this again, and keep the former keys until then.",
    )
  say("Everything is under the newest key: the former ones may be taken out of SECRET_KEY after the next start.")
}

/**
 * Runs an errand on the program's database: beside the program where it runs, else with the embedded Postgres started for it and
 * stopped afterwards. Throws CannotStart for a word that is none.
 */
export async function runErrand([word = "", ...words]: readonly string[]): Promise<void> {
  const errand = errands[word]
  if (!errand) throw new CannotStart(`There is no ${word}. There are ${Object.keys(errands).join(", ")}.`)
  const claimed = env.embedded ? await claimInstance(env.DATA_DIR) : null
  const isBeside = claimed !== null && !("claim" in claimed)
  const database = await bootDatabase(env, quiet)
  try {
    connect(database)
    installHouse({ commands, queries, reactions, consumers })
    await errand(words, (line) => void process.stdout.write(`${line}\n`))
  } finally {
    await disconnect()
    if (!isBeside) await database.stop()
    if (claimed && "claim" in claimed) claimed.claim.release()
  }
}

/** An errand says what came of it, not how the database started. */
const quiet = { info: () => {}, warn: (message: string) => log.warn(message) }

/** Whoever runs a command line does so now, and from no browser. */
const atOnce = () => ({ now: new Date(), mails: "send", requestId: null, ip: null, userAgent: null }) as const
