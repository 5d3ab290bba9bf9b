import { Link, useFetcher } from "@remix-run/react"
import { href } from "~/platform/language/paths"

type NotificationLinkProps = { id: string; to: string; isUnread: boolean; children: string }

/** The way to what a notification is about; with script, going there marks it as read. */
export function NotificationLink({ id, to, isUnread, children }: NotificationLinkProps) {
  const fetcher = useFetcher()
  const read = () =>
    fetcher.submit({ notificationId: id, followed: "on" }, { method: "post", action: href("/notifications") })
  return (
    <Link to={to} onClick={isUnread ? read : undefined} className={isUnread ? "font-semibold" : undefined}>
      {children}
    </Link>
  )
}
