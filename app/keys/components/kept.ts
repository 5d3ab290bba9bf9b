import { useState } from "react"

/** What an action answered, kept while its page stands: when something happens elsewhere, a page asks for its data again and forgets its answer. */
export function useKept<Value>(given: Value | null | undefined): Value | null {
  const [kept, keep] = useState<Value | null>(given ?? null)
  if (given && given !== kept) keep(given)
  return given ?? kept
}
