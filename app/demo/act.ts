/** One act of a story: when it happened, and the command that makes it so. */
export type Act = { at: Date; tell(now: Date): Promise<void> }

/** The acts of one thread, in their order: an act never comes before the one that it follows from. */
export function thread(acts: readonly Act[]): Act[] {
  let last = 0
  return acts.map((act) => {
    last = Math.max(act.at.getTime(), last + 1)
    return { ...act, at: new Date(last) }
  })
}

/** All threads woven into one story, oldest first. */
export const inOrder = (acts: readonly Act[]): Act[] =>
  [...acts].sort((one, other) => one.at.getTime() - other.at.getTime())
