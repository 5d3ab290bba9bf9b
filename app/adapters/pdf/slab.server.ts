import type { Pen } from "./pen.server"

/** A strip of the page that is never broken: what a document is stacked from. Lengths in points. */
export type Slab = {
  height: number
  /** Space above it, left out at the top of a page. */
  gap: number
  /** Stands on the same page as the slab after it. */
  keep?: boolean
  /** Begins a page. */
  newPage?: boolean
  /** Repeated above it when it begins a page. */
  head?: Slab
  draw(pen: Pen, y: number, repeated?: boolean): void
}

export type Placed = { slab: Slab; y: number; repeated?: boolean }

const outerHeight = (slabs: Slab[]) => slabs.reduce((sum, slab, at) => sum + slab.height + (at === 0 ? 0 : slab.gap), 0)

/** The slabs from `start` that hold together. */
function bound(slabs: Slab[], start: number): Slab[] {
  let end = start
  while (slabs[end]?.keep && end < slabs.length - 1) end++
  return slabs.slice(start, end + 1)
}

/** Puts slabs on pages `top` to `bottom`. What holds together moves to the next page together, unless it would not fit on one at all. */
export function paginate(slabs: Slab[], top: number, bottom: number): Placed[][] {
  const pages: Placed[][] = [[]]
  let y = top
  let settled = 0
  const open = (slab: Slab) => {
    pages.push([])
    y = top
    if (slab.head) {
      pages.at(-1)!.push({ slab: slab.head, y, repeated: true })
      y += slab.head.height
    }
  }
  slabs.forEach((slab, at) => {
    const fresh = pages.at(-1)!.length === 0
    if (slab.newPage && !fresh) open(slab)
    else if (at >= settled && !fresh) {
      const group = bound(slabs, at)
      const height = outerHeight(group)
      const needed = height <= bottom - top ? height : slab.height
      if (y + slab.gap + needed > bottom) open(slab)
      else if (height <= bottom - top) settled = at + group.length
    } else if (!fresh && y + slab.gap + slab.height > bottom) open(slab)
    const page = pages.at(-1)!
    const first = page.length === 0 || (page.length === 1 && page[0]!.repeated)
    if (!first) y += slab.gap
    page.push({ slab, y })
    y += slab.height
  })
  return pages
}
