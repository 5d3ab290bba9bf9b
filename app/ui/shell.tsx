import { useLocation, useNavigation } from "@remix-run/react"
import { type ReactNode, useEffect, useRef } from "react"
import { countText } from "~/platform/language/counts"
import { Avatar, initialsOf } from "./avatar"
import { ConnectionBar } from "./connection-bar"
import { useHydrated } from "./hydrated"
import { Icon, type IconName } from "./icon"
import { Kbd, shortcutAttributes } from "./kbd"
import { Link } from "./link"
import { Menu, MenuAction, MenuHeading, MenuLink, MenuSeparator } from "./menu"
import { ProgressBar } from "./progress-bar"
import { useShortcutHelp } from "./shortcuts"
import { type Theme, ThemeForm } from "./theme-form"
import type { FeedbackTone } from "./tones"

export type NavItem = {
  label: string
  href: string
  icon: IconName
  count?: number
  group?: string
  shortcut?: string
  phone?: boolean
}

/** The other organizations of who belongs to several. */
function Elsewhere({ elsewhere = [] }: Pick<ShellFacts, "elsewhere">) {
  if (elsewhere.length === 0) return null
  return (
    <>
      <MenuSeparator />
      {elsewhere.map(({ name, action }) => (
        <MenuAction key={action} action={action} icon="arrow-right-left" reload>
          Switch to {name}
        </MenuAction>
      ))}
    </>
  )
}

/** A place in the person's own menu. */
export type SettingsItem = { label: string; href: string; icon: IconName }

type ShellFacts = {
  organization: { name: string; logoUrl?: string | null }
  person: { name: string; email: string; role?: string }
  nav: readonly NavItem[]
  counts?: Record<string, number>
  unread?: number
  notificationsHref?: string
  searchHref?: string
  settings?: readonly SettingsItem[]
  /** The other organizations that one can go on in, and where that is pressed. */
  elsewhere?: readonly { name: string; action: string }[]
  theme?: Theme
  current: string
}

type AppShellProps = ShellFacts & { notices?: ReactNode; banner?: ReactNode; children: ReactNode }

/** The frame of every staff page: the spine with its places at the side, on phones a bar at the bottom, and the page. */
export function AppShell({ notices, banner, children, ...facts }: AppShellProps) {
  const navigation = useNavigation()
  const help = useShortcutHelp()
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to content
      </a>
      <ProgressBar />
      <Spine {...facts} openHelp={help.open} />
      <div className="shell-page">
        {banner}
        <ConnectionBar />
        <main id="main" tabIndex={-1} aria-busy={navigation.state === "loading" || undefined}>
          {notices}
          {children}
        </main>
      </div>
      {help.dialog}
      <PageAnnouncer />
    </div>
  )
}

const isCurrent = (current: string, href: string) =>
  href === "/" ? current === "/" : current === href || current.startsWith(`${href}/`)

/** Places in the order given, gathered under the names of their groups. */
function grouped(nav: readonly NavItem[]): { name: string; items: NavItem[] }[] {
  const groups = new Map<string, NavItem[]>()
  for (const item of nav) groups.set(item.group ?? "", [...(groups.get(item.group ?? "") ?? []), item])
  return [...groups].map(([name, items]) => ({ name, items }))
}

/** The four places of the phone's bar: those that ask for it, else the first. */
function phonePlaces(nav: readonly NavItem[]): Set<string> {
  const asked = nav.filter((item) => item.phone)
  return new Set((asked.length > 0 ? asked : nav).slice(0, 4).map((item) => item.href))
}

type SpineFacts = ShellFacts & { openHelp: () => void }

function Spine(facts: SpineFacts) {
  const { organization, nav, counts, current, searchHref } = facts
  const phone = phonePlaces(nav)
  const elsewhere = !nav.some((item) => phone.has(item.href) && isCurrent(current, item.href))
  return (
    <nav className="spine" aria-label="Main">
      <div className="spine-head">
        <Link className="spine-organization" to="/">
          <Mark organization={organization} />
          <span className="truncate">{organization.name}</span>
        </Link>
        <Bell {...facts} />
      </div>
      {searchHref && (
        <Link className="spine-search" to={searchHref} {...shortcutAttributes("mod+k")}>
          <Icon name="search" />
          Search
          <Kbd silent>Ctrl K</Kbd>
        </Link>
      )}
      {grouped(nav).map(({ name, items }) => (
        <div className="spine-group" key={name}>
          {name && <p className="spine-group-name">{name}</p>}
          <ul>
            {items.map((item) => (
              <li key={item.href} data-phone={phone.has(item.href) || undefined}>
                <Place item={item} count={counts?.[item.href] ?? item.count} current={current} />
              </li>
            ))}
          </ul>
        </div>
      ))}
      <Link className="place spine-more" to="/menu" aria-current={elsewhere || undefined}>
        <Icon name="menu" />
        <span>More</span>
      </Link>
      <div className="spine-foot">
        <PersonMenu {...facts} />
      </div>
    </nav>
  )
}

function Mark({ organization }: Pick<ShellFacts, "organization">) {
  if (organization.logoUrl)
    return <img className="mark" data-image src={organization.logoUrl} alt="" width="24" height="24" />
  return (
    <span className="mark" aria-hidden="true">
      {initialsOf(organization.name).charAt(0)}
    </span>
  )
}

