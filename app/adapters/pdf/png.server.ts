import { inflateSync } from "node:zlib"

/** Pixels as they look on white paper: three bytes each, row by row. */
export type Pixels = { width: number; height: number; rgb: Uint8Array }

type Head = { width: number; height: number; depth: number; kind: number; isInterlaced: boolean }
type Png = { head: Head; palette: Buffer; transparency: Buffer; packed: Buffer }

/** Samples a pixel has, by the colour type (PNG 11.2.2). */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const depths: Record<number, number[]> = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }
const whole = { x: 0, y: 0, dx: 1, dy: 1 }
/** The seven passes of an interlaced image (PNG 8.2). */
const passes = [
  { x: 0, y: 0, dx: 8, dy: 8 },
  { x: 4, y: 0, dx: 8, dy: 8 },
  { x: 0, y: 4, dx: 4, dy: 8 },
  { x: 2, y: 0, dx: 4, dy: 4 },
  { x: 0, y: 2, dx: 2, dy: 4 },
  { x: 1, y: 0, dx: 2, dy: 2 },
  { x: 0, y: 1, dx: 1, dy: 2 },
]

/**
 * Reads a PNG (third edition) and draws it on white, made smaller by a whole number until it is within `most` pixels each
 * way, so that a huge one costs a document no more than a small one. Throws RangeError for what is none or is damaged.
 */
export function pixelsOf(bytes: Uint8Array, most: { width: number; height: number }): Pixels {
  const png = parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const { head } = png
  const parts = (head.isInterlaced ? passes : [whole])
    .map((pass) => ({
      ...pass,
      width: Math.ceil((head.width - pass.x) / pass.dx),
      height: Math.ceil((head.height - pass.y) / pass.dy),
    }))
    .filter(({ width, height }) => width > 0 && height > 0)
  const bits = samples[head.kind]! * head.depth
  const lengthOf = ({ width, height }: { width: number; height: number }) =>
    (Math.ceil((width * bits) / 8) + 1) * height
  const raw = unpacked(
    png.packed,
    parts.reduce((sum, part) => sum + lengthOf(part), 0),
  )
  const step = Math.max(1, Math.ceil(head.width / most.width), Math.ceil(head.height / most.height))
  const canvas = new Canvas(head, step)
  const colorOf = reader(png)
  let start = 0
  for (const part of parts) {
    const rows = raw.subarray(start, start + lengthOf(part))
    start += rows.length
    unfilter(rows, Math.ceil((part.width * bits) / 8), Math.max(1, bits >> 3))
    const length = rows.length / part.height
    for (let row = 0; row < part.height; row++) {
      const line = rows.subarray(row * length + 1, (row + 1) * length)
      for (let at = 0; at < part.width; at++) {
        canvas.add(part.x + at * part.dx, part.y + row * part.dy, colorOf(line, at))
      }
    }
  }
  return canvas.pixels()
}

const damaged = () => new RangeError("This is no PNG, or a damaged one")

