import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { listSessions } from "~/identity/session-queries.server"
import { getProfile } from "~/organizations/profile-queries.server"
import { staff } from "~/platform/http/context.server"
import { answer, together } from "~/platform/http/respond.server"
import { formatInstant } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { Chip } from "~/ui/chip"
import { DataTable } from "~/ui/data-table"
import { PageBody, Section } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { TitleBar } from "~/ui/title-bar"
import { When } from "~/ui/when"

export const meta: MetaFunction = () => [{ title: "My sessions · Signoff" }]

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const asked = Object.fromEntries(new URL(args.request.url).searchParams)
  const [{ sessions, isBound, count, newer, older }, { clock, locale }] = await answer(() =>
    together([listSessions(ctx, asked), getProfile(ctx, {})]),
  )
  const when = (at: Date) => ({ at: at.toISOString(), words: formatInstant(at, clock, locale) })
  return {
    isBound,
    count,
    newer: newer && withQuery(href("/settings/sessions"), { before: newer }),
    older: older && withQuery(href("/settings/sessions"), { after: older }),
    sessions: sessions.map(({ id, createdAt, lastSeenAt, ...session }) => ({
      ...{ id: id as string, begun: when(createdAt), used: when(lastSeenAt) },
      ...session,
    })),
  }
}

type Session = ReturnType<typeof useLoaderData<typeof loader>>["sessions"][number]

const note =
  "One that you do not know? Revoke it, and then choose a new password. A session that is revoked can do nothing from its next request on."
const boundNote =
  "One that you do not know? Revoke it, and tell whoever runs your identity provider. Sessions that you began by your own password or passkey, and those in other organizations, are not shown here."

export default function Sessions() {
  const { sessions, isBound, count, newer, older } = useLoaderData<typeof loader>()
  return (
    <>
      <TitleBar
        title="My sessions"
        subtitle={
          isBound
            ? "The browsers in which your identity provider let you in here"
            : "The browsers in which you are signed in"
        }
      />
      <PageBody>
        <Section
          title="Signed in"
          count={count}
          note={isBound ? boundNote : note}
          action={
            count > 1 && (
              <ActionForm action={href("/settings/sessions/revoke")} tone="danger" label="Revoke all others" />
            )
          }
        >
          <DataTable label="My sessions" rows={sessions} rowKey={({ id }) => id} columns={columns} />
          <Pager newer={newer} older={older} />
        </Section>
      </PageBody>
    </>
  )
}

const columns: Parameters<typeof DataTable<Session>>[0]["columns"] = [
  {
    key: "device",
    header: "Device",
    primary: true,
    width: "wide",
    cell: ({ device, isThisOne }) => (
      <>
        {device} {isThisOne && <Chip tone="moss">This one</Chip>}
      </>
    ),
  },
  { key: "ip", header: "Network address", phone: "sub", wraps: true, cell: ({ ip }) => ip ?? "–" },
  { key: "used", header: "Last used", phone: "note", cell: ({ used }) => <When at={used.at}>{used.words}</When> },
  { key: "begun", header: "Begun", phone: "hide", cell: ({ begun }) => <When at={begun.at}>{begun.words}</When> },
  {
    key: "revoke",
    header: "Act",
    align: "end",
    phone: "end",
    width: "min",
    cell: ({ id, device, isThisOne }) =>
      isThisOne ? (
        <ActionForm action={href("/logout")} label="Sign out" reload />
      ) : (
        <ActionForm action={href("/settings/sessions/:sessionId/revoke", { sessionId: id })}>
          Revoke <span className="sr-only">the session of {device}</span>
        </ActionForm>
      ),
  },
]
