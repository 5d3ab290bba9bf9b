import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node"
import { isRouteErrorResponse, RemixServer } from "@remix-run/react"
import { renderToPipeableStream } from "react-dom/server"
import { htmlSink } from "~/platform/http/html-sink.server"
import { NonceContext } from "~/platform/http/nonce"
import { log } from "~/platform/log.server"

export { boot } from "./boot.server"

/** How long loaders of one page may take together, in milliseconds. */
export const streamTimeout = 15_000

type Rendered = { body: Uint8Array<ArrayBuffer>; failed: boolean }

/** Renders the document to its end; what is sent is one piece, with its length. */
function render(url: string, context: EntryContext, { nonce, requestId }: AppLoadContext): Promise<Rendered> {
  return new Promise((resolve, reject) => {
    let failed = false
    const sink = htmlSink((body) => resolve({ body, failed }))
    const { pipe, abort } = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={context} url={url} abortDelay={streamTimeout} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        onAllReady() {
          clearTimeout(timer)
          pipe(sink)
        },
        onShellError(error) {
          clearTimeout(timer)
          reject(error)
        },
        onError(error) {
          failed = true
          log.error({ error, requestId }, "a page could not be rendered")
        },
      },
    )
    const timer = setTimeout(() => abort(new Error("the page took too long")), streamTimeout + 1_000)
  })
}

/** Answers a request for a document. */
export default async function handleDocument(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const { body, failed } = await render(request.url, context, loadContext)
  headers.set("Content-Type", "text/html; charset=utf-8")
  if (status === 503 && !headers.has("Retry-After")) headers.set("Retry-After", "5")
  headers.set("Content-Length", String(body.byteLength))
  const wait = retryAfterOf(context)
  if (wait !== null) headers.set("Retry-After", wait)
  return new Response(body, { headers, status: failed ? 500 : status })
}

/** The seconds to wait that a loader or action of the page asks for, whether it answered or threw: the router hands them to no document. */
function retryAfterOf({ staticHandlerContext }: EntryContext): string | null {
  const { actionHeaders, loaderHeaders } = staticHandlerContext
  const answers = [...Object.values(actionHeaders), ...Object.values(loaderHeaders)]
  return answers.find((each) => each.has("Retry-After"))?.get("Retry-After") ?? null
}

/** Logs what a loader or action threw and no page expected; visitors who went away and addresses that lead nowhere are no errors. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return
  const cause = isRouteErrorResponse(error) && "error" in error ? (error.error ?? error) : error
  log.error({ error: cause, requestId: context.requestId }, "a request failed")
}
