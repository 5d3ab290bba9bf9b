import { useMatches } from "@remix-run/react"
import type { Look } from "../look"

const none: Look = { logoUrl: null, styleHref: null }

/** The look that the page's loader found, under `look`. */
export function useLook(): Look {
  const looks = useMatches().map(({ data }) => (data as { look?: Look } | null | undefined)?.look)
  return looks.find((look) => look !== undefined) ?? none
}
