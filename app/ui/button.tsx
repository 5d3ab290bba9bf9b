import { useNavigation } from "@remix-run/react"
import { type ButtonHTMLAttributes, type MouseEvent, type ReactNode, useEffect, useState } from "react"
import { Icon, type IconName } from "./icon"
import { Kbd, keyName, shortcutAttributes } from "./kbd"
import { Link } from "./link"
import type { ButtonTone } from "./tones"

type Look = { tone?: ButtonTone; icon?: IconName; shortcut?: string; block?: boolean }

function Inside({ icon, shortcut, children }: Look & { children: ReactNode }) {
  return (
    <>
      {icon && <Icon name={icon} />}
      {children}
      {shortcut && <Kbd silent>{keyName(shortcut)}</Kbd>}
    </>
  )
}

type SubmitButtonProps = Look & {
  children: ReactNode
  pending?: boolean
  name?: string
  value?: string
  form?: string
  formAction?: string
  formNoValidate?: boolean
}

/** Sends its form. While a post is under way it stays focusable and keeps its value, but does not send again. */
export function SubmitButton(props: SubmitButtonProps) {
  const { children, tone = "primary", icon, shortcut, block, pending, ...button } = props
  const navigation = useNavigation()
  const [pressed, setPressed] = useState(false)
  const busy = pending ?? (navigation.state !== "idle" && navigation.formMethod === "POST")
  useEffect(() => {
    if (!busy) setPressed(false)
  }, [busy])
  const onClick = (event: MouseEvent) => {
    if (busy) event.preventDefault()
    else setPressed(true)
  }
  return (
    <button
      className="button"
      type="submit"
      data-tone={tone}
      data-block={block || undefined}
      data-pending={(busy && (pending || pressed)) || undefined}
      aria-disabled={busy || undefined}
      onClick={onClick}
      {...shortcutAttributes(shortcut)}
      {...button}
    >
      <Inside icon={icon} shortcut={shortcut}>
        {children}
      </Inside>
    </button>
  )
}

type ButtonLinkProps = Look & {
  href: string
  children: ReactNode
  reload?: boolean
  current?: boolean
  download?: boolean
  label?: string
}

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function ButtonLink(props: ButtonLinkProps) {
  const { href, children, tone = "plain", icon, shortcut, block, reload, current, download, label } = props
  return (
    <Link
      className="button"
      to={href}
      reloadDocument={reload || download}
      download={download || undefined}
      data-tone={tone}
      data-block={block || undefined}
      aria-current={current ? "true" : undefined}
      aria-label={label}
      {...shortcutAttributes(shortcut)}
    >
      <Inside icon={icon} shortcut={shortcut}>
        {children}
      </Inside>
    </Link>
  )
}

/** A button for something within the page; only for what a script or the browser itself does. */
export function Button(props: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  const { children, tone = "plain", icon, shortcut, block, ...button } = props
  return (
    <button
      className="button"
      type="button"
      data-tone={tone}
      data-block={block || undefined}
      {...shortcutAttributes(shortcut)}
      {...button}
    >
      <Inside icon={icon} shortcut={shortcut}>
        {children}
      </Inside>
    </button>
  )
}

type FormActionsProps = {
  children: ReactNode
  cancelHref?: string
  cancelLabel?: string
  sticky?: boolean
  note?: ReactNode
}

/** The end of a form: what sends it, and the way out. Stays in sight below a long form. */
export function FormActions({ children, cancelHref, cancelLabel = "Cancel", sticky = true, note }: FormActionsProps) {
  return (
    <div className="form-actions" data-sticky={sticky || undefined}>
      {children}
      {cancelHref && (
        <ButtonLink href={cancelHref} tone="quiet">
          {cancelLabel}
        </ButtonLink>
      )}
      {note && <p className="form-actions-note">{note}</p>}
    </div>
  )
}
