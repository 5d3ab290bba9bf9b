import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { staff } from "~/platform/http/context.server"
import { newSubmissionId } from "~/platform/http/form.server"
import { answer } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { asId } from "~/platform/language/ids"
import { href } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { Breakable } from "~/ui/breakable"
import { ButtonLink } from "~/ui/button"
import { DataTable } from "~/ui/data-table"
import { Facts } from "~/ui/facts"
import { Notice } from "~/ui/notices"
import { PageBody, Section, Stack } from "~/ui/page"
import { TitleBar } from "~/ui/title-bar"
import { getLink } from "../link-queries.server"

export const meta: MetaFunction = () => [{ title: "Client link · Signoff" }]

const uses = { fetched: "Fetched", seen: "Seen by a person", acted: "Acted on", downloaded: "Downloaded" }

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const linkId = await answer(() => asId<"links">(args.params.linkId, "link"))
  const link = await answer(() => getLink(ctx, { linkId }))
  const { about, title, reader, channel, email, timeZone, locale } = link
  const moment = (at: Date | null) => at && formatInstant(at, timeZone, locale)
  return {
    ...{ linkId: linkId as string, title, reader, about },
    reached: channel === "mail" ? email : "Passed on by hand",
    made: moment(link.createdAt),
    expires: moment(link.expiresAt),
    revoked: moment(link.revokedAt),
    isOver: link.expiresAt <= ctx.now,
    uses: link.uses.map(({ id, kind, at, ip, userAgent }) => ({
      ...{ id: id as string, what: uses[kind], when: moment(at) ?? "", ip, userAgent },
    })),
    submission: newSubmissionId(),
  }
}

export default function ClientLink() {
  const link = useLoaderData<typeof loader>()
  const { linkId, title, about, reader, revoked, isOver, submission } = link
  const { invoiceId, proposalId = "" } = about
  const back = invoiceId ? href("/invoices/:invoiceId", { invoiceId }) : href("/proposals/:proposalId", { proposalId })
  const opens = !revoked && !isOver
  const anew = invoiceId ? back : href("/proposals/:proposalId/send", { proposalId })
  return (
    <>
      <TitleBar
        title={`Link of ${reader}`}
        subtitle={title}
        back={{ href: back, label: title }}
        actions={
          opens ? (
            <ActionForm
              action={href("/links/:linkId/revoke", { linkId })}
              fields={{ submission }}
              tone="danger"
              label="Revoke link"
            />
          ) : (
            <ButtonLink href={anew}>Send a new link</ButtonLink>
          )
        }
      />
      <PageBody width="document">
        <Stack gap="lg">
          {!opens && (
            <Notice tone="warn" title={revoked ? `Revoked on ${revoked}` : "This link has run out"}>
              It opens nothing any more. {reader} needs a new one to read on.
            </Notice>
          )}
          <Facts
            items={[
              { label: "Reached by", value: link.reached && <Breakable>{link.reached}</Breakable> },
              { label: "Made", value: link.made },
              { label: "Opens until", value: link.expires },
            ]}
          />
          <Uses uses={link.uses} />
        </Stack>
      </PageBody>
    </>
  )
}

type Use = ReturnType<typeof useLoaderData<typeof loader>>["uses"][number]

function Uses({ uses }: { uses: Use[] }) {
  return (
    <Section title="Uses" count={uses.length} note="Mail scanners fetch links too; only what is seen shows a person.">
      <DataTable
        label="Uses of this link, newest first"
        rows={uses}
        rowKey={({ id }) => id}
        columns={[
          { key: "when", header: "When", primary: true, cell: ({ when }) => when },
          { key: "what", header: "What", phone: "sub", cell: ({ what }) => what },
          { key: "ip", header: "Address", phone: "note", cell: ({ ip }) => ip ?? "" },
          {
            key: "device",
            header: "With",
            phone: "hide",
            width: "wide",
            cell: ({ userAgent }) => <span className="hint whitespace-normal break-all">{userAgent}</span>,
          },
        ]}
        empty={<p className="hint">It has not been opened yet.</p>}
      />
    </Section>
  )
}
