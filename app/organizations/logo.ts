/** The largest logo that is kept, in bytes: 1 MB. */
export const mostLogoBytes = 1_000_000

/** How wide and how high a logo may be, in pixels: whoever shows it unpacks all of them. */
const mostLogoPixels = 3_000

type Size = { width: number; height: number }

const startsWith = (bytes: Uint8Array, at: number, ...wanted: number[]) =>
  wanted.every((byte, i) => bytes[at + i] === byte)
const big = (bytes: Uint8Array, at: number, count: number) =>
  Array.from({ length: count }, (_, i) => bytes[at + i] ?? 0).reduce((sum, byte) => sum * 256 + byte, 0)
const little = (bytes: Uint8Array, at: number, count: number) =>
  Array.from({ length: count }, (_, i) => bytes[at + count - 1 - i] ?? 0).reduce((sum, byte) => sum * 256 + byte, 0)

/** PNG 11.2.2: the header chunk stands first and says the size. */
const sizeOfPng = (bytes: Uint8Array): Size | null =>
  startsWith(bytes, 12, 0x49, 0x48, 0x44, 0x52) ? { width: big(bytes, 16, 4), height: big(bytes, 20, 4) } : null

/** JPEG B.2.2: the first frame header (SOF0 to SOF15, without the tables' markers) says the size, and how many colours are mixed. */
function frameOf(bytes: Uint8Array): (Size & { colours: number }) | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; at += 2 + big(bytes, at + 2, 2)) {
    const marker = bytes[at + 1] ?? 0
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { width: big(bytes, at + 7, 2), height: big(bytes, at + 5, 2), colours: bytes[at + 9] ?? 0 }
  }
  return null
}

const sizeOfJpeg = (bytes: Uint8Array): Size | null => frameOf(bytes)

/** WebP (RFC 9649 2.5 to 2.7): lossy, lossless and extended files say the size each in their own way. */
function sizeOfWebp(bytes: Uint8Array): Size | null {
  const chunk = String.fromCharCode(...bytes.slice(12, 16))
  if (chunk === "VP8 ") return { width: little(bytes, 26, 2) & 0x3fff, height: little(bytes, 28, 2) & 0x3fff }
  if (chunk === "VP8X") return { width: little(bytes, 24, 3) + 1, height: little(bytes, 27, 3) + 1 }
  if (chunk !== "VP8L") return null
  const bits = little(bytes, 21, 4)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}

const kinds = [
  {
    mediaType: "image/png",
    endings: ["png"],
    begins: (bytes: Uint8Array) => startsWith(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    sizeOf: sizeOfPng,
  },
  {
    mediaType: "image/jpeg",
    endings: ["jpg", "jpeg"],
    begins: (bytes: Uint8Array) => startsWith(bytes, 0, 0xff, 0xd8, 0xff),
    sizeOf: sizeOfJpeg,
  },
  {
    mediaType: "image/webp",
    endings: ["webp"],
    begins: (bytes: Uint8Array) =>
      startsWith(bytes, 0, 0x52, 0x49, 0x46, 0x46) && startsWith(bytes, 8, 0x57, 0x45, 0x42, 0x50),
    sizeOf: sizeOfWebp,
  },
] as const

/** What browsers offer for choosing. */
export const acceptedLogos = kinds.flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(",")

const kindOf = (name: string, bytes: Uint8Array) => {
  const ending = /\.([a-z]{3,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ""
  const kind = kinds.find(({ endings }) => (endings as readonly string[]).includes(ending))
  return kind?.begins(bytes) ? kind : null
}

/** The media type of an image whose name and first bytes agree on one that is kept; null for every other. */
export const logoTypeOf = (name: string, bytes: Uint8Array): string | null => kindOf(name, bytes)?.mediaType ?? null

/** What the first bytes of a kept logo say: its media type and its size in pixels; null for what is no such image. */
export function logoFacts(bytes: Uint8Array): { mediaType: string; width: number; height: number } | null {
  const kind = kinds.find(({ begins }) => begins(bytes))
  const size = kind?.sizeOf(bytes)
  return kind && size && size.width > 0 && size.height > 0 ? { mediaType: kind.mediaType, ...size } : null
}

/** Why a file is no logo, in words; null when it is one. */
export function logoProblem(name: string, bytes: Uint8Array): string | null {
  if (bytes.byteLength > mostLogoBytes) return "The logo is larger than 1 MB"
  const size = kindOf(name, bytes)?.sizeOf(bytes)
  if (!size || size.width < 1 || size.height < 1) return "Only PNG, JPG and WebP images are kept, and this is none"
  if (frameOf(bytes)?.colours === 4) return "This JPG is in print colours (CMYK): choose one in RGB, or a PNG"
  if (size.width > mostLogoPixels || size.height > mostLogoPixels)
    return `The logo is ${size.width} by ${size.height} pixels; ${mostLogoPixels} each way are the most`
  return null
}
