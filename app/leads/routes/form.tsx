import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node"
import { useActionData, useLoaderData } from "@remix-run/react"
import { captureEnquiry } from "~/leads/capture-enquiry.server"
import { EnquiryForm as EnquiryFormView } from "~/leads/components/enquiry-form"
import { FormError } from "~/leads/components/form-error"
import { countPost, isInFlood } from "~/leads/count-enquiries.server"
import { mergedOrigin, originOf } from "~/leads/enquiry-origin"
import { getForm } from "~/leads/form-queries.server"
import { readStamp, stampOf } from "~/leads/form-stamp.server"
import { EnquiryForm } from "~/leads/inputs.server"
import { lookOf } from "~/organizations/look"
import { formVisitor } from "~/platform/http/context.server"
import { parseForm, type Reply, withErrors } from "~/platform/http/form.server"
import { answer, attempt, invalid, mapError } from "~/platform/http/respond.server"
import { Invalid, NotFound } from "~/platform/language/errors"
import { href } from "~/platform/language/paths"
import { PublicPage } from "~/ui/public-page"

export const handle = { hydrate: false }
/** A public form may be found. */
export const headers: HeadersFunction = () => ({ "X-Robots-Tag": "all" })
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `${loaded.form.title} · ${loaded.form.organization.name}` : "This form is not here" },
]

async function admitted(args: LoaderFunctionArgs) {
  const ctx = await formVisitor(args, args.params.formKey)
  if (!ctx) throw mapError(new NotFound("form"))
  return ctx
}

const cameFrom = ({ request, context }: LoaderFunctionArgs) =>
  originOf({ url: request.url, referrer: request.headers.get("Referer"), ownOrigin: context.origin })

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await admitted(args)
  const form = await answer(() => getForm(ctx, {}))
  return { form, look: lookOf(form.organization), carried: { ...cameFrom(args), rendered: stampOf(ctx.now) } }
}

/** Takes an enquiry from our own page, or as a plain post from any other. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await admitted(args)
  const form = await parseForm(args.request, EnquiryForm)
  const wait = await countPost(ctx)
  if (wait !== null) return tooOften(form.reply, wait)
  if (!form.ok) return invalid(form.reply)
  const { name, email, phone, companyName, message, consent, leave_empty, rendered, ...carried } = form.value
  const openedAt = readStamp(rendered)
  return attempt(form.reply, async () => {
    await captureEnquiry(ctx, {
      ...{ name, email, phone, companyName, message, consent, openedAt },
      ...mergedOrigin(carried, cameFrom(args)),
      trap: leave_empty ?? "",
      isFlood: await isInFlood(ctx),
    })
    const { key, redirectUrl } = await getForm(ctx, {})
    const isOurPage = openedAt !== null
    return redirect(redirectUrl && !isOurPage ? redirectUrl : href("/f/:formKey/thanks", { formKey: key }), 303)
  })
}

function tooOften(reply: Reply, seconds: number) {
  const sentence = `That was sent too often. Nothing is lost: send it again in ${seconds} seconds.`
  return data(
    { reply: withErrors(reply, new Invalid("", sentence)) },
    { status: 429, headers: { "Retry-After": String(seconds) } },
  )
}

export default function EnquiryPage() {
  const { form, look, carried } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const { name, website } = form.organization
  return (
    <PublicPage
      {...look}
      wide
      brand={name}
      title={form.title}
      subtitle={form.intro && <span className="whitespace-pre-line">{form.intro}</span>}
      footer={website && <a href={website}>{website.replace(/^https?:\/\//, "")}</a>}
    >
      <EnquiryFormView reply={reply} carried={carried} consentText={form.consentText} />
    </PublicPage>
  )
}

export { FormError as ErrorBoundary }
