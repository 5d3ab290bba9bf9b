import { expect, test } from "vitest"
import { markdownBlocks, markdownText, renderMarkdown } from "./markdown.server"

const attacks = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt&#58;alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "![x](javascript:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  '![x" onerror="alert(1)](/a.png "t\\" onload=\\"alert(1)")',
  "<svg/onload=alert(1)>\n\n<a href='javascript:alert(1)'>x</a>",
  "[x]: vbscript:msgbox(1)\n\n[x] and <javascript:alert(1)>",
  '`<script>alert(1)</script>`\n\n```html"onmouseover="alert(1)\n</code><script>alert(1)</script>\n```',
  "<iframe src=\"//evil.example\"></iframe> <style>@import '//evil.example'</style> <!-- --><form action=//evil.example>",
]

const tags =
  /^<\/?(p|br|hr|h[2-6]|ul|ol|li|strong|em|del|code|pre|blockquote|a|img|table|thead|tbody|tr|th|td)( [^<>]*)?>$/
const attribute = /^(href|src|alt|title|rel|class|align|start)$/

test.each(attacks)("an attack comes out inert: %s", (text) => {
  const html = renderMarkdown(text)
  for (const [tag] of html.matchAll(/<[^>]*>/g)) {
    expect(tag).toMatch(tags)
    for (const [, name, value] of tag.matchAll(/ ([^\s=>/]+)="([^"]*)"/g)) {
      expect(name).toMatch(attribute)
      if (name === "href" || name === "src") expect(value).toMatch(/^$|^https?:|^mailto:|^\/|^[\w#?][^:]*$/)
    }
    expect(tag.replace(/"[^"]*"/g, "")).not.toMatch(/on\w+/)
  }
})

test("formatting, lists, tables and links are rendered", () => {
  const html = renderMarkdown(
    "# Scope\n\nA **bold** ~~old~~ [site](https://a.example).\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open",
  )
  expect(html).toContain("<h2>Scope</h2>")
  expect(html).toContain("<strong>bold</strong> <del>old</del>")
  expect(html).toContain('<a href="https://a.example" rel="noopener nofollow">site</a>')
  expect(html).toContain('<td align="right">2</td>')
  expect(html).toContain("<li>☑ done</li>\n<li>☐ open</li>")
})

test("only images of our own are shown; of others the description stays", () => {
  expect(renderMarkdown("![plan](/files/plan.png)")).toBe('<p><img src="/files/plan.png" alt="plan" /></p>')
  for (const url of [
    "https://evil.example/x.png",
    "//evil.example/x.png",
    "/\\evil.example/x.png",
    "x.png",
    "data:image/png,x",
  ]) {
    expect(renderMarkdown(`a ![plan](${url}) b`)).not.toContain('<img src="h')
    expect(renderMarkdown(`a ![plan](${url}) b`)).not.toMatch(/src="(?!\/(?!\/))/)
  }
  expect(renderMarkdown("a ![plan](//evil.example/x.png) b")).toBe("<p>a plan b</p>")
})

test("links go by http, https or mail only", () => {
  const href = (url: string) => /href="([^"]*)"/.exec(renderMarkdown(`[x](${url})`))?.[1]
  expect(["https://a.example", "http://a.example", "mailto:a@b.example", "/p/1", "#terms"].map(href)).toEqual([
    "https://a.example",
    "http://a.example",
    "mailto:a@b.example",
    "/p/1",
    "#terms",
  ])
  expect(["xmpp:a", "irc://a", "ftp://a", "file:///etc/passwd", "javascript:1"].map(href)).toEqual(["", "", "", "", ""])
})

test("footnotes and HTML are just text", () => {
  expect(renderMarkdown("a[^1]")).toBe("<p>a[^1]</p>")
  expect(renderMarkdown("a <b>c</b>")).toBe("<p>a &lt;b&gt;c&lt;/b&gt;</p>")
})

test("a mail gets the same words without markup", () => {
  const text =
    "# Scope\n\nA **bold** [site](https://a.example)\nand *more*.\n\n- one\n- two\n  - inner\n\n3. three\n4. four & five"
  expect(markdownText(text)).toBe(
    "Scope\n\nA bold site (https://a.example) and more.\n\n- one\n- two\n  – inner\n\n3. three\n4. four & five",
  )
  expect(markdownText("www.a.example <https://b.example> a@c.example")).toBe(
    "www.a.example https://b.example a@c.example",
  )
})

test("a document gets flat blocks that keep numbering, line breaks and code", () => {
  expect(
    markdownBlocks(
      "###### Terms\n\n2. a\n\n   more\n   1. in\n3. b\n\nx  \ny\n\n```\n  code\n    <b>\n```\n\n> quote\n\n| a | b |\n|---|---|\n| | 2 |",
    ),
  ).toEqual([
    { type: "heading", level: 6, text: "Terms" },
    { type: "list", ordered: true, start: 2, items: ["a\nmore\n1. in", "b"] },
    { type: "paragraph", text: "x\ny" },
    { type: "paragraph", text: "code\n    <b>" },
    { type: "paragraph", text: "quote" },
    { type: "paragraph", text: "a | b" },
    { type: "paragraph", text: "| 2" },
  ])
  expect(markdownBlocks("")).toEqual([])
  expect(markdownBlocks("- a\n\n  b\n\n  - c\n\n  - d")).toEqual([
    { type: "list", ordered: false, start: 1, items: ["a\nb\n– c\n– d"] },
  ])
})
