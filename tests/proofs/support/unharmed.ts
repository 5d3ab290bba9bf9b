import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { webPool } from "~/platform/data/database.server"
import { checksumsOf } from "../../support/wall"
import { rows } from "../../support/world"
import { jobsDone, type Side, settled } from "./two-organizations"
import { program } from "./two-sides"

const filesFolder = () => join(program.dataDir, "files")

/** Everything of an organization, boiled down: its rows, its people and their sessions, its files. */
async function stateOf({ world }: Side): Promise<Record<string, string>> {
  const members = await rows<{ person_id: string }>(world, "select person_id from members")
  const people = [members.map(({ person_id }) => person_id)]
  const { rows: accounts } = await webPool().query("select * from people where id = any($1) order by id", people)
  const kept = "select id, organization_id, revoked_at, expires_at from sessions where person_id = any($1) order by id"
  const { rows: sessions } = await webPool().query(kept, people)
  const folder = join(filesFolder(), "org", world.organizationId)
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const files = names.map((name) => [
    name,
    createHash("sha256")
      .update(readFileSync(join(folder, name)))
      .digest("hex"),
  ])
  const rest = { people: JSON.stringify(accounts), sessions: JSON.stringify(sessions), files: JSON.stringify(files) }
  return { ...(await checksumsOf(world)), ...rest }
}

/** Runs probes and holds that the organizations are afterwards, byte by byte, as they were. */
export async function unharmed(sides: readonly Side[], work: () => Promise<string[]>): Promise<string[]> {
  await settled(sides)
  const before = await Promise.all(sides.map(stateOf))
  const found = await work()
  await jobsDone()
  const after = await Promise.all(sides.map(stateOf))
  const changed = before.flatMap((state, at) => Object.keys(state).filter((part) => state[part] !== after[at]![part]))
  return [...found, ...changed.map((part) => `${part} changed`)]
}
