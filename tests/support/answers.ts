import type { AnyCommand } from "~/platform/data/command.server"
import type { Context } from "~/platform/data/contexts.server"
import type { AnyQuery } from "~/platform/data/query.server"
import { isDomainError } from "~/platform/language/errors"
import { begin } from "./examples"

/** A command or a query. */
export type Act = AnyCommand | AnyQuery

export const isQuery = (act: Act): act is AnyQuery => "permission" in act.definition

/** What became of an act: "allowed" with its result, the name of the domain's error, or what broke. */
export async function answerOf(act: Act, as: Context, input: unknown): Promise<{ answer: string; result?: unknown }> {
  try {
    return { answer: "allowed", result: await begin(act, as, input) }
  } catch (error) {
    return { answer: isDomainError(error) ? error.name : String(error) }
  }
}

/** Nothing found: null, an empty text or list, or an object of these; a number says nothing about records. */
export function isNothing(result: unknown): boolean {
  if (result === null || result === undefined || result === "" || typeof result === "boolean") return true
  if (typeof result === "number" || typeof result === "bigint") return true
  if (Array.isArray(result)) return result.every(isNothing)
  return typeof result === "object" && !(result instanceof Date) && Object.values(result).every(isNothing)
}

/** Every id in a value, however deep. */
export function idsIn(value: unknown): Set<string> {
  const text = JSON.stringify(value ?? null, (_, part) => (typeof part === "bigint" ? String(part) : part))
  return new Set(text.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g))
}
