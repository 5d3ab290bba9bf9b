/** A team as far as its place goes. */
type Placed = { id: string; name: string; parentId: string | null }

/** A team in its place: how deep it stands, and the names from the top down to it. */
export type InTree<Team> = Team & { depth: number; path: string }

/** Teams from the top down, each followed by those within it, by name. One whose parent is not there stands at the top. */
export function inTree<Team extends Placed>(teams: readonly Team[]): InTree<Team>[] {
  const known = new Set(teams.map(({ id }) => id))
  const within = new Map<string | null, Team[]>()
  for (const team of teams.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const parent = team.parentId !== null && known.has(team.parentId) ? team.parentId : null
    within.set(parent, [...(within.get(parent) ?? []), team])
  }
  const below = (parent: string | null, depth: number, path: string): InTree<Team>[] =>
    (within.get(parent) ?? []).flatMap((team) => {
      const here = path ? `${path} / ${team.name}` : team.name
      return [{ ...team, depth, path: here }, ...below(team.id, depth + 1, here)]
    })
  return below(null, 0, "")
}

/** A team and every one within it, by id. */
export function subtreeOf(teams: readonly Placed[], teamId: string): Set<string> {
  const found = new Set([teamId])
  for (let size = 0; size < found.size; ) {
    size = found.size
    for (const { id, parentId } of teams) if (parentId !== null && found.has(parentId)) found.add(id)
  }
  return found
}
