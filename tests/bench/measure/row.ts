import { type Measured, type Pressure, press, type Target } from "./press"

/** A row of the table: what of ours is held against which limit, and how near it is to come. */
export type Row = { name: string; aim: number | null; ours: Target; limit: Target }

/** What a row came to. `spread` is by how much its two limits differ. */
export type Outcome = {
  name: string
  aim: number | null
  ours: Measured
  limit: Measured
  ratio: number
  spread: number
}

const mostSpread = 0.15
const tries = 5

/** Measures limit, ours, limit; thrown away and done again while the two limits differ by more than 15 %. */
export async function measure(row: Row, pressure: Pressure, say: (sentence: string) => void): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    const first = await press(row.limit, pressure)
    const ours = await press(row.ours, pressure)
    const second = await press(row.limit, pressure)
    const [low, high] = [first.perSecond, second.perSecond].toSorted((a, b) => a - b) as [number, number]
    const spread = high / low - 1
    if (spread <= mostSpread || attempt === tries) {
      const limit = average(first, second)
      return { name: row.name, aim: row.aim, ours, limit, ratio: ours.perSecond / limit.perSecond, spread }
    }
    say(`${row.name}: the limits differ by ${Math.round(spread * 100)} %, once more`)
  }
}

function average(a: Measured, b: Measured): Measured {
  const mean = (key: keyof Measured) => (a[key] + b[key]) / 2
  return {
    ...{ perSecond: mean("perSecond"), p50: mean("p50"), p99: mean("p99") },
    ...{ program: mean("program"), postgres: mean("postgres") },
  }
}
