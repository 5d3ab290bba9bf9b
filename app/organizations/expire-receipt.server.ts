import { lt } from "drizzle-orm"
import { receipts } from "#db/schema/events"
import { command } from "~/platform/data/command.server"
import { ExpireReceiptInput } from "./inputs.server"

/** How long a form that was sent may be sent again and is answered the same, in milliseconds. */
const keptMilliseconds = 24 * 3_600_000

/** Deletes the receipts of forms sent more than a day ago: nobody's browser sends them again. */
export const expireReceipt = command({
  name: "expire-receipt",
  actors: ["system"],
  input: ExpireReceiptInput,
  async step(ctx) {
    const before = new Date(ctx.now.getTime() - keptMilliseconds)
    const gone = await ctx.db.delete(receipts).where(lt(receipts.createdAt, before)).returning({ key: receipts.key })
    if (gone.length === 0) return ctx.unchanged({ receipts: 0 })
    ctx.record("receipt.expired", { receipts: gone.length })
    return { receipts: gone.length }
  },
})
