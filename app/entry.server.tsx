import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node"
import { isRouteErrorResponse, RemixServer } from "@remix-run/react"
import { renderToString } from "react-dom/server"
import { handedOver } from "~/platform/http/hand-over.server"
import { NonceContext } from "~/platform/http/nonce"
import { wholeResponse } from "~/platform/http/whole-body.server"
import { log } from "~/platform/log.server"

export { boot } from "./boot.server"
export { runErrand } from "./errands.server"

/** How long loaders of one page may take together, in milliseconds. */
export const streamTimeout = 15_000

/** Renders the document in one go: everything that it shows is loaded, so there is nothing to stream. */
function render(url: string, context: EntryContext, { nonce }: AppLoadContext): string {
  const { serverHandoffStream: _sent, ...whole } = context
  return renderToString(
    <NonceContext.Provider value={nonce}>
      <RemixServer context={whole} url={url} nonce={nonce} />
    </NonceContext.Provider>,
  )
}

/** Answers a request for a document. */
export default async function handleDocument(
  request: Request,
  status: number,
  headers: Headers,
  context: EntryContext,
  loadContext: AppLoadContext,
): Promise<Response> {
  const html = render(request.url, context, loadContext)
  const data = await handedOver(context, loadContext.nonce)
  headers.set("Content-Type", "text/html; charset=utf-8")
  if (status === 503 && !headers.has("Retry-After")) headers.set("Retry-After", "5")
  const wait = retryAfterOf(context)
  if (wait !== null) headers.set("Retry-After", wait)
  return wholeResponse(`<!DOCTYPE html>${html}${data}`, { headers, status })
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
