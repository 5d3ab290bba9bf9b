import { normalizeText } from "~/platform/language/text"

/** The largest file that is kept with a payment, in bytes: 10 MiB. */
export const mostFileBytes = 10 * 1024 * 1024

const kinds = [
  { mediaType: "application/pdf", endings: ["pdf"], begins: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { mediaType: "image/png", endings: ["png"], begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { mediaType: "image/jpeg", endings: ["jpg", "jpeg"], begins: [0xff, 0xd8, 0xff] },
]

/** What browsers offer for choosing; what a file is, is told by its content and its name. */
export const acceptedFiles = kinds.flatMap(({ endings }) => endings.map((ending) => `.${ending}`)).join(",")

/** The media type of a file whose name and first bytes agree on one that is kept; null for every other. */
export function mediaTypeOf(name: string, bytes: Uint8Array): string | null {
  const ending = /\.([a-z]{3,4})$/i.exec(name)?.[1]?.toLowerCase() ?? ""
  const kind = kinds.find(({ endings }) => endings.includes(ending))
  return kind?.begins.every((byte, at) => bytes[at] === byte) ? kind.mediaType : null
}

/** A file's name as it is shown and given back: one line, without folders, signs that turn or hide text, and what systems refuse. */
export function fileNameOf(given: string): string {
  const last = normalizeText(given).split(/[/\\]/).at(-1) ?? ""
  const plain = last.replace(/\s+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
  const [, stem = "", ending = ""] = /^(.*?)(\.[a-z]{3,4})?$/i.exec(plain.trim()) ?? []
  return `${stem.replace(/^[.\s]+/, "").slice(0, 100) || "file"}${ending}`
}

/** The header that gives a file back under its name, whatever letters it has (RFC 6266). */
export function attachmentOf(name: string): string {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${name.replace(/[^\w. -]/g, "_")}"; filename*=UTF-8''${encoded}`
}
