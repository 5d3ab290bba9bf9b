import { and, eq } from "drizzle-orm"
import { paymentFiles } from "#db/schema/invoices"
import { files, type KeptFile, newFileKey, sha256 } from "~/adapters/files.server"
import { outsideCommand } from "~/platform/data/command.server"
import { type Id, newId } from "~/platform/language/ids"
import { CreatePaymentFileInput } from "./inputs.server"
import { mediaTypeOf } from "./payment-file"
import { getPayment } from "./payment-queries.server"

type NewFile = { paymentId: Id<"payments">; invoiceId: Id<"invoices"> | null; companyId: Id<"companies">; name: string }
type Attempt = NewFile & { bytes: Uint8Array; key: string | null; addedById: Id<"people"> | null }

/** Keeps a file with a payment, such as the bank's slip; the same file with the same payment is kept once. */
export const createPaymentFile = outsideCommand({
  name: "create-payment-file",
  actors: ["staff", "system"],
  input: CreatePaymentFileInput,
  async step(ctx, { paymentId, name, bytes }): Promise<Attempt> {
    const { payment, invoice } = await getPayment(ctx, { paymentId })
    const [known] = await ctx.db
      .select({ id: paymentFiles.id })
      .from(paymentFiles)
      .where(and(eq(paymentFiles.paymentId, paymentId), eq(paymentFiles.sha256, sha256(bytes))))
    const key = known ? null : newFileKey(ctx.caller.organizationId)
    const about = { paymentId, invoiceId: invoice?.id ?? null, companyId: payment.companyId }
    return ctx.unchanged({ ...about, name, bytes, key, addedById: ctx.actor.personId })
  },
  async outside({ key, bytes }): Promise<KeptFile | null> {
    return key ? files().put(key, bytes) : null
  },
  async settle(ctx, { key, bytes, name, addedById, ...about }, outcome) {
    if (!outcome.ok || !outcome.answer || !key) return ctx.unchanged({ fileId: null })
    const fileId = newId<"payment_files">()
    const mediaType = mediaTypeOf(name, bytes) ?? "application/octet-stream"
    const { size, sha256 } = outcome.answer
    await ctx.db
      .insert(paymentFiles)
      .values({ ...{ id: fileId, paymentId: about.paymentId, key, name, mediaType, size, sha256, addedById } })
    ctx.record("payment-file.created", { fileId, ...about }, { personal: { name } })
    return { fileId }
  },
})
