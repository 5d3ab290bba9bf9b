import { Form, useLocation } from "@remix-run/react"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { type Fields, HiddenFields } from "./action-form"
import { useHydrated } from "./hydrated"
import { Icon, type IconName } from "./icon"
import { shortcutAttributes } from "./kbd"
import type { FeedbackTone } from "./tones"

type Undo = { action: string; fields?: Fields }

const icons: Record<FeedbackTone, IconName> = {
  info: "info",
  ok: "circle-check",
  warn: "triangle-alert",
  danger: "circle-alert",
}

type NoticeProps = {
  tone?: FeedbackTone
  title?: string
  children?: ReactNode
  undo?: Undo
  action?: ReactNode
}

/** A message that stands in the page until it no longer holds. */
export function Notice({ tone = "info", title, children, undo, action }: NoticeProps) {
  return (
    <div className="notice" data-tone={tone}>
      <Icon name={icons[tone]} />
      <div className="notice-text">
        {title && <p className="notice-title">{title}</p>}
        {children}
      </div>
      {undo && <UndoForm undo={undo} />}
      {action && <div className="notice-action">{action}</div>}
    </div>
  )
}

function UndoForm({ undo }: { undo: Undo }) {
  return (
    <Form method="post" action={undo.action} preventScrollReset>
      {undo.fields && <HiddenFields fields={undo.fields} />}
      <button className="notice-undo" type="submit" {...shortcutAttributes("z")}>
        Undo
      </button>
    </Form>
  )
}

export type NoticeItem = { id?: string; tone: FeedbackTone; text: string; undo?: Undo | null }

/**
 * What was said on arriving at a page, for as long as one stays: the page's data may be asked for again meanwhile, which says
 * nothing of it any more.
 */
export function useKeptNotices(items: readonly NoticeItem[]): readonly NoticeItem[] {
  const { key } = useLocation()
  const [kept, setKept] = useState({ key, items })
  const before = kept.key === key ? kept.items : []
  const news = items.filter((item) => !before.some((said) => keyOf(said) === keyOf(item)))
  const all = news.length > 0 ? [...before, ...news] : before
  if (kept.key !== key || news.length > 0) setKept({ key, items: all })
  return all
}

const keyOf = (item: NoticeItem) => item.id ?? `${item.tone}${item.text}`

/** What has just happened. Without script it stands at the top of the page; with script in the corner, where it goes after eight seconds. */
export function Notices({ items }: { items: readonly NoticeItem[] }) {
  const calm = items.filter((item) => item.tone === "info" || item.tone === "ok").slice(-3)
  const urgent = items.filter((item) => item.tone === "warn" || item.tone === "danger").slice(-3)
  return (
    <div className="notices">
      <div role="alert">
        {urgent.map((item) => (
          <PassingNotice key={keyOf(item)} item={item} />
        ))}
      </div>
      <div role="status">
        {calm.map((item) => (
          <PassingNotice key={keyOf(item)} item={item} leaves />
        ))}
      </div>
    </div>
  )
}

const staysFor = 8000

function PassingNotice({ item, leaves }: { item: NoticeItem; leaves?: boolean }) {
  const hydrated = useHydrated()
  const [gone, setGone] = useState(false)
  const [held, setHeld] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!leaves || held || gone) return
    const timer = setTimeout(() => setGone(true), staysFor)
    return () => clearTimeout(timer)
  }, [leaves, held, gone])
  if (gone) return null
  const release = () => setHeld(box.current?.matches(":focus-within") ?? false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at the message or reaching it by key keeps it in sight, which is comfort only
    <div
      ref={box}
      className="notice"
      data-tone={item.tone}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={release}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={icons[item.tone]} />
      <p className="notice-text">{item.text}</p>
      {item.undo && <UndoForm undo={item.undo} />}
      {hydrated && (
        <button className="notice-close" type="button" onClick={() => setGone(true)} aria-label="Dismiss">
          <Icon name="x" size="sm" />
        </button>
      )}
    </div>
  )
}
