/** Text written by people, already rendered on the server from Markdown that lets no raw HTML through. */
export function Prose({ html, size = "document" }: { html: string; size?: "document" | "compact" }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the server's Markdown renderer escapes HTML and empties unsafe addresses
  return <div className="prose" data-size={size} dangerouslySetInnerHTML={{ __html: html }} />
}
