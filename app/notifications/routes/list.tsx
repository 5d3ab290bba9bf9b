import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { dismissNotification } from "~/notifications/dismiss-notification.server"
import { DismissNotificationForm } from "~/notifications/inputs.server"
import { listNotifications } from "~/notifications/notification-queries.server"
import { staff } from "~/platform/http/context.server"
import { parseForm } from "~/platform/http/form.server"
import { answer, done, refused } from "~/platform/http/respond.server"
import { safePath } from "~/platform/http/safe-path"
import { formatInstant } from "~/platform/language/dates"
import { href, withQuery } from "~/platform/language/paths"
import { ActionForm } from "~/ui/action-form"
import { ButtonLink } from "~/ui/button"
import { Empty } from "~/ui/empty"
import { PageBody } from "~/ui/page"
import { Pager } from "~/ui/pager"
import { Tabs } from "~/ui/tabs"
import { TitleBar } from "~/ui/title-bar"
import { NotificationRow } from "../components/notification-row"
import { notificationViewNames, notificationViews } from "../views"

export const meta: MetaFunction = () => [{ title: "Notifications · Signoff" }]

const here = href("/notifications")

export async function loader(args: LoaderFunctionArgs) {
  const ctx = await staff(args)
  const { searchParams } = new URL(args.request.url)
  const [view, after, before] = ["view", "after", "before"].map((name) => searchParams.get(name) ?? undefined)
  const list = await answer(() => listNotifications(ctx, { view, after, before }))
  const page = (cursor: Record<string, string | null>) => withQuery(here, { view: list.view, ...cursor })
  return {
    view: list.view,
    unread: list.unread,
    newestId: list.newestId,
    items: list.rows.map(({ createdAt, readAt, ...row }) => ({
      ...row,
      isUnread: readAt === null,
      at: createdAt.toISOString(),
      when: formatInstant(createdAt, list.timeZone, list.locale),
    })),
    newer: list.newer && page({ before: list.newer }),
    older: list.older && page({ after: list.older }),
  }
}

/** Marks as read. A followed link is on its way elsewhere and only wants it done. */
export async function action(args: ActionFunctionArgs) {
  const ctx = await staff(args)
  const form = await parseForm(args.request, DismissNotificationForm)
  if (!form.ok) return done(here, { tone: "danger", text: "That could not be read. Try again." })
  const { followed, returnTo, ...which } = form.value
  const back = returnTo === null ? here : safePath(returnTo)
  try {
    const { count } = await dismissNotification(ctx, which)
    if (followed) return null
    return done(back, { tone: "ok", text: count === 1 ? "Marked as read" : `${count} marked as read` })
  } catch (error) {
    return refused(back, error)
  }
}

export default function Notifications() {
  const { view, unread, newestId, items, newer, older } = useLoaderData<typeof loader>()
  const returnTo = view === "unread" ? withQuery(here, { view }) : here
  const views = notificationViews.map((each) => ({
    label: notificationViewNames[each],
    href: each === "all" ? here : withQuery(here, { view: each }),
    current: each === view,
    count: each === "unread" ? unread : undefined,
  }))
  return (
    <>
      <TitleBar
        title="Notifications"
        actions={
          unread > 0 && (
            <ActionForm action={here} label="Mark all as read" icon="check" fields={{ upToId: newestId, returnTo }} />
          )
        }
      />
      <Tabs label="Views of the notifications" items={views} />
      <PageBody>
        {items.length === 0 ? (
          <NothingToTell view={view} />
        ) : (
          <ul aria-label="Notifications, newest first">
            {items.map((item) => (
              <NotificationRow key={item.id} {...item} returnTo={returnTo} />
            ))}
          </ul>
        )}
        <Pager newer={newer} older={older} />
      </PageBody>
    </>
  )
}

function NothingToTell({ view }: { view: (typeof notificationViews)[number] }) {
  return view === "unread" ? (
    <Empty title="Everything is read" action={<ButtonLink href={here}>All notifications</ButtonLink>} />
  ) : (
    <Empty
      title="Nothing to tell yet"
      text="You are told here when a lead comes in, and when a client opens, asks about, signs or pays what you look after."
    />
  )
}
