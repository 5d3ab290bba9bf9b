import { mkdir, open, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { env } from "~/platform/env.server"
import { OutsideFailure } from "~/platform/language/errors"
import { log } from "~/platform/log.server"

/*
 * The heads of the audit chains, kept outside of the database: one file an organization in DATA_DIR/audit, to which lines are only ever
 * added. Whoever can change the database cannot change these unseen; copied elsewhere, they hold against whoever rules this machine too.
 */

/** The last link of an organization's chain on a day: the digest in hex, the signature with the name of its key. */
export type KeptHead = { organizationId: string; headOn: string; sequence: number; hash: string; signature: string }

const folder = () => join(env.DATA_DIR, "audit")
const fileOf = (organizationId: string) => join(folder(), `${organizationId}.heads`)

/** A head as its line in the file, in the log and on the page. */
export const headLine = ({ organizationId, headOn, sequence, hash, signature }: KeptHead): string =>
  [headOn, organizationId, sequence, hash, signature].join(" ")

const lineForm = /^(\d{4}-\d\d-\d\d) ([0-9a-f-]{36}) (\d{1,15}) ([0-9a-f]{64}) ([\w-]+\.[\w-]+)$/

/** Reads a line; null for one that is none, such as a line that was altered. */
export function readHeadLine(line: string): KeptHead | null {
  const [, headOn = "", organizationId = "", sequence = "", hash = "", signature = ""] = lineForm.exec(line) ?? []
  return headOn ? { organizationId, headOn, sequence: Number(sequence), hash, signature } : null
}

/** Adds a head to its organization's file, once, and to the log. When this answers, the line outlives a power cut. Fails with OutsideFailure("files"). */
export async function keepHead(head: KeptHead): Promise<void> {
  const line = headLine(head)
  if ((await keptLines(head.organizationId)).includes(line)) return
  try {
    await mkdir(folder(), { recursive: true, mode: 0o700 })
    const file = await open(fileOf(head.organizationId), "a", 0o600)
    try {
      await file.appendFile(`${line}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw new OutsideFailure("files", "The head of the audit chain could not be kept outside.", {
      retriable: true,
      cause,
    })
  }
  log.info({ auditHead: line }, "the head of an audit chain")
}

/** Removes the heads of an organization that is removed itself. Fails with OutsideFailure("files"). */
export async function removeHeads(organizationId: string): Promise<void> {
  await rm(fileOf(organizationId), { force: true }).catch((cause) => {
    throw new OutsideFailure("files", "The heads kept outside cannot be removed at the moment.", {
      retriable: true,
      cause,
    })
  })
}

/** The lines kept of an organization's heads, oldest first; none where this machine keeps none. Fails with OutsideFailure("files"). */
export async function keptLines(organizationId: string): Promise<string[]> {
  try {
    return (await readFile(fileOf(organizationId), "utf8")).split("\n").filter((line) => line !== "")
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return []
    throw new OutsideFailure("files", "The heads kept outside cannot be read at the moment.", {
      retriable: true,
      cause,
    })
  }
}
