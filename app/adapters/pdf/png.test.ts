import { expect, it } from "vitest"
import { tinyPng } from "../../../tests/support/tiny-image"
import { pixelsOf } from "./png.server"

const most = { width: 100, height: 100 }
const read = (base64: string) => pixelsOf(Buffer.from(base64, "base64"), most)

/** The five rows of each picture, which is six pixels wide and has one colour a row. */
const rowsOf = (base64: string) => {
  const { width, height, rgb } = read(base64)
  expect([width, height, rgb.length]).toEqual([6, 5, 90])
  return Array.from({ length: 5 }, (_, row) => Buffer.from(rgb.subarray(row * 18, row * 18 + 3)).toString("hex"))
}

const colours = ["1f4fd8", "5363aa", "87777c", "bb8b4e", "f0a020"]
const kinds: Record<string, [string, string[]]> = {
  colours: [
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAIAAADpOgqxAAAAGUlEQVQI12OU97/BgApYTEQukSdkKoouBAA/oQXCn3ha/wAAAABJRU5ErkJggg==",
    colours,
  ],
  "colours in passes": [
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAIAAAGePTonAAAARElEQVQI12OQ97/BIO9/g/HDAgUGBgYGef8bDB8WKDC2l9cwMDAwMDAwyvvfgLBYMjSWQMWgihkYGIOTVzGgAoQyOAAAH64PeB01Q4sAAAAASUVORK5CYII=",
    colours,
  ],
  "colours of sixteen bits": [
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFEAIAAAC5qtbyAAAAIklEQVQI12OUl/f3v3GDAS9gMTEREbl0iW6KTE1FRQkpAgDZzgtycZk4YwAAAABJRU5ErkJggg==",
    colours,
  ],
  greys: [
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAAAAABDM8I6AAAAGUlEQVQI12P0Y2BgYGBgEcNGiTMwMDAwAAARbAC5QM3/uwAAAABJRU5ErkJggg==",
    ["4e4e4e", "646464", "7a7a7a", "909090", "a7a7a7"],
  ],
  "a palette": [
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFAgMAAAAbNnV1AAAACVBMVEU5WcGHd3zVlTd3lciLAAAAFklEQVQI12NgAAIBhtAAhmULGFYtAAANOQNGLw2edQAAAABJRU5ErkJggg==",
    ["3959c1", "3959c1", "87777c", "d59537", "d59537"],
  ],
  "colours half let through": [
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAYAAABmWJ3mAAAAG0lEQVQI12OU97/RwIAFsJiIXGKgkoSpKHYJAOWlBkKvL2tCAAAAAElFTkSuQmCC",
    ["8fa7eb", "a9b1d4", "c3bbbd", "ddc5a6", "f7cf8f"],
  ],
  "greys half let through": [
    "iVBORw0KGgoAAAANSUhEUgAAAAYAAAAFCAQAAADMUVVtAAAAFUlEQVQI12P0a2CAAxYxBqI44kgcAEBqATk3Cbh9AAAAAElFTkSuQmCC",
    ["a6a6a6", "b1b1b1", "bcbcbc", "c7c7c7", "d2d2d2"],
  ],
}

it("a PNG of every kind is read as it looks on white paper", () => {
  for (const [kind, [base64, rows]] of Object.entries(kinds)) {
    for (const [at, row] of rowsOf(base64).entries()) {
      const far = Buffer.from(row, "hex").map((part, each) => Math.abs(part - Buffer.from(rows[at]!, "hex")[each]!))
      expect(Math.max(...far), `${kind}, row ${at}: ${row}`).toBeLessThanOrEqual(1)
    }
  }
})

it("one that is too large is made smaller by a whole number, each square of pixels leaving its mean colour", () => {
  const bytes = Buffer.from(kinds.colours![0], "base64")
  const { width, height, rgb } = pixelsOf(bytes, { width: 3, height: 5 })
  expect([width, height]).toEqual([3, 3])
  expect([...rgb.subarray(0, 3)]).toEqual([0x39, 0x59, 0xc1])
  expect([...rgb.subarray(-3)]).toEqual([0xf0, 0xa0, 0x20])
})

it("what is none, is damaged, or would unpack to more than it says is refused", () => {
  const cut = tinyPng.subarray(0, 50)
  const vast = new Uint8Array(tinyPng)
  vast.set([0, 0, 0x27, 0x10], 16)
  const wrongKind = new Uint8Array(tinyPng)
  wrongKind[25] = 5
  for (const bytes of [new Uint8Array(), Buffer.from("<svg/>"), cut, vast, wrongKind])
    expect(() => pixelsOf(bytes, most)).toThrow(RangeError)
})
