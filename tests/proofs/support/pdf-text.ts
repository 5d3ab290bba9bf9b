import { inflateSync } from "node:zlib"

/** What a PDF draws, read from its own bytes: its text by the fonts' own tables, in the order it is drawn. */
export type PdfText = {
  pages: number
  /** All text without white space, so that where lines break does not matter. */
  compact: string
  /** The same as it is copied or searched: where something else is drawn for want of a font, what it stands for. */
  copied: string
  /** Fonts that are drawn with, and those of them whose glyphs stand in the file. */
  fonts: { used: number; embedded: number }
}

/** Reads a PDF whose objects are not packed into streams, as pdfkit writes them. */
export function readPdf(bytes: Buffer): PdfText {
  const file = bytes.toString("latin1")
  const objects = objectsOf(file)
  const fonts = fontsOf(file, objects)
  const drawn = [...objects.values()].filter((object) => / Tf\n/.test(object.stream)).map(({ stream }) => stream)
  const text = drawn.map((stream) => textOf(stream, fonts)).join("\n")
  const copied = drawn.map((stream) => textOf(withOriginals(stream), fonts)).join("\n")
  return {
    pages: file.match(/\/Type \/Page\n/g)?.length ?? 0,
    compact: text.normalize("NFC").replace(/\s/g, ""),
    copied: copied.normalize("NFC").replace(/\s/g, ""),
    fonts: { used: fonts.size, embedded: [...fonts.values()].filter(({ isEmbedded }) => isEmbedded).length },
  }
}

type PdfObject = { head: string; stream: string }

function objectsOf(file: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>()
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = "", packed] = match[2]!.split(/\nstream\n|^stream\n/m, 2)
    const body = packed?.slice(0, packed.lastIndexOf("\nendstream")) ?? ""
    const stream = /FlateDecode/.test(head) && body ? inflateSync(Buffer.from(body, "latin1")).toString("latin1") : body
    objects.set(match[1]!, { head, stream })
  }
  return objects
}

type Font = { letters: Map<string, string>; isEmbedded: boolean }

function fontsOf(file: string, objects: Map<string, PdfObject>): Map<string, Font> {
  const fonts = new Map<string, Font>()
  const at = (head: string, key: string) => objects.get(new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(head)?.[1] ?? "")
  for (const [, name, number] of file.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = objects.get(number!)
    if (!font || fonts.has(name!)) continue
    const descriptor = at(at(font.head, "DescendantFonts")?.head ?? "", "FontDescriptor")
    fonts.set(name!, {
      letters: lettersOf(at(font.head, "ToUnicode")?.stream ?? ""),
      isEmbedded: /\/FontFile[23]? \d+ 0 R/.test(descriptor?.head ?? ""),
    })
  }
  return fonts
}

/** A font's own table from the codes it is drawn with to letters. */
function lettersOf(table: string): Map<string, string> {
  const letters = new Map<string, string>()
  for (const [, from, list] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    const first = Number.parseInt(from!, 16)
    for (const [at, [, hex]] of [...list!.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const code = (first + at).toString(16).padStart(4, "0")
      letters.set(code, Buffer.from(hex!.replace(/ /g, ""), "hex").swap16().toString("utf16le"))
    }
  }
  return letters
}

/** A page's drawing with what stands for something else replaced by what it stands for, each character by its code. */
function withOriginals(stream: string): string {
  const span = /\/ActualText \(((?:\\[\s\S]|[^\\()])*)\)[\s\S]*?BDC[\s\S]*?EMC/g
  return stream.replaceAll(span, (_, written: string) => {
    const bytes = Buffer.from(
      written.replaceAll(/\\([\s\S])/g, (_, each: string) => escaped[each] ?? each),
      "latin1",
    )
    const text =
      bytes.readUInt16BE(0) === 0xfeff ? bytes.subarray(2).swap16().toString("utf16le") : bytes.toString("latin1")
    return `<<${Buffer.from(text).toString("hex")}>>`
  })
}

const escaped: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" }

function textOf(stream: string, fonts: Map<string, Font>): string {
  let letters = new Map<string, string>()
  const said: string[] = []
  for (const [, font, shown, original] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ|<<([0-9a-f]*)>>/g)) {
    if (original) said.push(Buffer.from(original, "hex").toString())
    if (font) letters = fonts.get(font)?.letters ?? new Map()
    for (const [, codes] of (shown ?? "").matchAll(/<([0-9a-f]+)>/gi)) {
      for (const code of codes!.match(/.{4}/g) ?? []) said.push(letters.get(code.toLowerCase()) ?? "\ufffd")
    }
  }
  return said.join("")
}
