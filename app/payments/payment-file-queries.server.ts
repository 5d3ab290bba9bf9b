import { and, asc, eq } from "drizzle-orm"
import { paymentFiles } from "#db/schema/invoices"
import { members } from "#db/schema/organizations"
import { getOrganization } from "~/organizations/organization-queries.server"
import { query } from "~/platform/data/query.server"
import { NotFound } from "~/platform/language/errors"
import { PaymentFileInput, PaymentIdInput } from "./inputs.server"
import { getPayment } from "./payment-queries.server"

/** A payment with the files that show it, the oldest first. */
export const listPaymentFiles = query({
  name: "list-payment-files",
  permission: "payments.read",
  actors: ["staff"],
  input: PaymentIdInput,
  async run(ctx, { paymentId }) {
    const { payment, invoice } = await getPayment(ctx, { paymentId })
    const { id, name, mediaType, size, createdAt } = paymentFiles
    const files = await ctx.db
      .select({ id, name, mediaType, size, createdAt, byName: members.name })
      .from(paymentFiles)
      .leftJoin(members, eq(members.personId, paymentFiles.addedById))
      .where(eq(paymentFiles.paymentId, paymentId))
      .orderBy(asc(createdAt), asc(id))
    const { locale, timeZone } = await getOrganization(ctx, {})
    return { payment, invoiceId: invoice?.id ?? null, files, locale, timeZone }
  },
})

/** One file of a payment, as it is kept. */
export const getPaymentFile = query({
  name: "get-payment-file",
  permission: "payments.read",
  actors: ["staff"],
  input: PaymentFileInput,
  async run(ctx, { paymentId, fileId }) {
    await getPayment(ctx, { paymentId })
    const [file] = await ctx.db
      .select()
      .from(paymentFiles)
      .where(and(eq(paymentFiles.id, fileId), eq(paymentFiles.paymentId, paymentId)))
    if (!file) throw new NotFound("file")
    return file
  },
})
