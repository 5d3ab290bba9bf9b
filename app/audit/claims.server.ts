import { asc } from "drizzle-orm"
import { auditHeads } from "#db/schema/audit"
import { type KeptHead, keptLines, readHeadLine } from "~/adapters/audit-heads.server"
import type { Reading } from "~/platform/data/work.server"
import { checkHead } from "./head.server"
import type { Break, BreakKind, Verdict } from "./verdict"

/** What signed heads say of the chain, and which of them are no longer as they were signed. */
export type Claims = {
  /** Heads that are as they were signed, in the order of their links. */
  right: KeptHead[]
  broken: Break[]
  heads: Verdict["heads"]
}

/** The heads in the table and those kept outside, each looked at by its signature. */
export async function claimsOf(ctx: Reading<"staff" | "system">): Promise<Claims> {
  const { organizationId } = ctx.caller
  const [rows, lines] = await Promise.all([
    ctx.db.select().from(auditHeads).orderBy(asc(auditHeads.headOn)),
    keptLines(organizationId),
  ])
  const inside = rows.map(({ hash, ...row }) => ({ ...row, hash: hash.toString("hex") }))
  const judged = judgeInside(inside)
  const outside = judgeOutside(lines, inside)
  const right = [...judged.right, ...outside.right].sort((a, b) => a.sequence - b.sequence)
  const newest = inside.at(-1)
  return {
    right,
    broken: [...judged.broken, ...outside.broken],
    heads: {
      checked: judged.right.length,
      underFormerKeys: judged.unknown,
      outside: lines.length,
      newestOn: newest?.headOn ?? null,
    },
  }
}

const breakAt = (kind: BreakKind, sequence: number, head: string): Break => ({
  ...{ kind, sequence, head },
  ...{ eventId: null, eventName: null },
})

/** A key that is gone is an old one: after a head that can be checked, there is none under such a key. */
function judgeInside(heads: readonly KeptHead[]) {
  const right: KeptHead[] = []
  const broken: Break[] = []
  let unknown = 0
  for (const head of heads) {
    const told = checkHead(head)
    if (told === "right") right.push(head)
    else if (told === "unknown-key" && right.length === 0) unknown += 1
    else broken.push(breakAt("altered-head", head.sequence, head.headOn))
  }
  return { right, broken, unknown }
}

function judgeOutside(lines: readonly string[], inside: readonly KeptHead[]) {
  const right: KeptHead[] = []
  const broken: Break[] = []
  for (const [index, line] of lines.entries()) {
    const head = readHeadLine(line)
    const told = head ? checkHead(head) : "wrong"
    if (told === "wrong") broken.push(breakAt("altered-outside", Number.MAX_SAFE_INTEGER, String(index + 1)))
    if (!head || told !== "right") continue
    right.push(head)
    if (!inside.some(({ headOn }) => headOn === head.headOn))
      broken.push(breakAt("deleted-head", head.sequence, head.headOn))
  }
  return { right, broken }
}
