import type { ReactNode } from "react"

/** A key as printed on the keyboard. Beside a name that is read aloud it is `silent`: aria-keyshortcuts says it there. */
export function Kbd({ children, silent }: { children: ReactNode; silent?: boolean }) {
  return (
    <kbd className="kbd" aria-hidden={silent || undefined}>
      {children}
    </kbd>
  )
}

/** "g d" as "G then D", "mod+enter" as "Ctrl Enter": a shortcut as a person reads it. */
export function keyName(shortcut: string): string {
  return shortcut
    .split(" ")
    .map((part) =>
      part
        .split("+")
        .map((key) => (key === "mod" ? "Ctrl" : key.charAt(0).toUpperCase() + key.slice(1)))
        .join(" "),
    )
    .join(" then ")
}

/** The attributes that make an element answer to a key; sequences cannot be said in aria-keyshortcuts and are left out there. */
export function shortcutAttributes(shortcut: string | undefined) {
  if (!shortcut) return {}
  const spoken = shortcut.includes(" ") ? undefined : shortcut.replace("mod", "Control")
  return { "data-key": shortcut, "aria-keyshortcuts": spoken }
}
