import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { webPool } from "~/platform/data/database.server"
import { href, withQuery } from "~/platform/language/paths"
import { findSandboxMail } from "~/sandbox/mailbox.server"
import { mailboxReader, nothingHere } from "~/sandbox/mailbox-door.server"
import { Facts } from "~/ui/facts"
import { PageBody } from "~/ui/page"
import { SandboxBanner } from "~/ui/shell"
import { Tabs } from "~/ui/tabs"
import { TitleBar } from "~/ui/title-bar"

export const handle = { hydrate: false }
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.mail.subject ?? "Mail" }]

type View = "mail" | "text" | "headers"

export async function loader(args: LoaderFunctionArgs) {
  const reach = await mailboxReader(args)
  const mail = await findSandboxMail(webPool(), reach, args.params.mailId ?? "")
  if (!mail) throw nothingHere("This mail does not exist.")
  const asked = new URL(args.request.url).searchParams.get("view")
  const view: View = asked === "text" || asked === "headers" ? asked : "mail"
  const { receivedAt, html, ...rest } = mail
  return { view, mail: { ...rest, at: receivedAt.toISOString().slice(0, 19).replace("T", " ") } }
}

export default function Mail() {
  const { view, mail } = useLoaderData<typeof loader>()
  const address = href("/sandbox/mail/:mailId", { mailId: mail.id })
  const views: { view: View; label: string }[] = [
    { view: "mail", label: "As it is read" },
    { view: "text", label: "Plain text" },
    { view: "headers", label: "Headers" },
  ]
  const tabs = views.map((one) => ({
    label: one.label,
    href: withQuery(address, { view: one.view === "mail" ? null : one.view }),
    current: one.view === view,
  }))
  return (
    <>
      <SandboxBanner text="This mail was not sent: nothing left this machine." />
      <main id="main">
        <TitleBar title={mail.subject} back={{ href: href("/sandbox/mailbox"), label: "Mailbox" }} />
        <PageBody width="document">
          <Facts
            items={[
              { label: "From", value: mail.from },
              { label: "To", value: mail.to.join(", ") },
              { label: "Reply to", value: mail.replyTo },
              { label: "Sent", value: `${mail.at} UTC` },
            ]}
          />
          <Tabs label="Ways to look at this mail" items={tabs} />
          <Body view={view} />
        </PageBody>
      </main>
    </>
  )
}

/** The mail cannot run anything or send a form, but its links open, in place of this page. */
const allowed = "allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox"

function Body({ view }: { view: View }) {
  const { mail } = useLoaderData<typeof loader>()
  if (view === "mail") {
    return (
      <iframe
        className="mt-4 h-[70vh] min-h-96 w-full rounded-lg border border-line bg-white"
        title="The mail"
        sandbox={allowed}
        src={href("/sandbox/mail/:mailId/body", { mailId: mail.id })}
      />
    )
  }
  const text = view === "text" ? (mail.text ?? "") : headersOf(mail.headers)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled with the keyboard
    <pre className="mt-4 overflow-x-auto rounded-lg border border-line bg-surface p-4 whitespace-pre-wrap" tabIndex={0}>
      {text || "There is none."}
    </pre>
  )
}

const headersOf = (headers: Record<string, string>) =>
  Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")
