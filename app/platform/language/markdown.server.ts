import { micromark } from "micromark"
import { gfm, gfmHtml } from "micromark-extension-gfm"

/**
 * A block of Markdown for documents that are not HTML; `level` runs from 1 to 6, `start` is the number of an ordered list's
 * first item. Texts carry no markup; what stands below an item (more text, a list of its own) follows on lines of its own.
 */
export type MarkdownBlock =
  | { type: "heading"; level: number; text: string }
  | { type: "paragraph"; text: string }
  | { type: "list"; ordered: boolean; start: number; items: string[] }

/** HTML is no part of the language: it is read as the text it is. Footnotes would need ids that are unique on the page. */
const notOffered = ["htmlFlow", "htmlText", "gfmFootnoteCall", "gfmFootnoteDefinition", "gfmPotentialFootnoteCall"]

/**
 * Markdown (CommonMark with GitHub's tables, lists, autolinks) as safe HTML for our pages: tags are text, links go by http,
 * https, mailto or within the site, images come from our own file store (else their description stands there), and the
 * page's title stays the one `h1`: headings are one level lower.
 */
export function renderMarkdown(text: string): string {
  return toHtml(text).replace(
    /<(\/?)h([1-5])>/g,
    (_, close: string, level: string) => `<${close}h${Number(level) + 1}>`,
  )
}

/** Markdown as plain text for mails: headings and paragraphs apart, lists with dashes or numbers, addresses of links after them. */
export function markdownText(text: string): string {
  return markdownBlocks(text)
    .map((block) => {
      if (block.type !== "list") return block.text
      return block.items
        .map((item, i) => `${block.ordered ? `${block.start + i}.` : "-"} ${item.replaceAll("\n", "\n  ")}`)
        .join("\n")
    })
    .join("\n\n")
}

/** Markdown as a flat list of blocks for PDF documents: quotes and code become paragraphs, table rows paragraphs with bars. */
export function markdownBlocks(text: string): MarkdownBlock[] {
  const reader = new BlockReader()
  for (const [, close, tag, attributes, chars] of toHtml(text).matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)/g)) {
    if (chars !== undefined) reader.text(decoded(chars))
    else if (close) reader.close(tag!)
    else reader.open(tag!, attributes ?? "")
  }
  return reader.blocks
}

function toHtml(text: string): string {
  const html = micromark(text, {
    extensions: [gfm({ singleTilde: false }), { disable: { null: notOffered } }],
    htmlExtensions: [gfmHtml()],
  })
  return html
    .replace(/<a href="([^"]*)"/g, (_, url: string) => `<a href="${safeUrl(url)}" rel="noopener nofollow"`)
    .replace(/<img src="([^"]*)" alt="([^"]*)"[^>]*>/g, (image, url: string, alt: string) =>
      /^\/(?![/\\])/.test(url) ? image : alt,
    )
    .replace(/<input type="checkbox" disabled="" (checked="" )?\/>/g, (_, checked?: string) => (checked ? "☑" : "☐"))
}

function safeUrl(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  return scheme === undefined || ["http", "https", "mailto"].includes(scheme) ? url : ""
}

/** Attribute and text alike: micromark writes these four entities and no others. */
function decoded(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&")
}

/** Collects text until a block ends; a list within a list is part of the outer one's item. */
class BlockReader {
  readonly blocks: MarkdownBlock[] = []
  private buffer = ""
  private lists: { ordered: boolean; next: number }[] = []
  private preformatted = false
  private broken = false
  private cells = 0
  private link = { url: "", from: 0 }

  open(tag: string, attributes: string) {
    if (tag === "br") this.breakLine()
    if (tag === "a") this.openLink(attributes)
    if (tag === "tr") this.cells = 0
    if ((tag === "td" || tag === "th") && this.cells++ > 0) this.buffer = `${this.buffer.trimEnd()} | `
    if (/^(p|pre|tr|h[1-6])$/.test(tag) && this.lists.length > 0) this.continueItem()
    if (tag === "pre") this.preformatted = true
    if (tag === "ul" || tag === "ol") this.openList(tag === "ol", Number(/start="(\d+)"/.exec(attributes)?.[1] ?? 1))
    if (tag === "li" && this.lists.length > 1) this.openInnerItem()
  }

  close(tag: string) {
    if (tag === "a") this.closeLink()
    if (tag === "pre") this.preformatted = false
    if (tag === "li" && this.lists.length === 1) this.endItem()
    if (tag === "ul" || tag === "ol") this.lists.pop()
    if (this.lists.length > 0) return
    if (/^h[1-6]$/.test(tag)) this.end((text) => ({ type: "heading", level: Number(tag[1]), text }))
    if (tag === "p" || tag === "pre" || tag === "tr") this.end((text) => ({ type: "paragraph", text }))
  }

  /** The source's line ends are spaces; those of code and of hard breaks stay. */
  text(chars: string) {
    const shown = this.preformatted ? chars : chars.replace(/\n/g, " ")
    if (this.broken && shown.trim() === "") return
    this.buffer += this.broken && !this.preformatted ? shown.trimStart() : shown
    this.broken = false
  }

  private breakLine() {
    this.buffer = `${this.buffer.trimEnd()}\n`
    this.broken = true
  }

  private openList(ordered: boolean, start: number) {
    if (this.lists.length === 0) this.blocks.push({ type: "list", ordered, start, items: [] })
    this.lists.push({ ordered, next: start })
  }

  private continueItem() {
    if (!this.broken && this.buffer.trim() !== "") this.breakLine()
  }

  private openInnerItem() {
    const list = this.lists.at(-1)!
    if (this.buffer.trim() !== "") this.breakLine()
    this.buffer += "  ".repeat(this.lists.length - 2) + (list.ordered ? `${list.next++}. ` : "– ")
    this.broken = true
  }

  private endItem() {
    const list = this.blocks.at(-1)
    const text = this.taken()
    if (text && list?.type === "list") list.items.push(text)
  }

  private end(block: (text: string) => MarkdownBlock) {
    const text = this.taken()
    if (text) this.blocks.push(block(text))
  }

  private openLink(attributes: string) {
    this.link = { url: decoded(/href="([^"]*)"/.exec(attributes)?.[1] ?? ""), from: this.buffer.length }
  }

  private closeLink() {
    const { url, from } = this.link
    const shown = this.buffer.slice(from)
    if (url && ![shown, `mailto:${shown}`, `http://${shown}`].includes(url)) this.buffer += ` (${url})`
  }

  private taken(): string {
    const text = this.buffer.trim()
    this.buffer = ""
    return text
  }
}
