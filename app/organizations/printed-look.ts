import type { PdfDocument, PdfPicture } from "~/adapters/pdf/document"
import { shadesOf } from "./colour"

/** An organization's look as documents and mails carry it: the file of its logo, which never changes, and its colour. */
export type PrintedLook = { logo: { file: string; type: string } | null; colour: string | null }

/** The kinds of images that documents and every reader's mail program can show. */
const printed = ["image/png", "image/jpeg"]

type Kept = { logoFile: string | null; logoType: string | null; colour: string | null }

/** The look of an organization as its record stands; null when it has none that can be printed. */
export function printedLookOf({ logoFile, logoType, colour }: Kept): PrintedLook | null {
  const logo = logoFile && logoType && printed.includes(logoType) ? { file: logoFile, type: logoType } : null
  return logo || colour ? { logo, colour } : null
}

/** What readers are told a logo is, where they cannot see it. */
const logoWords = (name: string) => `Logo of ${name}`

/** The logo at the head of a document, as it was loaded; nothing where there is none. */
export const pictureOf = (bytes: Uint8Array | null, name: string): { logo?: PdfPicture } =>
  bytes ? { logo: { bytes, alt: logoWords(name) } } : {}

/** The shades of a look's colour that can be told from paper, and read on it; nothing where there is none. */
export function accentOf(look: PrintedLook | null | undefined): Pick<PdfDocument, "accent"> {
  if (!look?.colour) return {}
  const { primary, text } = shadesOf(look.colour).light
  return { accent: { line: primary, text } }
}
