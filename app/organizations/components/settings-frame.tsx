import type { ReactNode } from "react"
import { href } from "~/platform/language/paths"
import { Icon } from "~/ui/icon"
import { Link } from "~/ui/link"
import { type SettingsLink, settingsGroups } from "./settings-places"

const isCurrent = (current: string, address: string) => current === address || current.startsWith(`${address}/`)

type Named = Pick<SettingsLink, "title" | "group" | "href">
type Links = { links: readonly Named[] }

/** A page of the settings beside the list of all that one may open; on a phone the list is a page of its own, a step back. */
export function SettingsFrame({ links, current, children }: Links & { current: string; children: ReactNode }) {
  return (
    <div className="settings">
      <Link className="settings-back" to={href("/settings")}>
        <Icon name="chevron-left" size="sm" />
        Settings
      </Link>
      <nav className="settings-nav" aria-label="Settings">
        {inGroups(links).map(({ group, links: inGroup }) => (
          <div key={group}>
            <p className="settings-nav-name">{group}</p>
            <ul>
              {inGroup.map((link) => (
                <li key={link.href}>
                  <Link
                    to={link.href}
                    prefetch="intent"
                    aria-current={isCurrent(current, link.href) ? "page" : undefined}
                  >
                    {link.title}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="settings-page">{children}</div>
    </div>
  )
}

/** The links under the names of their groups; a group without any is left out. */
export const inGroups = <Link extends Pick<SettingsLink, "group">>(links: readonly Link[]) =>
  settingsGroups
    .map((group) => ({ group, links: links.filter((link) => link.group === group) }))
    .filter((each) => each.links.length > 0)
