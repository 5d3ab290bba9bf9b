import { Form } from "@remix-run/react"
import { type MouseEvent, type ReactNode, useId } from "react"
import { type Fields, HiddenFields } from "./action-form"
import { Icon, type IconName } from "./icon"
import { shortcutAttributes } from "./kbd"
import { Link } from "./link"
import type { ButtonTone } from "./tones"

type MenuProps = {
  label: string
  id?: string
  tone?: ButtonTone
  icon?: IconName
  iconOnly?: boolean
  shortcut?: string
  compact?: boolean
  trigger?: ReactNode
  children: ReactNode
}

/** Further acts behind one button. The browser opens and closes it; where it cannot, the acts stand in the page. */
export function Menu(props: MenuProps) {
  const { label, tone = "plain", icon, iconOnly, shortcut, compact, trigger, children } = props
  const ownId = useId()
  const id = props.id ?? `menu${ownId}`
  return (
    <span className="menu-anchor">
      <button
        className={trigger ? "menu-trigger" : "button"}
        type="button"
        data-tone={trigger ? undefined : tone}
        data-square={iconOnly || undefined}
        data-compact={compact || undefined}
        aria-label={iconOnly || trigger ? label : undefined}
        {...{ popovertarget: id }}
        {...shortcutAttributes(shortcut)}
      >
        {trigger ?? (
          <>
            {icon && <Icon name={icon} />}
            {!iconOnly && label}
            {!iconOnly && !icon && <Icon name="chevron-down" size="sm" />}
          </>
        )}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: pressing what stands in the menu closes it, which is comfort only */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the browser turns Enter and Space on these controls into clicks */}
      <div className="menu" id={id} {...{ popover: "auto" }} onClick={closeAfterChoice}>
        {children}
      </div>
    </span>
  )
}

function closeAfterChoice(event: MouseEvent<HTMLElement>) {
  const chosen = event.target instanceof Element && event.target.closest("a, button")
  if (chosen && event.currentTarget.matches(":popover-open")) event.currentTarget.hidePopover()
}

type Inside = { icon?: IconName; children: ReactNode }

/** A way to somewhere else. */
export function MenuLink({ href, icon, reload, children }: Inside & { href: string; reload?: boolean }) {
  return (
    <Link className="menu-item" to={href} reloadDocument={reload}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}

type MenuActionProps = Inside & { action: string; fields?: Fields; tone?: "danger"; reload?: boolean }

/** An act of one press. */
export function MenuAction({ action, fields, tone, icon, reload, children }: MenuActionProps) {
  return (
    <Form method="post" action={action} reloadDocument={reload} preventScrollReset>
      {fields && <HiddenFields fields={fields} />}
      <button className="menu-item" type="submit" data-tone={tone}>
        {icon && <Icon name={icon} />}
        {children}
      </button>
    </Form>
  )
}

/** One act with several answers, each a button. */
export function MenuForm({ action, fields, children }: { action: string; fields?: Fields; children: ReactNode }) {
  return (
    <Form method="post" action={action} preventScrollReset>
      {fields && <HiddenFields fields={fields} />}
      {children}
    </Form>
  )
}

type MenuButtonProps = Inside & { name: string; value: string; current?: boolean }

/** One answer of a menu's form; the one in force is marked. */
export function MenuButton({ name, value, current, icon, children }: MenuButtonProps) {
  return (
    <button className="menu-item" type="submit" name={name} value={value} aria-current={current || undefined}>
      {icon && <Icon name={icon} />}
      {children}
      {current && <Icon name="check" />}
    </button>
  )
}

/** What the entries below it are about. */
export function MenuHeading({ children }: { children: ReactNode }) {
  return <p className="menu-heading">{children}</p>
}

/** A hairline between groups of entries. */
export function MenuSeparator() {
  return <hr className="menu-separator" />
}
