/** What a mail may do when it is shown: carry its own styles and pictures, be framed by our page, and have its links followed. Nothing else. */
export const mailBodyPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
  "sandbox allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox",
].join("; ")

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" }

/** A mail as the document its reader sees. Links leave the frame; a mail without HTML is shown as its text. */
export function mailBody({ html, text }: { html: string | null; text: string | null }): string {
  const target = '<base target="_top">'
  if (html === null) {
    const safe = (text ?? "").replace(/[&<>]/g, (character) => entities[character] ?? "")
    return `<!doctype html><html><head>${target}</head><body><pre style="white-space:pre-wrap">${safe}</pre></body></html>`
  }
  const place = [/<head(?:\s[^>]*)?>/i, /<html(?:\s[^>]*)?>/i, /<!doctype[^>]*>/i].find((tag) => tag.test(html))
  return place ? html.replace(place, (tag) => tag + target) : target + html
}
