import { isRouteErrorResponse, useParams, useRouteError } from "@remix-run/react"
import { href } from "~/platform/language/paths"
import { HiddenFields } from "~/ui/action-form"
import { SubmitButton } from "~/ui/button"
import { EmailField, TextField } from "~/ui/fields"
import { PublicPage } from "~/ui/public-page"

/** Asks for a new link; `token` is what came with the address that did not work, where there was one. */
export function NewLinkForm({ token }: { token?: string }) {
  return (
    <form method="post" action={href("/link")}>
      {token ? (
        <HiddenFields fields={{ link: token }} />
      ) : (
        <TextField
          label="The link you have"
          name="link"
          hint="Copy it from the mail, as whole as you can"
          required
          maxLength={500}
          autoComplete="off"
        />
      )}
      <EmailField label="Your e-mail address" name="email" required maxLength={254} />
      <SubmitButton block>Send me a new link</SubmitButton>
    </form>
  )
}

/** The page of a link that does not work, whatever is wrong with it. */
export function LostLink({ token }: { token?: string }) {
  return (
    <PublicPage
      brand="Signoff"
      title="This link does not work"
      subtitle="It may have run out, or a part of it was lost on the way. Tell us the address it was sent to, and we mail you a new one."
      footer="Nothing else works? Reply to the mail the link came with."
    >
      <NewLinkForm token={token} />
    </PublicPage>
  )
}

/** What stands in the place of a client's page that cannot be shown: a lost link is asked about, anything else is said in a sentence. */
export function ClientErrorBoundary() {
  const error = useRouteError()
  const { token } = useParams()
  const status = isRouteErrorResponse(error) ? error.status : 500
  if (status === 404) return <LostLink token={token} />
  return (
    <PublicPage brand="Signoff" title={titles[status] ?? "That did not work"}>
      <p>{sentenceOf(error) ?? "Something went wrong on our side. It was noted; try again in a moment."}</p>
    </PublicPage>
  )
}

const titles: Record<number, string> = {
  400: "That could not be read",
  409: "That no longer fits",
  429: "Too often",
  503: "Not available right now",
}

function sentenceOf(error: unknown): string | null {
  const message = isRouteErrorResponse(error) ? (error.data as { message?: unknown } | null)?.message : null
  return typeof message === "string" ? message : null
}
