import type { LoaderFunctionArgs } from "@remix-run/node"
import { answer } from "~/platform/http/respond.server"
import { NotFound } from "~/platform/language/errors"
import { isColour, stylesheetOf } from "../colour"

/** The style sheet of a colour: it follows from the address alone, and is the same for everybody. */
export async function loader({ params }: LoaderFunctionArgs) {
  return answer(() => {
    const colour = `#${params.colour}`
    if (!isColour(colour)) throw new NotFound("colour")
    return new Response(stylesheetOf(colour), {
      headers: {
        "Content-Type": "text/css; charset=utf-8",
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cache-Control": "public, max-age=31536000, immutable",
      },
    })
  })
}