function parse(bytes: Buffer): Png {
  if (bytes.length < 33 || bytes.toString("latin1", 1, 4) !== "PNG" || bytes.toString("latin1", 12, 16) !== "IHDR")
    throw damaged()
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const [depth, kind, interlace] = [bytes[24]!, bytes[25]!, bytes[28]!]
  if (!width || !height || width > 10_000 || height > 10_000 || !depths[kind]?.includes(depth)) throw damaged()
  const found: Record<string, Buffer[]> = { PLTE: [], tRNS: [], IDAT: [] }
  for (let at = 33; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    found[bytes.toString("latin1", at + 4, at + 8)]?.push(bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const palette = Buffer.concat(found.PLTE!)
  if (kind === 3 && palette.length < 3) throw damaged()
  return {
    head: { width, height, depth, kind, isInterlaced: interlace === 1 },
    ...{ palette, transparency: Buffer.concat(found.tRNS!), packed: Buffer.concat(found.IDAT!) },
  }
}

function unpacked(packed: Buffer, length: number): Buffer {
  let raw: Buffer
  try {
    raw = inflateSync(packed, { maxOutputLength: length + 1 })
  } catch {
    throw damaged()
  }
  if (raw.length < length) throw damaged()
  return raw
}

/** Undoes the filters of each row in place (PNG 9.2). */
function unfilter(rows: Buffer, length: number, back: number) {
  for (let start = 0; start < rows.length; start += length + 1) {
    const filter = rows[start]!
    if (filter > 4) throw damaged()
    for (let at = start + 1; filter > 0 && at <= start + length; at++) {
      const left = at - back > start ? rows[at - back]! : 0
      const up = start > 0 ? rows[at - length - 1]! : 0
      const corner = start > 0 && at - back > start ? rows[at - back - length - 1]! : 0
      rows[at] = rows[at]! + guess(filter, left, up, corner)
    }
  }
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const estimate = left + up - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

type Color = { red: number; green: number; blue: number; alpha: number }

/** How a pixel of a row is read, as parts of 255. */
function reader({ head: { kind, depth }, palette, transparency }: Png): (line: Buffer, at: number) => Color {
  const count = samples[kind]!
  const largest = 2 ** depth - 1
  const sample = (line: Buffer, at: number) => {
    if (depth === 16) return line.readUInt16BE(at * 2)
    if (depth === 8) return line[at]!
    return (line[(at * depth) >> 3]! >> (8 - depth - ((at * depth) & 7))) & largest
  }
  const part = (value: number) => (value * 255) / largest
  const clear = transparency.length >= count * 2 && kind < 3 ? [0, 1, 2].map((at) => clearOf(transparency, at)) : null
  const color: Color = { red: 0, green: 0, blue: 0, alpha: 255 }
  return (line, at) => {
    const first = sample(line, at * count)
    if (kind === 3) {
      color.red = palette[first * 3] ?? 0
      color.green = palette[first * 3 + 1] ?? 0
      color.blue = palette[first * 3 + 2] ?? 0
      color.alpha = transparency[first] ?? 255
      return color
    }
    const isGrey = kind === 0 || kind === 4
    const second = isGrey ? first : sample(line, at * count + 1)
    const third = isGrey ? first : sample(line, at * count + 2)
    const isClear = clear && first === clear[0] && (isGrey || (second === clear[1] && third === clear[2]))
    color.red = part(first)
    color.green = part(second)
    color.blue = part(third)
    color.alpha = kind >= 4 ? part(sample(line, at * count + count - 1)) : isClear ? 0 : 255
    return color
  }
}

const clearOf = (transparency: Buffer, at: number) =>
  transparency.length >= at * 2 + 2 ? transparency.readUInt16BE(at * 2) : 0

/** White paper on which each square of `step` pixels leaves one, of their mean colour. */
class Canvas {
  private readonly width: number
  private readonly height: number
  private readonly sums: Float64Array
  private readonly counts: Uint32Array

  constructor(
    { width, height }: Head,
    private readonly step: number,
  ) {
    this.width = Math.ceil(width / step)
    this.height = Math.ceil(height / step)
    this.sums = new Float64Array(this.width * this.height * 3)
    this.counts = new Uint32Array(this.width * this.height)
  }

  add(x: number, y: number, { red, green, blue, alpha }: Color) {
    const at = Math.floor(y / this.step) * this.width + Math.floor(x / this.step)
    const white = 255 - alpha
    this.sums[at * 3]! += (red * alpha) / 255 + white
    this.sums[at * 3 + 1]! += (green * alpha) / 255 + white
    this.sums[at * 3 + 2]! += (blue * alpha) / 255 + white
    this.counts[at]! += 1
  }

  pixels(): Pixels {
    const rgb = new Uint8Array(this.sums.length)
    this.sums.forEach((sum, at) => {
      rgb[at] = Math.round(sum / this.counts[Math.floor(at / 3)]!)
    })
    return { width: this.width, height: this.height, rgb }
  }
}
