import { type Ground, pick } from "./ground"

/*
 * How the rows of ten years lie: number 1 is of now, the last of 200,000 deals and invoices, and of 1,000,000 contacts, about
 * ten years old. Of the newest deals half are open, of the old ones one in two hundred; an invoice is paid after three weeks,
 * but one in a hundred never.
 */

const minutesApart = { deal: 26, invoice: 26, company: 26, contact: 5 }

/** When the g-th row came about, and some days after. */
export const past = ({ anchor }: Ground, kind: keyof typeof minutesApart, daysLater = 0) =>
  `('${anchor}'::timestamptz - g * interval '${minutesApart[kind]} minutes' + interval '${daysLater} days')`

/** The same, as a day. */
export const day = (ground: Ground, kind: keyof typeof minutesApart, daysLater = 0) =>
  `${past(ground, kind, daysLater)}::date`

const newest = (days: number) => `g * ${minutesApart.deal} < ${days * 24 * 60}`

/** Which deals are open. */
export const isOpen = `((${newest(60)} and g % 2 = 1) or g % 200 = 0)`

/** Which invoices are paid. */
export const isPaid = `(not ${newest(21)} and g % 100 <> 0)`

/** The members in turn, in runs of unlike length. */
export const owner = ({ owners }: Ground) => `(${pick(owners, "g / 7 + g % 3")})::uuid`

/** Seven of ten in the organization's own currency. */
export const currency = pick(["EUR", "EUR", "USD", "EUR", "CHF", "EUR", "EUR", "GBP", "EUR", "EUR"])
