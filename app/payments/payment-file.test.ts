import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { attachmentOf, fileNameOf, mediaTypeOf } from "./payment-file"

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"))

describe("a file with a payment", () => {
  test.each([
    ["slip.pdf", "%PDF-1.7 …", "application/pdf"],
    ["Slip.PDF", "%PDF-1.4", "application/pdf"],
    ["slip.png", "\x89PNG\r\n\x1a\n…", "image/png"],
    ["slip.jpg", "\xff\xd8\xff\xe0", "image/jpeg"],
    ["slip.jpeg", "\xff\xd8\xff\xe0", "image/jpeg"],
  ])("%s is what its name and its content say", (name, content, mediaType) => {
    expect(mediaTypeOf(name, bytes(content))).toBe(mediaType)
  })

  test.each([
    ["slip.pdf", "<html><script>alert(1)</script>"],
    ["slip.png", "%PDF-1.7"],
    ["slip.html", "%PDF-1.7"],
    ["slip.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ["slip", "%PDF-1.7"],
    ["slip.pdf.exe", "%PDF-1.7"],
    ["slip.pdf ", "%PDF-1.7"],
    ["slip.pdf", ""],
    ["slip.pdf", " %PDF-1.7"],
  ])("%s is refused when name and content do not agree on a kind that is kept", (name, content) => {
    expect(mediaTypeOf(name, bytes(content))).toBeNull()
  })

  test.each([
    ["../../etc/passwd.pdf", "passwd.pdf"],
    ["C:\\fakepath\\Kontoauszug März.pdf", "Kontoauszug März.pdf"],
    ["in\u202efdp.exe.pdf", "infdp.exe.pdf"],
    ["a\r\nContent-Type: b.pdf", "a Content-Type b.pdf"],
    [".pdf", "file.pdf"],
    ["", "file"],
  ])("named %j is shown as %j", (given, shown) => {
    expect(fileNameOf(given)).toBe(shown)
  })

  test("goes back under its name in a header that nothing can be added to", () => {
    expect(attachmentOf("Auszug (März).pdf")).toBe(
      "attachment; filename=\"Auszug _M_rz_.pdf\"; filename*=UTF-8''Auszug%20%28M%C3%A4rz%29.pdf",
    )
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (given) => {
        expect(attachmentOf(fileNameOf(given))).toMatch(
          /^attachment; filename="[\w. -]*"; filename\*=UTF-8''[\w.~!%-]*$/,
        )
      }),
    )
  })
})
