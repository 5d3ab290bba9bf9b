import { bootDatabase } from "#db/boot"
import { CannotStart } from "#db/cannot-start"
import { claimInstance } from "#db/instance"
import { consumers } from "~/consumers.server"
import { addDemo, removeDemo } from "~/demo/demo.server"
import { restoreOrganization } from "~/organizations/restore-organization.server"
import { mint } from "~/platform/data/contexts.server"
import { connect, disconnect } from "~/platform/data/database.server"
import { installHouse } from "~/platform/data/house.server"
import { env } from "~/platform/env.server"
import { log } from "~/platform/log.server"
import { deletedOrganizations } from "~/platform/security/resolve.server"
import { reactions } from "~/reactions.server"
import { commands, queries } from "~/registry.server"

/** Something that whoever runs the program has it do once, beside serving: it says what came of it, a line each. */
export type Errand = (words: readonly string[], say: (line: string) => void) => Promise<void>

/** ERRANDS: word after `node build/server.js` → what is done. */
export const errands: Readonly<Record<string, Errand>> = {
  demo: (_, say) => addDemo(say),
  "demo:remove": (_, say) => removeDemo(say),
  "organization:restore": restore,
}

/** Brings back the deleted organization of that name or id; without one says which there are. */
async function restore(words: readonly string[], say: (line: string) => void) {
  const wanted = words.join(" ").trim().toLowerCase()
  const all = await deletedOrganizations()
  const found = all.filter(({ organizationId, name }) => [organizationId, name.trim().toLowerCase()].includes(wanted))
  if (found.length !== 1) {
    if (wanted)
      say(found.length === 0 ? "No deleted organization is called so." : "Several are called so: give the id.")
    for (const { organizationId, name, deletedAt } of all)
      say(`${organizationId}  ${name}, deleted ${deletedAt.toISOString().slice(0, 10)}`)
    if (all.length === 0) say("No organization is deleted.")
    return
  }
  const [{ organizationId, name }] = found as [(typeof found)[number]]
  const facts = { now: new Date(), mails: "send", requestId: null, ip: null, userAgent: null } as const
  await restoreOrganization(mint({ kind: "system", organizationId, cause: "the command line", ...facts }), {})
  say(`${name} is back.`)
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
