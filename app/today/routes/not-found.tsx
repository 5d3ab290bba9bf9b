import { data, type MetaFunction } from "@remix-run/node"
import { useRootData } from "~/platform/http/root-data"
import { href } from "~/platform/language/paths"
import { ButtonLink } from "~/ui/button"
import { ErrorPage } from "~/ui/error-page"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Nothing is here · Signoff" }]

export async function loader() {
  return data(null, { status: 404 })
}

export async function action() {
  return data(null, { status: 404 })
}

export default function NothingHere() {
  return (
    <ErrorPage
      standalone
      status={404}
      title="Nothing is here"
      text="This page does not exist, or is no longer there. A link may have been cut short on its way."
      requestId={useRootData()?.requestId}
      actions={
        <ButtonLink href={href("/")} tone="primary" reload>
          Go to the start
        </ButtonLink>
      }
    />
  )
}
