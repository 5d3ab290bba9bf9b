import type { LoaderFunctionArgs } from "@remix-run/node"
import { files } from "~/adapters/files.server"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { asId } from "~/platform/language/ids"
import { attachmentOf } from "../payment-file"
import { getPaymentFile } from "../payment-file-queries.server"

/** A file of a payment, to be saved and never shown within the site: it came from outside. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  return answer(async () => {
    const paymentId = asId<"payments">(args.params.paymentId, "payment")
    const fileId = asId<"payment_files">(args.params.fileId, "file")
    const { key, name, mediaType } = await getPaymentFile(ctx, { paymentId, fileId })
    const bytes = await files().get(key)
    return new Response(new Uint8Array(bytes), {
      headers: {
        "Content-Type": mediaType,
        "Content-Length": String(bytes.byteLength),
        "Content-Disposition": attachmentOf(name),
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      },
    })
  })
}
