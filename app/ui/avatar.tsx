import { type Tone, tones } from "./tones"

/** The first letters of the first and the last name. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : words
  return picked.map((word) => [...(word ?? "")][0]?.toLocaleUpperCase() ?? "").join("") || "?"
}

/** Always the same tone for the same name. */
function toneOf(name: string): Tone {
  const sum = [...name].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7)
  return tones[sum % tones.length] ?? "slate"
}

/** Initials on a soft ground; the name is read out where it is not written beside it. */
export function Avatar({
  name,
  size = "md",
  decorative,
}: {
  name: string
  size?: "sm" | "md" | "lg"
  decorative?: boolean
}) {
  return (
    <span
      className="avatar"
      data-size={size}
      data-tone={toneOf(name)}
      {...(decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name })}
    >
      {initialsOf(name)}
    </span>
  )
}

/** A person in a line: initials and name. */
export function Person({ name, detail }: { name: string; detail?: string }) {
  return (
    <span className="person">
      <Avatar name={name} size="sm" decorative />
      <span className="person-name">{name}</span>
      {detail && <span className="hint">{detail}</span>}
    </span>
  )
}
