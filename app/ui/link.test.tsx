import type { ComponentProps } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { type Navigator, type Path, Router } from "react-router-dom"
import { expect, it } from "vitest"
import { FollowedLink, WrittenLink } from "./link"

const navigator = {
  createHref: (to: string | Partial<Path>) =>
    typeof to === "string" ? to : `${to.pathname ?? ""}${to.search ?? ""}${to.hash ?? ""}`,
  push: () => {},
  replace: () => {},
  go: () => {},
} as Navigator

type Props = ComponentProps<typeof WrittenLink>

/** The attributes of a link as each side writes it, in no order. */
const written = (Link: typeof WrittenLink, props: Props) =>
  renderToStaticMarkup(
    <Router static location="/deals/list" navigator={navigator}>
      <Link {...props}>There</Link>
    </Router>,
  )
    .replace(
      /^<a ([^>]*)>/,
      (_, attributes: string) =>
        `<a ${attributes
          .match(/[\w-]+="[^"]*"/g)
          ?.sort()
          .join(" ")}>`,
    )
    .trim()

it("is the same element on the server and in the browser", () => {
  const all: Props[] = [
    { to: "/" },
    { to: "/deals/0198?tab=lines&q=a%20b#notes" },
    { to: "/deals/list?after=2026-01-01T00%3A00%3A00.000Z+x", preventScrollReset: true, "aria-current": "page" },
    { to: "/deals", className: "place", prefetch: "intent" },
    { to: "/invoices/0198/pdf", reloadDocument: true, download: true, "aria-label": "PDF" },
    { to: "?view=all" },
    { to: "notes" },
  ]
  for (const props of all) expect(written(WrittenLink, props)).toBe(written(FollowedLink, props))
})
