import { type Measured, type Pressure, press, type Target, warm } from "./press"
import { type Burst, spend } from "./spend"

/** A row of the table: what of ours is held against which limit, and how near it is to come. */
export type Row = { name: string; aim: number | null; ours: Target | Burst; limit: Target | Burst }

/** What a row came to. `spread` is by how much its two limits differ; where that was too much each time, it is no figure. */
export type Outcome = {
  name: string
  aim: number | null
  ours: Measured
  limit: Measured
  ratio: number
  spread: number
  isThrownAway: boolean
}

const mostSpread = 0.15

/** Measures limit, ours, limit, each from the same `rest`; thrown away and done again while the two limits differ by more than 15 %, and at last thrown away for good. */
export async function measure(
  row: Row,
  pressure: Pressure,
  tries: number,
  say: (sentence: string) => void,
  rest: () => Promise<void>,
): Promise<Outcome> {
  const once = async (what: Target | Burst) => {
    await rest()
    return "pieces" in what ? spend(what) : press(what, pressure)
  }
  for (const what of [row.limit, row.ours]) if (!("pieces" in what)) await warm(what, pressure)
  for (let attempt = 1; ; attempt++) {
    const first = await once(row.limit)
    const ours = await once(row.ours)
    const second = await once(row.limit)
    const [low, high] = [first.perSecond, second.perSecond].toSorted((a, b) => a - b) as [number, number]
    const spread = high / low - 1
    const isThrownAway = spread > mostSpread
    if (!isThrownAway || attempt === tries) {
      const limit = average(first, second)
      const ratio = ours.perSecond / limit.perSecond
      return { name: row.name, aim: row.aim, ours, limit, ratio, spread, isThrownAway }
    }
    const [before, own, after] = [first, ours, second].map(({ perSecond }) => perSecond.toFixed(0))
    say(`${row.name}: ${own} a second between limits of ${before} and ${after}, which differ too much; once more`)
  }
}

function average(a: Measured, b: Measured): Measured {
  const mean = (key: keyof Measured) => (a[key] + b[key]) / 2
  return {
    ...{ perSecond: mean("perSecond"), p50: mean("p50"), p99: mean("p99") },
    ...{ program: mean("program"), postgres: mean("postgres") },
  }
}
