import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { FormError } from "~/leads/components/form-error"
import { getForm } from "~/leads/form-queries.server"
import { lookOf } from "~/organizations/look"
import { formVisitor } from "~/platform/http/context.server"
import { answer, mapError } from "~/platform/http/respond.server"
import { NotFound } from "~/platform/language/errors"
import { PublicPage } from "~/ui/public-page"

export const handle = { hydrate: false }

/**
 * Whoever sent our own form is led on from here to the page that the agency names: a form may not lead out of the site
 * itself, by the page's policy.
 */
export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return [{ title: "This form is not here" }]
  const title = { title: `Thank you · ${data.organization.name}` }
  return data.redirectUrl ? [title, { httpEquiv: "refresh", content: `0; url=${data.redirectUrl}` }] : [title]
}

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await formVisitor(args, args.params.formKey)
  if (!ctx) throw mapError(new NotFound("form"))
  const { thanks, redirectUrl, organization } = await answer(() => getForm(ctx, {}))
  const next = redirectUrl ?? organization.website
  const host = next && URL.canParse(next) ? new URL(next).hostname : null
  return { thanks, redirectUrl, organization, look: lookOf(organization), next: host && { href: next ?? "", host } }
}

export default function Thanks() {
  const { thanks, organization, look, next } = useLoaderData<typeof loader>()
  return (
    <PublicPage {...look} brand={organization.name} title="Your message has arrived">
      <p className="whitespace-pre-line">{thanks}</p>
      {next && (
        <p className="mt-6">
          <a href={next.href}>Go on to {next.host}</a>
        </p>
      )}
    </PublicPage>
  )
}

export { FormError as ErrorBoundary }
