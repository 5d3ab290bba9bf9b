import { type Granted, type Permission, permissions, scopesFor } from "~/permissions"
import { verbs } from "~/platform/language/glossary"
import { type Hideable, type Role, type Scope, scopes } from "./role"

/** What a form says a role is given: noun → verb → how far. */
export type GrantedByNoun = Record<string, Record<string, Scope>>

/** What hides behind each hideable, in words. */
export const hideableNames: Record<Hideable, { label: string; hint: string }> = {
  money: {
    label: "Amounts of money",
    hint: "Values and prices are left out; proposals, invoices and payments, which are made of them, cannot be opened",
  },
  "contact-data": {
    label: "How to reach somebody",
    hint: "Mail addresses and telephone numbers are left out; what bears them can be neither edited nor mailed, and documents cannot be opened",
  },
}

/** How far a permission reaches, in a word. */
export const scopeNames: Record<Scope, string> = { own: "Own", team: "Team’s", all: "All" }

const partsOf = (permission: string) => permission.split(".") as [noun: string, verb: string]

/** A noun as a heading: "payment-files" → "Payment files". */
export const nounTitle = (noun: string) => noun.charAt(0).toUpperCase() + noun.slice(1).replaceAll("-", " ")

/** What a permission allows, as a word under its noun: "deals.read" → "See". */
export function actName(permission: Permission): string {
  const [, verb] = partsOf(permission)
  return verb === "read" ? "See" : (verbs as Record<string, { button: string }>)[verb]!.button
}

/** One act that may be given, and how far it can be. */
export type Act = { permission: Permission; verb: string; name: string; scopes: readonly Scope[] }

/** Every permission under its noun, in the order of the table. */
export function actsByNoun(): { noun: string; title: string; acts: Act[] }[] {
  const groups = new Map<string, Act[]>()
  for (const permission of Object.keys(permissions) as Permission[]) {
    const [noun, verb] = partsOf(permission)
    const acts = groups.get(noun) ?? groups.set(noun, []).get(noun)!
    acts.push({ permission, verb, name: actName(permission), scopes: scopesFor(permission) })
  }
  return [...groups].map(([noun, acts]) => ({ noun, title: nounTitle(noun), acts }))
}

/** What the table of a role's form shows: every act that can be given, under its noun. */
export const nounsOfTable = () =>
  actsByNoun().flatMap(({ noun, title, acts }) => {
    const offered = acts.filter((act) => act.scopes.length > 0)
    return offered.length > 0
      ? [{ noun, title, acts: offered.map(({ verb, name, scopes: possible }) => ({ verb, name, scopes: possible })) }]
      : []
  })

/** "deals.read" → own, as rows say it, as forms do: deals → read → own. What cannot be given any more is left out. */
export function byNoun(granted: Granted): GrantedByNoun {
  const nested: GrantedByNoun = {}
  for (const { noun, acts } of actsByNoun())
    for (const { permission, verb, scopes: possible } of acts) {
      const scope = granted[permission]
      if (scope && possible.includes(scope)) nested[noun] = { ...nested[noun], [verb]: scope }
    }
  return nested
}

/** What a built-in role has, as far as an own role can be given it: what a copy of it begins with. */
export function copyOf(role: Role): Granted {
  const all = Object.keys(permissions) as Permission[]
  const given = all.flatMap((permission) => {
    const scope = permissions[permission][role]
    return scope && scopesFor(permission).includes(scope) ? [[permission, scope] as const] : []
  })
  return Object.fromEntries(given)
}

/** deals → read → own, as forms say it, as rows do: "deals.read" → own. */
export const byPermission = (nested: GrantedByNoun): Granted =>
  Object.fromEntries(
    Object.entries(nested).flatMap(([noun, given]) =>
      Object.entries(given).map(([verb, scope]) => [`${noun}.${verb}`, scope]),
    ),
  )

/**
 * Why a permission cannot be given that far; null when it can. Nothing reaches further than seeing: who may edit a record
 * must be able to open it.
 */
export function grantProblem(granted: Readonly<Partial<Record<string, string>>>, permission: string): string | null {
  if (!Object.hasOwn(permissions, permission)) return "There is no such permission."
  const asked = permission as Permission
  const scope = granted[asked] as Scope
  const possible = scopesFor(asked)
  const [noun] = partsOf(asked)
  if (!possible.includes(scope))
    return `${nounTitle(noun)}, ${actName(asked).toLowerCase()}: this cannot be given so far.`
  const seeing = `${noun}.read`
  if (asked === seeing || !Object.hasOwn(permissions, seeing)) return null
  const seen = granted[seeing] ? scopes.indexOf(granted[seeing] as Scope) : -1
  if (scopes.indexOf(scope) <= seen) return null
  return `${nounTitle(noun)}, ${actName(asked).toLowerCase()}: this reaches further than seeing does.`
}