function Bell({ unread = 0, notificationsHref = "/notifications", current }: ShellFacts) {
  const label = unread > 0 ? `Notifications, ${countText(unread)} unread` : "Notifications"
  return (
    <Link
      className="bell"
      to={notificationsHref}
      aria-label={label}
      aria-current={isCurrent(current, notificationsHref) ? "page" : undefined}
    >
      <Icon name="bell" />
      {unread > 0 && <span className="bell-count">{countText(unread)}</span>}
    </Link>
  )
}

function Place({ item, count, current }: { item: NavItem; count?: number; current: string }) {
  return (
    <Link
      className="place"
      to={item.href}
      prefetch="intent"
      aria-current={isCurrent(current, item.href) ? "page" : undefined}
      {...shortcutAttributes(item.shortcut)}
    >
      <Icon name={item.icon} />
      <span>{item.label}</span>
      {count ? <span className="count">{countText(count)}</span> : null}
    </Link>
  )
}

function PersonMenu({ person, settings = [], elsewhere, theme, current, openHelp }: SpineFacts) {
  const hydrated = useHydrated()
  const trigger = (
    <>
      <Avatar name={person.name} decorative />
      <span className="person-words">
        <span className="truncate">{person.name}</span>
        {person.role && <span className="person-role">{person.role}</span>}
      </span>
      <Icon name="chevrons-up-down" />
    </>
  )
  return (
    <Menu label={`${person.name}: account and settings`} trigger={trigger}>
      <MenuHeading>{person.email}</MenuHeading>
      <ThemeForm theme={theme} returnTo={current} />
      <MenuSeparator />
      {settings.map(({ label, href, icon }) => (
        <MenuLink key={href} href={href} icon={icon}>
          {label}
        </MenuLink>
      ))}
      {hydrated && (
        <button className="menu-item" type="button" onClick={openHelp}>
          <Icon name="keyboard" />
          Keyboard shortcuts
        </button>
      )}
      <Elsewhere elsewhere={elsewhere} />
      <MenuAction action="/logout" icon="log-out" reload>
        Sign out
      </MenuAction>
      <MenuAction action="/logout/everywhere" icon="shield-check" reload>
        Sign out everywhere
      </MenuAction>
    </Menu>
  )
}

/** The content of the page /menu, where a phone finds what its bar has no room for. */
export function ShellMenu(facts: ShellFacts) {
  const { nav, counts, person, settings = [], elsewhere, theme, unread, notificationsHref, searchHref, current } = facts
  const inbox: NavItem = {
    label: "Notifications",
    href: notificationsHref ?? "/notifications",
    icon: "bell",
    count: unread,
  }
  const search: NavItem[] = searchHref ? [{ label: "Search", href: searchHref, icon: "search" }] : []
  return (
    <div className="shell-menu">
      {grouped([...search, ...nav, inbox]).map(({ name, items }) => (
        <section key={name} aria-label={name || "Places"}>
          {name && <h2>{name}</h2>}
          <ul>
            {items.map((item) => (
              <li key={item.href}>
                <Place
                  item={{ ...item, shortcut: undefined }}
                  count={counts?.[item.href] ?? item.count}
                  current={current}
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <section aria-label="Account" className="shell-menu-account">
        <p className="person">
          <Avatar name={person.name} decorative />
          <span className="person-words">
            <span>{person.name}</span>
            <span className="person-role">{person.email}</span>
          </span>
        </p>
        <ThemeForm theme={theme} returnTo={current} />
        {settings.map(({ label, href, icon }) => (
          <MenuLink key={href} href={href} icon={icon}>
            {label}
          </MenuLink>
        ))}
        <Elsewhere elsewhere={elsewhere} />
        <MenuAction action="/logout" icon="log-out" reload>
          Sign out
        </MenuAction>
        <MenuAction action="/logout/everywhere" icon="shield-check" reload>
          Sign out everywhere
        </MenuAction>
      </section>
    </div>
  )
}

/** After moving to another page: its title is reached by keyboard and read out, as after loading it anew. */
function PageAnnouncer() {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    const heading = document.querySelector<HTMLElement>("main h1")
    if (document.activeElement === document.body || !document.activeElement?.closest("main form, dialog")) {
      heading?.focus({ preventScroll: true })
    }
  }, [pathname])
  return null
}

type BannerProps = { label: string; tone?: FeedbackTone; action?: ReactNode; children: ReactNode }

/** A strip above the page about the place one is in. */
export function Banner({ label, tone = "info", action, children }: BannerProps) {
  return (
    <section className="banner" data-tone={tone} aria-label={label}>
      <p>{children}</p>
      {action}
    </section>
  )
}

/** Says on every page that nothing leaves this machine, and where the mail that was not sent can be read. */
export function SandboxBanner({ mailboxHref, text }: { mailboxHref?: string; text?: string }) {
  return (
    <Banner label="Sandbox" tone="warn" action={mailboxHref && <a href={mailboxHref}>Open the mailbox</a>}>
      <Icon name="flask-conical" size="sm" />
      {text ?? "Sandbox: payments and mail stay on this machine."}
    </Banner>
  )
}
