import type { AnyCommand } from "~/platform/data/command.server"
import type { Context } from "~/platform/data/contexts.server"
import type { AnyQuery } from "~/platform/data/query.server"
import type { Id } from "~/platform/language/ids"
import type { World } from "./a-full-world"
import { commandExamples } from "./command-examples"
import { queryExamples } from "./query-examples"

/*
 * An example of every command and query: who begins it, with what. Total over the registry: one without an example does not
 * compile. Each makes the records it needs anew, owned by whom one says, so that it can be run again and again.
 */

/** Any example, for tests that walk over all of them. */
export type AnyExample = (world: World, owner: Id<"people">) => Promise<{ as: Context; input: Record<string, unknown> }>

/** The example of a command or query by its name. */
export function exampleOf(name: string): AnyExample {
  return ({ ...commandExamples, ...queryExamples } as unknown as Record<string, AnyExample>)[name]!
}

/** Begins any command or query, as a door would. */
export function begin(act: AnyCommand | AnyQuery, as: Context, input: unknown): Promise<unknown> {
  return act(as as never, input as never)
}
