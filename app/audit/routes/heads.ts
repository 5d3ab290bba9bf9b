import type { LoaderFunctionArgs } from "@remix-run/node"
import { staff } from "~/platform/http/context.server"
import { answer } from "~/platform/http/respond.server"
import { listAuditHeads } from "../heads-queries.server"

/** The signed heads of the chain as a file, to be kept where nobody here can change them. */
export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const lines = await answer(() => listAuditHeads(ctx, {}))
  return new Response(lines.map((line) => `${line}\n`).join(""), {
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": 'attachment; filename="audit-heads.txt"',
    },
  })
}
