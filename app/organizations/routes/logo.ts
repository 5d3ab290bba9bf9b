import type { LoaderFunctionArgs } from "@remix-run/node"
import { files } from "~/adapters/files.server"
import { answer } from "~/platform/http/respond.server"
import { NotFound } from "~/platform/language/errors"
import { resolveLogo } from "~/platform/security/resolve.server"

/** A logo, for whoever has its address: clients, who see it on their pages. The address changes with the logo, so it is kept for good. */
export async function loader({ params }: LoaderFunctionArgs) {
  return answer(async () => {
    const logo = await resolveLogo(params.logo ?? "")
    if (!logo) throw new NotFound("logo")
    const bytes = await files().get(logo.logoFile)
    return new Response(new Uint8Array(bytes), {
      headers: {
        "Content-Type": logo.logoType,
        "Content-Length": String(bytes.byteLength),
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cache-Control": "public, max-age=31536000, immutable",
      },
    })
  })
}
