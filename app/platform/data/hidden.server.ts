import type { Hideable } from "~/organizations/role"
import { hiddenMinor } from "~/platform/language/money"
import type { Context } from "./contexts.server"
import type { Reading } from "./work.server"

/** Amounts by what they are called, wherever they stand: whole minor units, and prices in exact decimals. */
const isAmount = (key: string) => /Minor$/.test(key)
const isPrice = (key: string) => /^(unitPrice|price|amount|total|value|budget)$/i.test(key)
/** Ways to reach somebody by what they are called. */
const isReach = (key: string) =>
  /^(e?mails?|phones?|to|cc|reader|mobile)$|Emails?$|Phones?$|(email|phone)Normalized$/i.test(key)

/** Whose mail addresses are colleagues', not clients'. */
const ofTheHouse = new Set([
  "organizations",
  "members",
  "teams",
  "roles",
  "invitations",
  "sessions",
  "people",
  "api-keys",
])

/** What a member may not see in an answer about a noun; nothing for whoever is no member. */
export function hiddenFrom(ctx: Context, permission: string | null): readonly Hideable[] {
  if (ctx.kind !== "staff" || ctx.hides.length === 0) return []
  const noun = permission?.split(".")[0] ?? ""
  return ctx.hides.filter((hidden) => hidden === "money" || !ofTheHouse.has(noun))
}

/** Whether amounts are hidden from whoever reads. */
export const hidesMoney = ({ caller }: Reading) => caller.kind === "staff" && caller.hides.includes("money")

/**
 * An answer without what is hidden from its reader: amounts are `hiddenMinor`, prices and addresses empty texts, lists of
 * addresses empty. By the names of fields, however deep, so that a query that is written tomorrow is no way round.
 */
export function without<R>(answer: R, hidden: readonly Hideable[]): R {
  return hidden.length === 0 ? answer : (kept(answer, "", hidden) as R)
}

function kept(value: unknown, key: string, hidden: readonly Hideable[]): unknown {
  if (hidden.includes("money")) {
    if (isAmount(key)) return value === null || value === undefined ? value : hiddenMinor
    if (isPrice(key) && isText(value)) return ""
  }
  if (hidden.includes("contact-data") && isReach(key)) {
    if (Array.isArray(value)) return []
    if (isText(value)) return ""
  }
  if (Array.isArray(value)) return value.map((each) => kept(each, "", hidden))
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, kept(each, name, hidden)]))
}

const isText = (value: unknown) => typeof value === "string" || typeof value === "number" || typeof value === "bigint"

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value))
