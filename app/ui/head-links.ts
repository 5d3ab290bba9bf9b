import sans from "@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2?url"
import type { LinkDescriptor } from "@remix-run/node"

/** What the head of every page asks for at once: the one font all text needs, and the program's mark. */
export const headLinks: LinkDescriptor[] = [
  { rel: "preload", as: "font", type: "font/woff2", href: sans, crossOrigin: "anonymous" },
  { rel: "icon", href: "/favicon.ico", sizes: "32x32" },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
]
