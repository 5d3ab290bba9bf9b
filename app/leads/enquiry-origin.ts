import { utmNames } from "./lead"

type Name = (typeof utmNames)[number]
type Utm = { [N in `utm_${Name}`]: string | null }

/** Where an enquiry came from, as the form carries it along. */
export type EnquiryOrigin = { sourcePage: string | null } & Utm

type Asked = { url: string; referrer: string | null; ownOrigin: string }

/**
 * Where a visitor of the form, or a post to it, came from: the page that led here unless that is ours, and the campaign of
 * this address or else of that page's.
 */
export function originOf({ url, referrer, ownOrigin }: Asked): EnquiryOrigin {
  const page = referrer && URL.canParse(referrer) ? new URL(referrer) : null
  const elsewhere = page && /^https?:$/.test(page.protocol) && page.origin !== ownOrigin ? page : null
  const utm = utmNames.map((name) => {
    const key = `utm_${name}`
    return [key, new URL(url).searchParams.get(key) || elsewhere?.searchParams.get(key) || null]
  })
  return { sourcePage: elsewhere?.href ?? null, ...(Object.fromEntries(utm) as Utm) }
}

/** What the form carried along, filled up with what is known of the post itself. */
export function mergedOrigin(carried: EnquiryOrigin, posted: EnquiryOrigin) {
  const utm = utmNames.map((name) => [name, carried[`utm_${name}`] ?? posted[`utm_${name}`]])
  return {
    sourcePage: carried.sourcePage ?? posted.sourcePage,
    utm: Object.fromEntries(utm) as { [N in Name]: string | null },
  }
}
