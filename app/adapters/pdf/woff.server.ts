import { inflateSync } from "node:zlib"

const tableEntry = 20
const header = 44

/** Unpacks a WOFF 1.0 font (W3C WOFF file format 1.0) into the TrueType it wraps. Throws RangeError when it is no such file. */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.toString("latin1", 0, 4) !== "wOFF") throw new RangeError("Not a WOFF 1.0 font")
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, at) => readTable(woff, header + at * tableEntry))
  const directory = 12 + count * 16
  const size = tables.reduce((end, table) => end + padded(table.data.length), directory)
  const font = Buffer.alloc(size)
  writeHeader(font, woff.readUInt32BE(4), count)
  let offset = directory
  tables.forEach((table, at) => {
    const entry = 12 + at * 16
    font.write(table.tag, entry, "latin1")
    font.writeUInt32BE(table.checksum, entry + 4)
    font.writeUInt32BE(offset, entry + 8)
    font.writeUInt32BE(table.data.length, entry + 12)
    table.data.copy(font, offset)
    offset += padded(table.data.length)
  })
  return font
}

function readTable(woff: Buffer, entry: number) {
  const offset = woff.readUInt32BE(entry + 4)
  const packed = woff.subarray(offset, offset + woff.readUInt32BE(entry + 8))
  const length = woff.readUInt32BE(entry + 12)
  const data = packed.length === length ? packed : inflateSync(packed)
  return { tag: woff.toString("latin1", entry, entry + 4), checksum: woff.readUInt32BE(entry + 16), data }
}

function writeHeader(font: Buffer, flavor: number, count: number) {
  const power = 2 ** Math.floor(Math.log2(count))
  font.writeUInt32BE(flavor, 0)
  font.writeUInt16BE(count, 4)
  font.writeUInt16BE(power * 16, 6)
  font.writeUInt16BE(Math.log2(power), 8)
  font.writeUInt16BE(count * 16 - power * 16, 10)
}

const padded = (length: number) => Math.ceil(length / 4) * 4
