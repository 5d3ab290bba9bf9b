import type { Installation } from "../installation"
import { type Weight, weightsOf } from "../measure/weight"
import type { Page } from "./pages"

/** A page's weight and the most it may be, in kB; for clients' pages HTML, styles and fonts together. */
export type Weighed = { name: string; weight: Weight; most: Partial<Weight>; together?: number }

const staff = { html: 30, css: 18, fonts: 52 }

/** What first views weigh: lists and the board in the shell, and what a client opens from a mail. */
export async function weigh(
  installation: Installation,
  pages: Record<"list" | "board" | "record" | "today" | "client", Page>,
): Promise<Weighed[]> {
  const { list, board, record, today, client } = pages
  const aims = [
    ...[list, record, today].map((page) => ({ page, most: { ...staff, script: 102 } })),
    { page: board, most: { ...staff, script: 106 } },
    { page: client, most: { script: 10 }, together: 60 },
  ]
  const weights = await weightsOf(
    installation,
    aims.map(({ page }) => page),
  )
  return (weights ?? []).map((weight, at) => {
    const { page, ...aim } = aims[at]!
    return { name: page.name, weight, ...aim }
  })
}
