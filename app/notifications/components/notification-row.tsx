import { useFetcher } from "@remix-run/react"
import { href } from "~/platform/language/paths"
import { iconOf } from "~/timeline/components/event-icon"
import { ActionForm } from "~/ui/action-form"
import { Chip } from "~/ui/chip"
import { Icon } from "~/ui/icon"
import { Link } from "~/ui/link"
import { When } from "~/ui/when"

type NotificationRowProps = {
  id: string
  kind: string
  sentence: string
  href: string
  isUnread: boolean
  at: string
  when: string
  returnTo: string
}

/** What one was told: where it leads, when it was, and, while it is unread, the button that says it is read. */
export function NotificationRow({ id, kind, sentence, href: to, isUnread, at, when, returnTo }: NotificationRowProps) {
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-0.5 border-b border-line py-1.5 last:border-0">
      <span className="text-ink-3">
        <Icon name={iconOf(kind) ?? "bell"} />
      </span>
      <span className="min-w-0 flex-1 basis-48 break-words">
        <Way id={id} to={to} isUnread={isUnread}>
          {sentence}
        </Way>{" "}
        {isUnread && (
          <Chip tone="teal" glyph="full">
            Unread
          </Chip>
        )}
      </span>
      <When at={at}>{when}</When>
      {isUnread && (
        <ActionForm
          action={href("/notifications")}
          label="Mark as read"
          tone="quiet"
          fields={{ notificationId: id, returnTo }}
        />
      )}
    </li>
  )
}

type WayProps = { id: string; to: string; isUnread: boolean; children: string }

/** The way to what a notification is about; with script, going there marks it as read. */
function Way({ id, to, isUnread, children }: WayProps) {
  const fetcher = useFetcher()
  const read = () =>
    fetcher.submit({ notificationId: id, followed: "on" }, { method: "post", action: href("/notifications") })
  return (
    <Link
      to={to}
      onClick={isUnread ? read : undefined}
      className={`text-ink no-underline hover:underline ${isUnread ? "font-semibold" : ""}`}
    >
      {children}
    </Link>
  )
}
