/** Chance that can be repeated: the same seed and number give the same choices. */
export type Chance = {
  /** A whole number below `below`. */
  whole(below: number): number
  pick<Thing>(things: readonly Thing[]): Thing
  happens(probability: number): boolean
}

/** The chance of one case of a run: mulberry32 over the run's seed and the case's number. */
export function chanceOf(seed: number, number: number): Chance {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number) => Math.floor(next() * below)
  return { whole, pick: (things) => things[whole(things.length)]!, happens: (probability) => next() < probability }
}
