import fc from "fast-check"
import { expect, test } from "vitest"
import { markdownBlocks, markdownText, renderMarkdown } from "../language/markdown.server"
import { checkForm, isSafeName, normalText } from "./safe-form-data.server"
import { safePath } from "./safe-path"

/** Texts of everything: whole characters, halves of them, control signs, and the marks that mean something somewhere. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."<>\"'&/\\:;()[]{}`*_#|!-+=.,\n\t \0\u202e\u2028\ud800é😀javascriptonload") }),
)

const names = fc.string({
  unit: fc.constantFrom("a", "x", "lines", "__proto__", "[", "]", "[0]", "[9]", "[99999]", ".", "\0"),
})

test("a form of any fields is refused with 400, or its texts are well formed, composed and stay as they are", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(names, anyText), { maxLength: 20 }), (fields) => {
      const raw = new FormData()
      for (const [name, value] of fields) raw.append(name, value)
      let checked: FormData
      try {
        checked = checkForm(raw).form
      } catch (thrown) {
        expect(thrown).toMatchObject({ init: { status: 400 } })
        return
      }
      for (const [name, value] of checked) {
        expect(isSafeName(name)).toBe(true)
        expect(value).toBe(normalText(String(value)))
        expect([...String(value)].filter((sign) => sign < " " && sign !== "\n" && sign !== "\t")).toEqual([])
        expect(String(value)).not.toMatch(/\p{Surrogate}/u)
      }
    }),
    { numRuns: 1_000 },
  )
})

test("whatever is asked for, the way back stays on this site and in its normal form", () => {
  const parts = fc.constantFrom(
    "/",
    "\\",
    "//",
    "..",
    ".",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "%5c",
    "evil.example",
    "\t",
    "\n",
    "\0",
    "é",
    "javascript:",
    " ",
  )
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: parts, maxLength: 12 }), anyText), (path) => {
      const safe = safePath(path)
      expect(new URL(safe, "http://here.example").origin).toBe("http://here.example")
      expect(safe).toMatch(/^\/(?![/\\])/)
      expect(safePath(safe)).toBe(safe)
    }),
    { numRuns: 1_500 },
  )
})

test("Markdown of any text has no tag, handler or address that our pages do not write", () => {
  const pieces = fc.constantFrom(
    "[a](",
    ")",
    "<",
    ">",
    "javascript:",
    "&colon;",
    "&#58;",
    "![",
    "](",
    "`",
    "```",
    "|",
    "\n",
    "- ",
    "> ",
    "# ",
    "*",
    '"',
    "'",
    " onload=",
    "//evil.example",
    "\\",
    "\0",
    "script",
    "www.a.example",
    "a@b.example",
    "[x]: ",
    "data:,",
  )
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: pieces, maxLength: 24 }), anyText), (text) => {
      const html = renderMarkdown(text)
      const tags = [...html.matchAll(/<(\/?)([a-z0-9]*)([^>]*)>?/gi)]
      for (const [tag, , name, attributes] of tags) {
        expect(name, tag).toMatch(
          /^(?:p|h[1-6]|ul|ol|li|strong|em|del|a|code|pre|blockquote|hr|br|img|table|thead|tbody|tr|th|td)$/,
        )
        const named = [...attributes!.matchAll(/([^\s="]+)(?:="([^"]*)")?/g)].filter(([each]) => each !== "/")
        for (const [, attribute, value] of named) {
          expect(attribute, tag).toMatch(/^(?:href|rel|src|alt|title|start|align|class)$/)
          if (attribute === "href") expect(value).not.toMatch(/^\s*(?!https?:|mailto:)[a-z][a-z0-9+.-]*:/i)
          if (attribute === "src") expect(value).toMatch(/^\/(?![/\\])/)
        }
      }
      expect(typeof markdownText(text)).toBe("string")
      expect(Array.isArray(markdownBlocks(text))).toBe(true)
    }),
    { numRuns: 500 },
  )
})
