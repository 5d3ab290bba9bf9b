import { isRouteErrorResponse, useRouteError } from "@remix-run/react"
import { PublicPage } from "~/ui/public-page"

const missing = {
  title: "This form is not here",
  text: "The address is not complete, or the form was taken down. Go back to the page you came from, or write to whoever gave you this address.",
}

const failed = {
  title: "That did not work",
  text: "Something went wrong on our side, and your message was not sent. Go back and try again in a moment.",
}

/** What a visitor reads when the form cannot be shown or their message could not be read. */
export function FormError() {
  const error = useRouteError()
  const isAnswer = isRouteErrorResponse(error)
  const own: unknown = isAnswer ? error.data?.message : null
  const { title, text } = isAnswer && error.status === 404 ? missing : failed
  return (
    <PublicPage brand="Signoff" logoUrl="/favicon.svg" isMark title={title}>
      <p>{isAnswer && error.status !== 404 && typeof own === "string" ? own : text}</p>
    </PublicPage>
  )
}
