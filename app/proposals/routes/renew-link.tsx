import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { noSoonerThan } from "~/identity/even-time.server"
import { webPool } from "~/platform/data/database.server"
import { formerClient } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { href, withQuery } from "~/platform/language/paths"
import { addressKey, consume, hold, limits } from "~/platform/security/limits.server"
import { PublicPage } from "~/ui/public-page"
import { ClientErrorBoundary, NewLinkForm } from "../components/lost-link"
import { renewLink } from "../renew-link.server"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "A new link" }]

/** Longer than mailing takes, whether the address is a reader's or not. */
const ANSWER_MS = 300

const anything = z.string().catch("").prefault("")
const Asked = z.object({ link: anything, email: anything })

export async function loader({ request }: LoaderFunctionArgs) {
  return { asked: new URL(request.url).searchParams.has("asked") }
}

/** Answers the same whatever was typed; a mail goes out only to an address that is kept for the reader of that link. */
export async function action(args: ActionFunctionArgs) {
  await hold(webPool(), limits.linkAddress, addressKey(args.context.ip))
  const form = await parseForm(args.request, Asked)
  await noSoonerThan(ANSWER_MS, async () => {
    if (form.ok) await mailNewLink(args, form.value)
  })
  return redirect(withQuery(href("/link"), { asked: 1 }), 303)
}

async function mailNewLink(args: ActionFunctionArgs, { link, email }: z.output<typeof Asked>) {
  const ctx = await formerClient(args, tokenIn(link))
  if (ctx?.hold.of !== "link") return
  const { allowed } = await consume(webPool(), limits.newLink, ctx.hold.linkId)
  if (allowed) await answer(() => renewLink(ctx, { email }))
}

/** The token in the address of a page of ours, or what was given of one. */
const tokenIn = (link: string) => (/\/[pi]\/([\w-]+)/.exec(link) ?? /([\w-]+)/.exec(link))?.[1] ?? ""

export default function RenewLink() {
  const { asked } = useLoaderData<typeof loader>()
  if (!asked) {
    return (
      <PublicPage brand="Signoff" title="A new link" subtitle="Your link has run out? We mail you a new one.">
        <NewLinkForm />
      </PublicPage>
    )
  }
  return (
    <PublicPage brand="Signoff" title="Look into your mailbox" footer={<a href={href("/link")}>Ask again</a>}>
      <p>
        If the link was one of ours and the address is the one we know for it, a mail with a new link is on its way. A
        look into the spam folder may help. If nothing comes, reply to the mail the old link came with.
      </p>
    </PublicPage>
  )
}

export { ClientErrorBoundary as ErrorBoundary }
