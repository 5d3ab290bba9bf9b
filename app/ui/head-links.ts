import type { LinkDescriptor } from "@remix-run/node"
import sans from "./fonts/instrument-sans-common.woff2?url"

/** What the head of every page asks for at once: the one font all text needs, and the program's mark. */
export const headLinks: LinkDescriptor[] = [
  { rel: "preload", as: "font", type: "font/woff2", href: sans, crossOrigin: "anonymous" },
  { rel: "icon", href: "/favicon.ico", sizes: "32x32" },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
]
