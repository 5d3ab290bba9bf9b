const HERE = "http://here.invalid"

const hasControl = (text: string) => [...text].some((sign) => sign < " " || sign === "\u007f")

/**
 * The path when it leads to this very site, else "/". Everything a person or a link could put into an address
 * (`//host`, `/\host`, `javascript:`, `/..//host`, control characters) ends at "/".
 */
export function safePath(path: unknown): string {
  if (typeof path !== "string" || !/^\/(?![/\\])/.test(path)) return "/"
  if (path.includes("\\") || hasControl(path) || !URL.canParse(path, HERE)) return "/"
  const url = new URL(path, HERE)
  const normal = url.pathname + url.search + url.hash
  return url.origin === HERE && !normal.startsWith("//") ? normal : "/"
}
