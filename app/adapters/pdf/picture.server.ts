import { pixelsOf } from "./png.server"

/** What pdfkit draws, and how large it is in its own pixels, upright. */
export type Picture = { image: PDFKit.Mixins.ImageSrc; width: number; height: number }

type Opened = { width: number; height: number; orientation?: number; colorSpace?: string }

/** More than paper shows of a logo; what is larger is made smaller. */
const most = { width: 1_400, height: 420 }

/**
 * A picture ready to be drawn; null for what cannot be read, or is in print colours (CMYK) of which PDF/A would have to know
 * the press: a document is made all the same.
 */
export function openPicture(pdf: PDFKit.PDFDocument, bytes: Uint8Array): Picture | null {
  try {
    return bytes[0] === 0xff ? openJpeg(pdf, bytes) : openPng(bytes)
  } catch {
    return null
  }
}

function openJpeg(pdf: PDFKit.PDFDocument, bytes: Uint8Array): Picture | null {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const image = (pdf as unknown as { openImage(source: Buffer): Opened }).openImage(source)
  if (image.colorSpace !== "DeviceRGB" && image.colorSpace !== "DeviceGray") return null
  const isTurned = (image.orientation ?? 1) > 4
  const [width, height] = isTurned ? [image.height, image.width] : [image.width, image.height]
  return { image: image as unknown as PDFKit.Mixins.ImageSrc, width, height }
}

/** pdfkit's own reader of PNG answers later and fails where nobody can catch it, so the pixels are handed over as they are. */
function openPng(bytes: Uint8Array): Picture {
  const { width, height, rgb } = pixelsOf(bytes, most)
  const image = {
    ...{ width, height, label: "Logo", obj: null as PDFKit.PDFKitReference | null },
    embed(pdf: PDFKit.PDFDocument) {
      const size = { Width: width, Height: height, BitsPerComponent: 8, ColorSpace: "DeviceRGB" }
      this.obj = pdf.ref({ Type: "XObject", Subtype: "Image", ...size })
      this.obj.end(Buffer.from(rgb.buffer))
    },
  }
  return { image: image as unknown as PDFKit.Mixins.ImageSrc, width, height }
}
