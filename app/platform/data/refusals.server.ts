import type { z } from "zod"
import { Conflict, Forbidden, Invalid, NotFound } from "~/platform/language/errors"
import { databaseCode } from "./database.server"

/** Reads an input by its schema; the first complaint becomes Invalid at its field. */
export function parseInput<Input extends z.ZodType>(schema: Input, given: unknown): z.output<Input> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new Invalid(issue?.path.map(String).join(".") ?? "", issue?.message ?? "This is not understood")
}

/** Turns what the database refuses into the domain's words: an unknown id, a taken value, a text it cannot hold. */
export async function understood<R>(run: () => Promise<R>): Promise<R> {
  try {
    return await run()
  } catch (error) {
    switch (databaseCode(error)) {
      case "23503":
        throw new NotFound("record")
      case "23505":
        throw new Conflict("Something with the same name or number is already there.")
      case "23514":
        throw new Conflict("The amounts no longer fit together; look again and try once more.")
      case "SO001":
        throw new Conflict("An organization keeps an owner: make somebody else an owner first.")
      case "SO002":
        throw new Conflict("A team cannot stand within itself.")
      case "22003":
        throw new Invalid("", "The amounts are too large to be kept.")
      case "22021":
      case "22P05":
        throw new Invalid("", "The text contains characters that cannot be kept.")
      default:
        throw error
    }
  }
}

/** What no column can hold: characters, instants and numbers beyond its bounds. */
const unholdable = new Set(["22021", "22P05", "22007", "22008", "22009", "22003"])

/** A value that the database cannot hold stands in no row: what asks by it finds nothing. */
export async function findable<R>(ask: () => Promise<R>): Promise<R> {
  try {
    return await ask()
  } catch (error) {
    if (unholdable.has(databaseCode(error) ?? "")) throw new NotFound("page")
    throw error
  }
}

/** The refusal of an act that this actor is not allowed. */
export const forbidden = (permission: string) => new Forbidden(permission)
