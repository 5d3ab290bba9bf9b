import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { webPool } from "~/platform/data/database.server"
import { href } from "~/platform/language/paths"
import { listSandboxMails } from "~/sandbox/mailbox.server"
import { mailboxReader } from "~/sandbox/mailbox-door.server"
import { ButtonLink } from "~/ui/button"
import { type Column, DataTable } from "~/ui/data-table"
import { Empty } from "~/ui/empty"
import { FilterBar, FilterChip, SearchField } from "~/ui/filter-bar"
import { PageBody } from "~/ui/page"
import { SandboxBanner } from "~/ui/shell"
import { TitleBar } from "~/ui/title-bar"
import { When } from "~/ui/when"

export const handle = { hydrate: false }
export const meta: MetaFunction = () => [{ title: "Sandbox mailbox" }]

export async function loader(args: LoaderFunctionArgs) {
  const reach = await mailboxReader(args)
  const to = new URL(args.request.url).searchParams.get("to")?.trim() ?? ""
  const mails = await listSandboxMails(webPool(), reach, to)
  return { to, mails: mails.map(({ receivedAt, ...mail }) => ({ ...mail, at: receivedAt.toISOString() })) }
}

type Mail = ReturnType<typeof useLoaderData<typeof loader>>["mails"][number]

const columns: Column<Mail>[] = [
  { key: "subject", header: "Subject", primary: true, phone: "lead", cell: (mail) => mail.subject },
  { key: "to", header: "To", phone: "sub", cell: (mail) => mail.to.join(", ") },
  { key: "from", header: "From", phone: "hide", cell: (mail) => mail.from },
  {
    key: "at",
    header: "Sent",
    align: "end",
    phone: "end",
    cell: (mail) => <When at={mail.at}>{`${mail.at.slice(0, 16).replace("T", " ")} UTC`}</When>,
  },
]

export default function Mailbox() {
  const { to, mails } = useLoaderData<typeof loader>()
  const address = href("/sandbox/mailbox")
  return (
    <>
      <SandboxBanner text="Every mail that would have been sent stands here; nothing left this machine." />
      <main id="main">
        <TitleBar title="Mailbox" actions={<ButtonLink href={address}>Refresh</ButtonLink>} />
        <FilterBar action={address} label="Find mails" submit="Find">
          <SearchField name="to" label="Recipient" defaultValue={to} />
          {to !== "" && (
            <FilterChip removeHref={address} removeLabel="Show all mails">
              {`To contains “${to}”`}
            </FilterChip>
          )}
        </FilterBar>
        <PageBody>
          <DataTable
            label="Mails, newest first"
            columns={columns}
            rows={mails}
            rowKey={(mail) => mail.id}
            rowHref={(mail) => href("/sandbox/mail/:mailId", { mailId: mail.id })}
            empty={<NoMails to={to} />}
          />
        </PageBody>
      </main>
    </>
  )
}

function NoMails({ to }: { to: string }) {
  if (to !== "") return <Empty title="No mail to this recipient" text="Part of an address is enough to find one." />
  return (
    <Empty
      title="No mail yet"
      text="Send a proposal, or ask for a new password, and the mail appears here as its reader would see it."
    />
  )
}
