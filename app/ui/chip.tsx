import type { ReactNode } from "react"
import type { Tone } from "./tones"

export type GlyphName = "ring" | "half" | "full" | "cross"

/** The shape of a status, so that it never hangs on colour alone: open, under way, done, lost. */
export function Glyph({ name }: { name: GlyphName }) {
  return (
    <svg className="glyph" viewBox="0 0 10 10" aria-hidden="true">
      {name === "cross" ? (
        <path d="M2 2l6 6M8 2l-6 6" className="glyph-line" />
      ) : (
        <circle cx="5" cy="5" r="3.75" className={name === "full" ? "glyph-fill" : "glyph-line"} />
      )}
      {name === "half" && <path d="M5 1.25a3.75 3.75 0 0 1 0 7.5z" className="glyph-fill" />}
    </svg>
  )
}

type ChipProps = { tone?: Tone; glyph?: GlyphName; children: ReactNode }

/** A status or a tag in one or two words. */
export function Chip({ tone = "slate", glyph, children }: ChipProps) {
  return (
    <span className="chip" data-tone={tone}>
      {glyph && <Glyph name={glyph} />}
      {children}
    </span>
  )
}
