import { createHash, randomUUID } from "node:crypto"
import { link, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { env } from "~/platform/env.server"
import { OutsideFailure } from "~/platform/language/errors"

/** What was kept: its SHA-256 (hex) and its size in bytes. */
export type KeptFile = { sha256: string; size: number }

/** Where files are kept. Keys come from `newFileKey` alone; a file once kept is never changed. Each call fails with OutsideFailure("files"). */
export type FileStore = {
  /** Keeps the bytes for good: when this answers, they outlive a power cut. Keeping the same bytes again is fine, other bytes under the same key are refused. */
  put(key: string, bytes: Uint8Array): Promise<KeptFile>
  /** The bytes as they were kept. */
  get(key: string): Promise<Buffer>
  /** The same, or null where the file is missing, for what is left out then. */
  find(key: string): Promise<Buffer | null>
  /** Removes a file; one that is not there is fine. */
  remove(key: string): Promise<void>
  /** Removes every file of an organization that is removed itself; what still runs for it can keep none from then on. */
  removeAllOf(organizationId: string): Promise<void>
  /** Removes the empty files that stand in the place of what was removed more than a day ago. */
  forgetRemoved(): Promise<void>
}

/** A key for a new file of an organization; nothing a person typed is part of it. */
export const newFileKey = (organizationId: string): string => `org/${organizationId}/${randomUUID()}`

/** SHA-256 in hex. */
export const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

/** The installation's file store: the folder `files` in DATA_DIR. */
export const files = (): FileStore => localFiles(join(env.DATA_DIR, "files"))

/** Keeps files in a folder of this machine. */
export function localFiles(folder: string): FileStore {
  const pathOf = (key: string) => {
    if (!keyForm.test(key)) throw new OutsideFailure("files", "This is no key of a file.", { retriable: false })
    return join(folder, key)
  }
  return {
    put: (key, bytes) => outside(() => put(pathOf(key), bytes)),
    get: (key) => outside(() => readFile(pathOf(key))),
    find: (key) => outside(() => readFile(pathOf(key)).catch(nullWhereMissing)),
    remove: (key) =>
      outside(() =>
        rm(pathOf(key), { force: true })
          .catch(nullWhereMissing)
          .then(() => undefined),
      ),
    removeAllOf: (organizationId) => outside(() => closeFolder(dirname(pathOf(newFileKey(organizationId))))),
    forgetRemoved: () => outside(() => removeOldTombstones(join(folder, "org"))),
  }
}

const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
const keyForm = new RegExp(`^org/${uuid}/${uuid}$`)

function nullWhereMissing(error: NodeJS.ErrnoException) {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null
  throw error
}

/** How long what runs for a removed organization could still try to keep something, in milliseconds: far longer than any job. */
const tombstoneLife = 24 * 3_600_000

/**
 * Removes a folder with all that is in it, and leaves an empty file in its place, so that nothing can be put there any more: not by
 * whoever began before, since paths through a file lead nowhere. Such files go a night later.
 */
async function closeFolder(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  while (!(await isClosed(folder))) {
    const aside = `${folder}.${randomUUID()}.gone`
    await rename(folder, aside).catch(nullWhereMissing)
    await writeFile(folder, "", { flag: "wx" }).catch(nullWhereThere)
    await rm(aside, { recursive: true, force: true })
  }
}

const isClosed = async (folder: string) => (await stat(folder).catch(nullWhereMissing))?.isFile() ?? false

async function removeOldTombstones(parent: string): Promise<void> {
  const entries = (await readdir(parent, { withFileTypes: true }).catch(nullWhereMissing)) ?? []
  for (const { name } of entries.filter((entry) => entry.isFile())) {
    const found = await stat(join(parent, name)).catch(nullWhereMissing)
    if (found && found.mtimeMs < Date.now() - tombstoneLife) await rm(join(parent, name), { force: true })
  }
}

function nullWhereThere(error: NodeJS.ErrnoException) {
  if (error.code === "EEXIST" || error.code === "EISDIR") return null
  throw error
}

async function put(path: string, bytes: Uint8Array): Promise<KeptFile> {
  const folder = dirname(path)
  const draft = `${path}.${randomUUID()}.draft`
  await mkdir(folder, { recursive: true })
  try {
    await writeThrough(draft, bytes)
    await link(draft, path).catch((error) => sameOrThrow(error, path, bytes))
    await flush(folder)
    await flush(dirname(folder))
  } finally {
    await rm(draft, { force: true }).catch(nullWhereMissing)
  }
  return { sha256: sha256(bytes), size: bytes.byteLength }
}

async function sameOrThrow(error: NodeJS.ErrnoException, path: string, bytes: Uint8Array) {
  if (error.code !== "EEXIST") throw error
  if (!(await readFile(path)).equals(bytes)) {
    throw new OutsideFailure("files", "A file that was kept cannot be changed.", { retriable: false })
  }
}

async function writeThrough(path: string, bytes: Uint8Array) {
  const file = await open(path, "wx", 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function flush(folder: string) {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function outside<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof OutsideFailure) throw cause
    const code = (cause as NodeJS.ErrnoException).code
    const isMissing = code === "ENOENT" || code === "ENOTDIR" || code === "EEXIST"
    if (isMissing) throw new OutsideFailure("files", "The file is missing.", { retriable: false, cause })
    const full = code === "ENOSPC" || code === "EDQUOT"
    const sentence = full ? "There is no room left to keep the file." : "The file store cannot be used at the moment."
    throw new OutsideFailure("files", sentence, { retriable: true, cause })
  }
}
