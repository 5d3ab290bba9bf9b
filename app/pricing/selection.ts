import { Invalid } from "~/platform/language/errors"

/** A line a client may be free to choose. */
export type OfferedLine = { id: string; isOptional: boolean }

/**
 * The lines that count: those that are fixed and the optional ones chosen, in the order offered. Throws Invalid when
 * something is chosen that was not offered.
 */
export function selectedLines<Line extends OfferedLine>(lines: readonly Line[], chosenIds: Iterable<string>): Line[] {
  const chosen = new Set(chosenIds)
  const offered = new Set(lines.map((line) => line.id))
  for (const id of chosen) {
    if (!offered.has(id)) throw new Invalid("lines", "Choose from the options of this document.")
  }
  return lines.filter((line) => !line.isOptional || chosen.has(line.id))
}
