import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import {
  chmodSync,
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { CannotStart } from "./cannot-start"
import type { PostgresUser } from "./postgres-binaries"

/** Where a data folder's cluster lies and which user its server runs as. */
export type Place = { folder: string; cluster: string; user: PostgresUser }

const NOBODY = { uid: 65534, gid: 65534 }
const POINTER = "postgres-location"

/**
 * Finds or chooses the place of a data folder's cluster: inside it, or, where Postgres' own user cannot enter (Postgres refuses to run as
 * root), in a new folder below /var/lib that the file `postgres-location` in the data folder names.
 */
export function placeOf(dataDir: string, onElsewhere: (folder: string) => void): Place {
  const pointer = join(dataDir, POINTER)
  const named = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : null
  const place = at(named ?? dataDir)
  if (existsSync(join(place.cluster, "PG_VERSION"))) return existing(place)
  if (named)
    throw new CannotStart(
      `${pointer} says that the database lies in ${named}, but there is none. Bring it back, or remove that file to begin anew.`,
    )
  if (!isRoot()) return place
  if (canEnter(dataDir, NOBODY)) return { ...place, user: NOBODY }
  const elsewhere = join("/var/lib", `signoff-${randomBytes(6).toString("hex")}`)
  mkdirSync(elsewhere, { recursive: true })
  chmodSync(elsewhere, 0o755)
  if (!canEnter(elsewhere, NOBODY))
    throw new CannotStart(
      `Postgres' own user can enter neither ${dataDir} nor ${elsewhere}; set DATA_DIR to a folder it can enter.`,
    )
  writeFileSync(pointer, `${elsewhere}\n`)
  onElsewhere(elsewhere)
  return { ...at(elsewhere), user: NOBODY }
}

const at = (folder: string): Place => ({ folder, cluster: join(folder, "postgres"), user: undefined })

const isRoot = () => process.getuid?.() === 0

/** A cluster that is there already keeps its user; one that root copied is given to Postgres' own. */
function existing(place: Place): Place {
  const { uid, gid } = statSync(place.cluster)
  if (!isRoot()) {
    if (process.getuid && process.getuid() !== uid)
      throw new CannotStart(
        `The database in ${place.cluster} belongs to another user (uid ${uid}); start as that user or as root, or set another DATA_DIR.`,
      )
    return place
  }
  const user = uid === 0 ? NOBODY : { uid, gid }
  if (uid === 0) giveTo(place.cluster, user)
  if (!canEnter(place.cluster, user))
    throw new CannotStart(
      `Postgres' own user (uid ${user.uid}) cannot enter ${place.cluster}; move the data folder where it can, or let it through with chmod o+x.`,
    )
  return { ...place, user }
}

/** Makes a folder for the server's own user. */
export function makeFolderFor(user: PostgresUser, folder: string): void {
  mkdirSync(folder, { mode: 0o700 })
  if (user) chownSync(folder, user.uid, user.gid)
}

function giveTo(path: string, user: NonNullable<PostgresUser>): void {
  lchownSync(path, user.uid, user.gid)
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    lchownSync(join(entry.parentPath, entry.name), user.uid, user.gid)
  }
}

function canEnter(folder: string, user: NonNullable<PostgresUser>): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd -- "$1"', "sh", folder], { ...user, cwd: "/", stdio: "ignore" }).status === 0
}
