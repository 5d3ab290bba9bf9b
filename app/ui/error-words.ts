import { isRouteErrorResponse } from "@remix-run/react"

const titles: Record<number, string> = {
  400: "That could not be read",
  403: "Not allowed",
  404: "Nothing is here",
  405: "Not possible",
  409: "That no longer fits",
  422: "That could not be taken",
  429: "Too often",
  503: "Not available right now",
}

const sentences: Record<number, string> = {
  404: "This page does not exist, or is no longer there.",
  503: "Something we depend on does not answer. Try again in a moment.",
}

/** What an error page says of what was thrown: an answer's own sentence, else its status's, else that the fault is ours. */
export function errorWords(error: unknown): { status: number; title: string; text: string } {
  const status = isRouteErrorResponse(error) ? error.status : 500
  const own = isRouteErrorResponse(error) ? (error.data as { message?: unknown } | null)?.message : undefined
  return {
    status,
    title: titles[status] ?? "That did not work",
    text:
      typeof own === "string"
        ? own
        : (sentences[status] ?? "Something went wrong on our side. It was noted; try again."),
  }
}

/** The name of the window while an error page stands in it. */
export const errorTitle = (error: unknown) => `${errorWords(error).title} · Signoff`
