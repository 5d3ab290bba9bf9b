import { Form } from "@remix-run/react"
import { Icon, type IconName } from "./icon"

export type Theme = "light" | "dark" | "system"

const choices: { value: Theme; label: string; icon: IconName }[] = [
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
  { value: "system", label: "System", icon: "monitor" },
]

/** Light, dark, or as the device says: three buttons, the one in force is marked. */
export function ThemeForm({ theme = "system", returnTo }: { theme?: Theme; returnTo?: string }) {
  return (
    <Form className="theme-form" method="post" action="/settings/theme" aria-label="Appearance" preventScrollReset>
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      {choices.map(({ value, label, icon }) => (
        <button key={value} type="submit" name="theme" value={value} aria-pressed={value === theme}>
          <Icon name={icon} size="sm" />
          {label}
        </button>
      ))}
    </Form>
  )
}
