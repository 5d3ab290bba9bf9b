import { roles } from "~/organizations/role"
import { pages } from "~/routes"
import type { Program } from "../../support/program"
import { idsOf } from "../../support/wall"
import { type Canaries, canariesOf } from "./canaries"
import type { Path } from "./pages"
import { type Elsewhere, elsewhere } from "./probing"
import { type Side, twoOrganizations } from "./two-organizations"

/* The two organizations behind one program, as the proof of the walls finds them once `raiseWalls` has run. */

/** Somebody who asks. */
export type Viewer = { who: string; cookie?: string }

/** Every address of the table of pages. */
export const paths = Object.keys(pages) as Path[]
export let program: Program
export let a: Side
export let b: Side
export let idsOfA: Set<string>
export let canaries: Canaries
export let nowhere: Elsewhere
export let outsiders: Viewer[]

/** Makes both organizations and starts the program. */
export async function raiseWalls(): Promise<void> {
  ;({ program, a, b } = await twoOrganizations())
  idsOfA = await idsOf(a.world)
  canaries = await canariesOf(a.world, b.world)
  nowhere = elsewhere(idsOfA, Object.values(a.tokens))
  const members = roles.map((role) => ({ who: `the other organization's ${role}`, cookie: b.cookies[role] }))
  outsiders = [{ who: "nobody" }, ...members]
}
