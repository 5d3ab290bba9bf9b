import { Link as RouterLink } from "@remix-run/react"
import type { AnchorHTMLAttributes } from "react"

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & {
  to: string
  prefetch?: "intent"
  preventScrollReset?: boolean
  reloadDocument?: boolean
}

/** As the browser follows it: without loading the page anew, unless that is asked for. */
export function FollowedLink(props: LinkProps) {
  return <RouterLink discover="none" {...props} />
}

/** As it is written on the server: a whole address needs no router to say where it leads, which is most of what a link costs. */
export function WrittenLink(props: LinkProps) {
  const { to, prefetch, preventScrollReset, reloadDocument, ...anchor } = props
  return to.startsWith("/") ? <a {...anchor} href={to} /> : <FollowedLink {...props} />
}

/** A link to a page of ours, the same element on both sides. */
export const Link = import.meta.env.SSR ? WrittenLink : FollowedLink
